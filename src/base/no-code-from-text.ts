import { config } from 'zod'

// The schemas' library would make functions from text where it may. The page's policy forbids it, and even
// the attempt is reported; here and in Node it does the same thing the same way. Imported by whatever
// makes schemas, before it makes them.
config({ jitless: true })
