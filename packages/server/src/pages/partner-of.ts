import { slug } from '@training-signup/contract'
import type { Context } from 'hono'

/** The partner that an address names. It is a label that anybody can write; what cannot be one is left out. */
export const partnerOf = (c: Context): string | undefined => slug.safeParse(c.req.query('p')).data
