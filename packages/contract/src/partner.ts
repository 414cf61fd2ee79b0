import { z } from 'zod'
import { httpsUrl, plainText, slug } from './text.ts'

/** `https://host` or, for trying things out, `http://localhost:port`: what browsers send as `Origin`. */
const origin = z
  .string()
  .max(300)
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'Use an origin such as https://example.org, without a path.',
  )

/** Somebody whose pages carry the sign-up. The slug is a label in links and snippets, not a credential. */
export const PartnerInput = z
  .strictObject({
    slug,
    name: plainText(200),
    url: httpsUrl.optional(),
    logo: httpsUrl.optional(),
    /** Sign-ups are credited to the partner only from these; from anywhere while there are none. */
    origins: z.array(origin).max(50).default([]),
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'Use a colour such as #0b57d0.')
      .optional(),
  })
  .meta({ id: 'PartnerInput' })
export type PartnerInput = z.output<typeof PartnerInput>

export const Partner = PartnerInput.meta({ id: 'Partner' })
export type Partner = z.output<typeof Partner>
