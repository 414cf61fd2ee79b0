import { z } from 'zod'
import { RegistrationStatus } from './registration.ts'
import { lineText } from './text.ts'

/** What a person asked for, and whether it is arranged. */
export const Accommodation = z
  .object({
    registration: z.string(),
    reference: z.string(),
    status: RegistrationStatus,
    givenName: z.string(),
    familyName: z.string(),
    request: z.string(),
    email: z.string().nullable().meta({ description: 'Their own address, or else their coordinator’s' }),
    phone: z.string().nullable(),
    owner: z.string().nullable().meta({ description: 'Who takes care of it' }),
    arrangedAt: z
      .string()
      .nullable()
      .meta({ description: 'When it was marked as arranged. A request that changes is open again' }),
  })
  .meta({ id: 'Accommodation' })
export type Accommodation = z.output<typeof Accommodation>

export const AccommodationList = z
  .object({ accommodations: z.array(Accommodation), nextCursor: z.string().nullable() })
  .meta({ id: 'AccommodationList' })
export type AccommodationList = z.output<typeof AccommodationList>

export const AccommodationInput = z
  .strictObject({ owner: lineText(100).nullable(), arranged: z.boolean() })
  .meta({ id: 'AccommodationInput' })
export type AccommodationInput = z.output<typeof AccommodationInput>
