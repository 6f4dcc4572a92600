import { deflateRawSync } from 'node:zlib'
import { Digest } from '../log/digest.ts'
import { toBase64Url } from './base64.ts'

/** A link that holds exactly this, with a correct checksum: what somebody with bad intentions would make. */
export function forgedLink(content: string | Uint8Array): string {
  const data = toBase64Url(deflateRawSync(content))
  const digest = new Digest()
  digest.text(data)
  return `#s=1.${data}.${digest.hex().slice(0, 12)}`
}

/** One that would inflate to half a gigabyte. */
export const bombLink = (): string => forgedLink(new Uint8Array(500_000_000))
