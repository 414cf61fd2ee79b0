import { createHmac } from 'node:crypto'
import type { Parts } from '../deps.ts'

const prefix = 'whsec_'
const secretBytes = 32

export const newSecret = ({ randomBytes }: Pick<Parts, 'randomBytes'>): string =>
  `${prefix}${Buffer.from(randomBytes(secretBytes)).toString('base64')}`

/**
 * The headers by which a receiver knows that a delivery is ours and new (https://www.standardwebhooks.com).
 * @param at the instant of this try; receivers refuse what is some minutes old
 * @param secrets more than one while they are exchanged: a receiver needs to know one of them
 */
export function signedHeaders(id: string, at: Date, body: string, secrets: string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
  }
}
