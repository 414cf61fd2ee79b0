import { z } from 'zod'
import { RegistrationStatus } from '../people/registration.ts'

/** That someone came to a session or left it, where nothing has taken it back. */
export const DoorMark = z
  .object({
    id: z.string(),
    kind: z.enum(['in', 'out']),
    session: z.string().meta({ description: 'The start of the session, local to the training' }),
    at: z.string(),
    by: z.string().nullable().meta({ description: 'The account that tapped' }),
    byName: z.string().nullable(),
  })
  .meta({ id: 'DoorMark' })
export type DoorMark = z.output<typeof DoorMark>

/** What the door sees of a person. */
export const DoorPerson = z
  .object({
    id: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    reference: z.string().meta({ description: 'What their check-in code holds' }),
    number: z.string().nullable().meta({
      description: 'What stands on the sheet and the badge of someone who asked for no name there',
    }),
    agency: z.string().nullable(),
    status: RegistrationStatus.meta({ description: 'Only people who are `confirmed` have a seat' }),
    checkedInAt: z.string().nullable(),
    place: z.int().nullable().meta({ description: 'In line, of someone who waits for a seat' }),
    marks: z.array(DoorMark),
    isSeatOpen: z.boolean().meta({
      description: 'Whether their seat was opened to people at the door. They still have one if they come',
    }),
    search: z.string().meta({ description: 'The words that a search at the door compares, between spaces' }),
  })
  .meta({ id: 'DoorPerson' })
export type DoorPerson = z.output<typeof DoorPerson>

/** Which seats there are at the door. */
export const DoorSeats = z
  .object({
    capacity: z.int().nullable().meta({ description: 'All seats, those for walk-ins included; null: no limit' }),
    free: z.int().nullable().meta({ description: 'For people who stand there; null: no limit' }),
    unclaimed: z.int().meta({ description: 'Of people who have not come, and kept for them' }),
    opened: z.int().meta({ description: 'Of people who have not come, and open to others' }),
    over: z.int().meta({ description: 'How many more people are here than there are seats' }),
    opensAt: z.string().meta({ description: 'From when unclaimed seats can be opened, in UTC' }),
  })
  .meta({
    id: 'DoorSeats',
    example: { capacity: 120, free: 6, unclaimed: 0, opened: 6, over: 0, opensAt: '2027-03-06T15:15:00.000Z' },
  })
export type DoorSeats = z.output<typeof DoorSeats>

export const DoorList = z
  .object({
    people: z.array(DoorPerson),
    cancelled: z.array(z.string()).meta({ description: 'The references of those who canceled. They name no one' }),
    here: z.int().meta({ description: 'How many of those with a seat have come' }),
    expected: z.int().meta({ description: 'How many have a seat' }),
    seats: DoorSeats.nullable().meta({ description: 'null: for someone who sees one agency' }),
    now: z.string().meta({ description: 'The server’s clock' }),
  })
  .meta({
    id: 'DoorList',
    example: {
      people: [
        {
          id: '01942f3e-7c00-7000-8000-000000000001',
          givenName: 'Ada',
          familyName: 'Reyes',
          reference: 'K7MQ-3FXA',
          number: null,
          agency: null,
          status: 'confirmed',
          checkedInAt: '2027-03-06T15:00:00.000Z',
          place: null,
          marks: [
            {
              id: '6f1c1f6e-0d52-4b0c-9a55-3f1b0a9d2c11',
              kind: 'in',
              session: '2027-03-06T09:00',
              at: '2027-03-06T15:00:00.000Z',
              by: '01942f3e-7c00-7000-8000-000000000002',
              byName: 'Dana Ortiz',
            },
          ],
          isSeatOpen: false,
          search: ' ada reyes k7mq3fxa 3fxa ',
        },
      ],
      cancelled: ['9TRB-4KWD'],
      here: 86,
      expected: 114,
      seats: { capacity: 114, free: 0, unclaimed: 28, opened: 0, over: 0, opensAt: '2027-03-06T15:15:00.000Z' },
      now: '2027-03-06T15:04:00.000Z',
    },
  })
export type DoorList = z.output<typeof DoorList>

/** Marks as they come in, so that doors see each other’s. They name no one. */
export const MarkList = z
  .object({
    marks: z.array(
      z.object({
        id: z.string(),
        registration: z.string(),
        kind: z.enum(['in', 'out', 'undo']),
        session: z.string().meta({ description: 'The start of the session, local to the training' }),
        at: z.string(),
        by: z.string().nullable(),
        byName: z.string().nullable(),
        voids: z.string().nullable(),
      }),
    ),
    now: z.string().meta({ description: 'The server’s clock' }),
    after: z.string().meta({ description: 'What to ask for next time' }),
    people: z.string().meta({ description: 'Another text whenever someone registers, cancels, or gets a seat' }),
  })
  .meta({
    id: 'MarkList',
    example: { marks: [], now: '2027-03-06T15:04:00.000Z', after: '2027-03-06T15:03:50.000Z', people: '114-9f2a' },
  })
export type MarkList = z.output<typeof MarkList>
