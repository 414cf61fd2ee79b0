import { z } from 'zod'
import { RegistrationStatus } from './registration.ts'

/** What the door sees of a person. */
export const DoorPerson = z
  .object({
    id: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    agency: z.string().nullable(),
    status: RegistrationStatus.meta({ description: 'Only people who are `confirmed` have a seat' }),
    checkedInAt: z.string().nullable(),
  })
  .meta({ id: 'DoorPerson' })
export type DoorPerson = z.output<typeof DoorPerson>

export const DoorList = z
  .object({
    people: z.array(DoorPerson),
    here: z.int().meta({ description: 'How many of those with a seat have come' }),
    expected: z.int().meta({ description: 'How many have a seat' }),
  })
  .meta({ id: 'DoorList' })
export type DoorList = z.output<typeof DoorList>
