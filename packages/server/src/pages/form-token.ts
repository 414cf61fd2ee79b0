import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { limits } from '@training-signup/contract/limits'
import type { Deps } from '../deps.ts'

/** When a form was first seen, and a nonce that makes two visits two. */
export interface FormToken {
  nonce: string
  issuedAt: number
}

type Source = Pick<Deps, 'authSecret' | 'config' | 'now' | 'randomBytes'>

const nonceBytes = 16

/** Signed tokens of hosted forms. They say that we served the form, and when; they are no proof of who sends it. */
export function createFormTokens(source: Source) {
  const key = Buffer.from(hkdfSync('sha256', source.authSecret, '', 'hosted form token', 32))
  const sign = (content: string, slug: string) => createHmac('sha256', key).update(`${content}.${slug}`).digest()
  const lifetimeMs = source.config.formLifetimeSeconds * 1000

  return {
    /** `again`: the visitor has had the form before them already, so it may come back at once. */
    issue(slug: string, { again = false } = {}): string {
      const issuedAt = source.now().getTime() - (again ? limits.minimumFillMs : 0)
      const content = `${Buffer.from(source.randomBytes(nonceBytes)).toString('base64url')}.${issuedAt.toString(36)}`
      return `${content}.${sign(content, slug).toString('base64url')}`
    },

    /** Nothing, where it is forged, another form's or too old. */
    read(token: string, slug: string): FormToken | undefined {
      const [nonce = '', time = '', signature = '', ...rest] = token.split('.')
      const given = Buffer.from(signature, 'base64url')
      const right = sign(`${nonce}.${time}`, slug)
      if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const issuedAt = Number.parseInt(time, 36)
      return source.now().getTime() - issuedAt > lifetimeMs ? undefined : { nonce, issuedAt }
    },
  }
}
export type FormTokens = ReturnType<typeof createFormTokens>
