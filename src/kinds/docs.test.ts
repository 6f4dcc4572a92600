import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { printKindDocs } from './docs.ts'
import { field } from './form.ts'

const whisper = {
  name: 'whisper',
  title: 'Whisper (soft)',
  describe: () => 'a whisper',
  summary: 'Makes an event quiet.',
  source: 'A fable',
  params: z.object({
    volume: field(z.int().min(0).max(9).default(3), {
      label: 'Volume',
      unit: 'x',
      help: 'Quieter | louder.',
    }),
    mode: field(z.enum(['in', 'out']).default('in'), {
      label: 'Mode',
      texts: { out: 'to everybody' },
      when: { volume: [1, 2] },
    }),
  }),
  examples: [{ title: 'Very quiet', params: { volume: 1 }, expect: [{ do: 'pass' }, { do: 'drop' }] }],
}

describe('printKindDocs', () => {
  it('prints everything a kind says of itself', () => {
    const page = printKindDocs({
      title: 'Sounds',
      introduction: 'All of them.',
      command: 'npm run docs',
      kinds: [whisper],
    })
    expect(page).toBe(`<!-- Written by \`npm run docs\` from the kinds in src/. Change it there. -->

# Sounds

All of them.

- [Whisper (soft)](#whisper-soft): Makes an event quiet.

## Whisper (soft)

\`whisper\`

Makes an event quiet.

| Parameter | Name | Unit | Default | Allowed | Meaning |
| --- | --- | --- | --- | --- | --- |
| Volume | \`volume\` | x | \`3\` | whole, 0 to 9 | Quieter \\| louder. |
| Mode | \`mode\` |  | \`in\` | \`in\`, \`out\` (to everybody) | Only where \`volume\` is \`1\` or \`2\`. |

Example: Very quiet

\`\`\`json
{
  "params": {"volume":1},
  "expect": [
    {"do":"pass"},
    {"do":"drop"}
  ]
}
\`\`\`

Source: A fable.
`)
  })

  it('says so when there is nothing to set', () => {
    const bare = { name: 'end', title: 'End', summary: 'Ends.', params: z.object({}), describe: () => 'end' }
    expect(printKindDocs({ title: 'T', introduction: 'I', command: 'c', kinds: [bare] })).toContain(
      'No parameters.',
    )
  })
})
