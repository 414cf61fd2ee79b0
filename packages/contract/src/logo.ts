import { z } from 'zod'
import { httpsUrl } from './text.ts'

const id = /^[0-9a-f]{32}$/

/** Returns whether a text is the id of a logo. Otherwise it is the address of one. */
export const isLogoId = (text: string) => id.test(text)

/**
 * A logo as organizers name it: the id of one that was uploaded, or an address from which the
 * server loads it once. What is stored and read back is the id.
 */
export const logo = z
  .string()
  .max(2000)
  .refine(
    (value) => isLogoId(value) || httpsUrl.safeParse(value).success,
    'Use the id of an uploaded logo, or an address that starts with https://',
  )
  .meta({ description: 'The id of an uploaded logo, or an https address from which it is loaded once' })

/** What an upload answers. */
export const Logo = z
  .object({
    logo: z.string().meta({ description: 'Its id: the `logo` of an organizer or a partner' }),
    url: z.string().meta({ description: 'Where it can be looked at' }),
  })
  .meta({
    id: 'Logo',
    example: {
      logo: '3f2a9c0d5e7b4186a1c2d3e4f5061728',
      url: 'https://signup.example.org/logos/3f2a9c0d5e7b4186a1c2d3e4f5061728.png',
    },
  })
export type Logo = z.output<typeof Logo>
