import { createHmac, timingSafeEqual } from 'node:crypto'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { System } from '../../platform/system.ts'

const idBytes = 16
const signatureBytes = 32
const pattern = /^[\w-]{64}$/

/**
 * Creates the two proofs that can verify a sign-up: the secret in the response, which also needs
 * the code, and the link in the email, which is enough alone. Both are computed when needed and
 * stored nowhere.
 */
export function createVerificationTokens({ authSecret }: Pick<System, 'authSecret'>) {
  const key = secretFor(authSecret, 'verification token')
  const sign = (what: string) => createHmac('sha256', key).update(what).digest()
  const secretOf = (id: string) => sign(`secret ${id}`)
  // Includes the address, so that the link sent to a mistyped address ends when it is corrected.
  const linkOf = (id: string, address: string) => sign(`link ${id} ${address}`)
  const issue = (id: string, signature: Buffer) =>
    Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), signature]).toString('base64url')

  return {
    issueSecret: (id: string): string => issue(id, secretOf(id)),
    issueLink: (id: string, address: string): string => issue(id, linkOf(id, address)),

    /**
     * Returns what the token claims to name. Check it with `isSecret` or
     * `isLinkTo` before use.
     */
    read(token: string): { id: string; isSecret: boolean; isLinkTo: (address: string) => boolean } | undefined {
      if (!pattern.test(token)) return undefined
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== idBytes + signatureBytes) return undefined
      const id = bytes.toString('hex', 0, idBytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      const signature = bytes.subarray(idBytes)
      return {
        id,
        isSecret: timingSafeEqual(signature, secretOf(id)),
        isLinkTo: (address) => timingSafeEqual(signature, linkOf(id, address)),
      }
    },
  }
}
