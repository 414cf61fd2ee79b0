import { z } from 'zod'
import { lineText } from '../text.ts'
import { RegistrationStatus } from './registration.ts'

const accommodationExample = {
  registration: '01942f3e-7c00-7000-8000-000000000001',
  reference: 'K7Q-2MX',
  status: 'confirmed',
  givenName: 'Ada',
  familyName: 'Reyes',
  request: 'An ASL interpreter',
  email: null,
  phone: null,
  owner: 'Pat Lee',
  arrangedAt: '2027-03-06T15:00:00.000Z',
}

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
  .meta({ id: 'Accommodation', example: accommodationExample })
export type Accommodation = z.output<typeof Accommodation>

export const AccommodationList = z
  .object({ accommodations: z.array(Accommodation), nextCursor: z.string().nullable() })
  .meta({ id: 'AccommodationList', example: { accommodations: [accommodationExample], nextCursor: null } })
export type AccommodationList = z.output<typeof AccommodationList>

export const AccommodationInput = z
  .strictObject({ owner: lineText(100).nullable(), arranged: z.boolean() })
  .meta({ id: 'AccommodationInput', example: { owner: 'Pat Lee', arranged: true } })
export type AccommodationInput = z.output<typeof AccommodationInput>
