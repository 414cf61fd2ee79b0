import { createHmac } from 'node:crypto'
import type { System } from '../../platform/system.ts'

const prefix = 'whsec_'
const secretBytes = 32

export const newSecret = ({ randomBytes }: Pick<System, 'randomBytes'>): string =>
  `${prefix}${Buffer.from(randomBytes(secretBytes)).toString('base64')}`

/**
 * Returns the headers by which a receiver verifies a delivery's origin and age
 * (https://www.standardwebhooks.com).
 * @param at the instant of this try; receivers refuse old ones
 * @param secrets more than one during a rotation; a receiver needs to know one of them
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
