import { slug } from '@training-signup/contract'
import type { Context } from 'hono'

/** Returns the partner that a URL names. Anyone can write that label; unusable ones are ignored. */
export const partnerOf = (c: Context): string | undefined => slug.safeParse(c.req.query('p')).data
