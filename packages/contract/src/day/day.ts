import { z } from 'zod'
import { localDateTime, plainText } from '../text.ts'
import { markKinds, markSources } from './mark.ts'

const instant = z.iso.datetime().meta({ description: 'UTC', format: 'date-time' }).nullable()
const sessionStart = localDateTime.meta({ description: 'The start of the session, local to the training' })
const reason = plainText(500).refine((text) => text.trim() !== '', 'Say why.')

/** When someone was really there. */
export const CorrectionInput = z
  .strictObject({
    sessions: z
      .array(z.strictObject({ session: sessionStart, in: instant, out: instant }))
      .min(1)
      .max(20)
      .meta({ description: 'Only those that are corrected. Neither `in` nor `out`: not here' }),
    reason,
  })
  .meta({
    id: 'CorrectionInput',
    example: {
      sessions: [{ session: '2027-03-06T09:00', in: '2027-03-06T15:00:00.000Z', out: '2027-03-06T21:00:00.000Z' }],
      reason: 'Forgot to check out, seen until the end',
    },
  })
export type CorrectionInput = z.output<typeof CorrectionInput>

export const DepartureInput = z.strictObject({ session: sessionStart, reason }).meta({
  id: 'DepartureInput',
  example: { session: '2027-03-06T09:00', reason: 'No one signed out' },
})

export const DepartureAnswer = z
  .object({ people: z.int().meta({ description: 'Whose time out is now the end of the session' }) })
  .meta({ id: 'DepartureAnswer', example: { people: 7 } })

const count = z.int().min(0)

/** What is open about a training’s attendance, and what follows from closing it. */
export const TrainingDay = z
  .object({
    closedAt: z.string().nullable(),
    closedBy: z.string().nullable().meta({ description: 'The account or API key' }),
    settledAt: z.string().nullable().meta({
      description: 'Since when everything that follows is done. `null`: the day is open, or it is being done',
    }),
    open: z.object({
      noOut: z.array(z.object({ session: sessionStart, people: count })).meta({
        description: 'Who came to a session and was not seen leaving',
      }),
      differs: count.meta({ description: 'Times that differ between paper and door' }),
      other: count.meta({ description: 'People with another doubt' }),
    }),
    people: z.object({
      complete: count,
      part: count.meta({ description: 'Less than the whole time, where no profile asks for it' }),
      short: count.meta({ description: 'Less time than a profile asks for' }),
      open: count.meta({ description: 'Someone has to decide about a time' }),
      away: count.meta({ description: 'Had a seat, and did not come' }),
    }),
    certificates: z
      .object({
        ready: count.meta({ description: 'Who gets a certificate' }),
        evaluation: count.meta({ description: 'Who must answer the evaluation, or pass the test, first' }),
        short: count.meta({ description: 'Who was there for less time than their profile asks for' }),
        other: count.meta({ description: 'Who is missing something else, or waits for a decision' }),
      })
      .nullable()
      .meta({ description: 'What follows from closing. `null`: the training counts for nothing' }),
    doors: z
      .array(z.object({ device: z.string().nullable(), lastAt: z.string() }))
      .meta({ description: 'When marks of each were last received. What a phone has not sent is not known' }),
  })
  .meta({
    id: 'TrainingDay',
    example: {
      closedAt: null,
      closedBy: null,
      settledAt: null,
      open: { noOut: [{ session: '2027-03-06T09:00', people: 3 }], differs: 1, other: 0 },
      people: { complete: 93, part: 4, short: 2, open: 3, away: 17 },
      certificates: { ready: 64, evaluation: 9, short: 5, other: 3 },
      doors: [{ device: 'North door', lastAt: '2027-03-06T21:09:00.000Z' }],
    },
  })
export type TrainingDay = z.output<typeof TrainingDay>

/** Who had a seat and did not come, by agency. */
export const NoShowList = z
  .object({
    agencies: z.array(
      z.object({
        agency: z.string().nullable(),
        seats: count.meta({ description: 'How many had a seat. Walk-ins are not among them' }),
        away: count,
        people: z.array(z.object({ id: z.string(), givenName: z.string(), familyName: z.string() })),
      }),
    ),
  })
  .meta({
    id: 'NoShowList',
    example: {
      agencies: [
        {
          agency: 'Jackson County',
          seats: 19,
          away: 1,
          people: [{ id: '01942f3e-7c00-7000-8000-000000000001', givenName: 'Ada', familyName: 'Reyes' }],
        },
      ],
    },
  })
export type NoShowList = z.output<typeof NoShowList>

/** Every time that someone was seen, who saw them, and what took it back. */
export const MarkHistory = z
  .object({
    marks: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(markKinds),
        session: z.string().nullable(),
        at: z.string(),
        receivedAt: z.string(),
        source: z.enum(markSources),
        device: z.string().nullable(),
        by: z.string().nullable().meta({ description: 'The account that tapped' }),
        byName: z.string().nullable(),
        voids: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({
    id: 'MarkHistory',
    example: {
      marks: [
        {
          id: '6f1c1f6e-0d52-4b0c-9a55-3f1b0a9d2c11',
          kind: 'in',
          session: null,
          at: '2027-03-06T14:58:00.000Z',
          receivedAt: '2027-03-06T14:58:02.000Z',
          source: 'door',
          device: 'North door',
          by: '01942f3e-7c00-7000-8000-000000000002',
          byName: 'Dana Ortiz',
          voids: null,
          reason: null,
        },
      ],
      nextCursor: null,
    },
  })
export type MarkHistory = z.output<typeof MarkHistory>
