import { createHmac, timingSafeEqual } from 'node:crypto'
import { limits } from '@training-signup/contract/limits'
import { secretFor } from '../access/secret-for.ts'
import type { System } from '../system.ts'

/** The time when a form was first shown, and a nonce that distinguishes two visits. */
export interface FormToken {
  nonce: string
  issuedAt: number
}

type Source = Pick<System, 'authSecret' | 'config' | 'now' | 'randomBytes'>

const nonceBytes = 16

export interface FormPage {
  training: { slug: string }
  partner: string | undefined
}

/**
 * Creates signed tokens for hosted forms. They prove that this server sent the form, when, and on
 * which page (its training and partner), but not who returns it.
 */
export function createFormTokens(source: Source) {
  const key = secretFor(source.authSecret, 'hosted form token')
  const sign = (content: string, { training: { slug }, partner = '' }: FormPage) =>
    createHmac('sha256', key).update(`${content}.${slug}.${partner}`).digest()
  const lifetimeMs = source.config.formLifetimeSeconds * 1000

  return {
    /** `again`: the visitor has seen the form before, so it may come back right away. */
    issue(page: FormPage, { again = false } = {}): string {
      const issuedAt = source.now().getTime() - (again ? limits.minimumFillMs : 0)
      const content = `${Buffer.from(source.randomBytes(nonceBytes)).toString('base64url')}.${issuedAt.toString(36)}`
      return `${content}.${sign(content, page).toString('base64url')}`
    },

    /** Returns the token's content; undefined if it is forged, expired, or from another form. */
    read(token: string, page: FormPage): FormToken | undefined {
      const [nonce = '', time = '', signature = '', ...rest] = token.split('.')
      const given = Buffer.from(signature, 'base64url')
      const right = sign(`${nonce}.${time}`, page)
      if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const issuedAt = Number.parseInt(time, 36)
      return source.now().getTime() - issuedAt > lifetimeMs ? undefined : { nonce, issuedAt }
    },
  }
}
export type FormTokens = ReturnType<typeof createFormTokens>
