import { createHmac, timingSafeEqual } from 'node:crypto'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { System } from '../../platform/system.ts'

/** Names a response: the training, and the reference in it. */
interface Named {
  trainingId: string
  reference: string
}

/** What a response said, as if everyone in it had been new. */
export interface Responded {
  /** When it was made, in milliseconds. */
  at: number
  people: number
  /** How many of the people were told of a seat, or had one held for them. */
  seats: number
}

export const formatResponded = ({ at, people, seats }: Responded): string =>
  [at, people, seats].map((number) => number.toString(36)).join('.')

const secretFormat = /^(([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-z]+))\.([\w-]+)$/

/**
 * Creates the secrets that prove who got the response with a reference. They are computed when
 * needed, stored nowhere, and the same whether or not the reference is of a registration. They
 * carry what the response said: it must hold after the registration has been erased, too.
 */
export function createReferenceSecrets({ authSecret }: Pick<System, 'authSecret'>) {
  const key = secretFor(authSecret, 'reference secret')
  const sign = ({ trainingId, reference }: Named, said: string) =>
    createHmac('sha256', key).update(`${trainingId} ${reference} ${said}`).digest()
  return {
    /** @param said what `formatResponded` made of the response */
    issue: (named: Named, said: string): string => `${said}.${sign(named, said).toString('base64url')}`,
    /** Returns what the response said; undefined if the secret is not of this response. */
    read(named: Named, secret: string): Responded | undefined {
      const [, said = '', ...numbers] = secretFormat.exec(secret) ?? []
      const right = sign(named, said)
      const given = Buffer.from(numbers.pop() ?? '', 'base64url')
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const [at = 0, people = 0, seats = 0] = numbers.map((number) => Number.parseInt(number, 36))
      return { at, people, seats }
    },
  }
}
