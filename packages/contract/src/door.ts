import { z } from 'zod'
import { RegistrationStatus } from './registration.ts'

/** What the door sees of a person. */
export const DoorPerson = z
  .object({
    id: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    number: z.string().nullable().meta({
      description: 'What stands on the sheet and the badge of someone who asked for no name there',
    }),
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
  .meta({
    id: 'DoorList',
    example: {
      people: [
        {
          id: '01942f3e-7c00-7000-8000-000000000001',
          givenName: 'Ada',
          familyName: 'Reyes',
          number: null,
          agency: null,
          status: 'confirmed',
          checkedInAt: '2027-03-06T15:00:00.000Z',
        },
      ],
      here: 86,
      expected: 114,
    },
  })
export type DoorList = z.output<typeof DoorList>
