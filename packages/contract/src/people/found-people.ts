import { z } from 'zod'
import { localText, slug } from '../text.ts'
import { trainingStatuses } from '../training/training.ts'
import { RegistrationStatus } from './registration.ts'

/** Someone that a search finds, with the training that they registered for. */
export const FoundPerson = z
  .object({
    id: z.string(),
    reference: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    agency: z.string().nullable(),
    /** Whether they asked for a number instead of their name on paper. */
    hidesName: z.boolean(),
    status: RegistrationStatus,
    training: z.object({
      slug,
      title: localText(),
      status: z.enum(trainingStatuses),
      startsAt: z.string(),
      timeZone: z.string(),
    }),
  })
  .meta({ id: 'FoundPerson' })
export type FoundPerson = z.output<typeof FoundPerson>

export const FoundPeople = z.object({ people: z.array(FoundPerson), nextCursor: z.string().nullable() }).meta({
  id: 'FoundPeople',
  example: {
    people: [
      {
        id: '01942f3e-7c00-7000-8000-000000000001',
        reference: 'K7MQ-3FXA',
        givenName: 'Ada',
        familyName: 'Reyes',
        agency: 'Kansas City Police Department',
        hidesName: false,
        status: 'confirmed',
        training: {
          slug: 'first-responders',
          title: { en: 'Human trafficking for first responders' },
          status: 'published',
          startsAt: '2027-03-06T15:00:00.000Z',
          timeZone: 'America/Chicago',
        },
      },
    ],
    nextCursor: null,
  },
})
export type FoundPeople = z.output<typeof FoundPeople>
