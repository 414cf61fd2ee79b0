import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { System } from '../system.ts'

/**
 * Creates the secrets that prove who got the response with a reference. They are computed when
 * needed, stored nowhere, and the same whether or not the reference is of a registration.
 */
export function createReferenceSecrets({ authSecret }: Pick<System, 'authSecret'>) {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'reference secret', 32))
  const sign = (reference: string) => createHmac('sha256', key).update(reference).digest()
  return {
    issue: (reference: string): string => sign(reference).toString('base64url'),
    isRight(reference: string, secret: string): boolean {
      const right = sign(reference)
      const given = Buffer.from(secret, 'base64url')
      return given.length === right.length && timingSafeEqual(given, right)
    },
  }
}
