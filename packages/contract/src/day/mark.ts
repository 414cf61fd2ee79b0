import { z } from 'zod'
import { RegistrationStatus } from '../people/registration.ts'
import { localDateTime, plainText } from '../text.ts'

const instant = z.iso.datetime().meta({ description: 'UTC' })
const markId = z.uuid().meta({ description: 'Made where the tap happens, so that sending it again stores it once' })

export const markKinds = ['in', 'out', 'undo'] as const
export const markSources = ['door', 'kiosk', 'paper', 'correction'] as const

export const mostMarks = 100

/** That someone was seen, as it is sent. */
export const MarkInput = z
  .strictObject({
    id: markId,
    registration: z.uuid(),
    kind: z.enum(markKinds).meta({ description: '`undo` says nothing but that the mark it voids was wrong' }),
    session: localDateTime.optional().meta({ description: 'The start of the session it is for' }),
    at: instant.meta({ description: 'When it was tapped. Left out: now', format: 'date-time' }).optional(),
    tappedBy: plainText(100).optional().meta({
      description: 'The account that tapped, where another one sends it',
    }),
    device: plainText(40).optional(),
    source: z.enum(markSources).default('door'),
    voids: z.uuid().optional().meta({ description: 'The mark that this one replaces, or takes back' }),
    reason: plainText(500).optional(),
  })
  .refine(({ kind, voids }) => kind !== 'undo' || voids !== undefined, {
    path: ['voids'],
    message: 'Name the mark to take back.',
  })
  .refine(({ source, reason }) => source !== 'correction' || reason !== undefined, {
    path: ['reason'],
    message: 'A correction needs a reason.',
  })
export type MarkInput = z.output<typeof MarkInput>

export const MarksInput = z.strictObject({ marks: z.array(MarkInput).min(1).max(mostMarks) }).meta({
  id: 'MarksInput',
  example: {
    marks: [
      {
        id: '6f1c1f6e-0d52-4b0c-9a55-3f1b0a9d2c11',
        registration: '01942f3e-7c00-7000-8000-000000000001',
        kind: 'in',
        at: '2027-03-06T14:58:12.000Z',
      },
    ],
  },
})
export type MarksInput = z.input<typeof MarksInput>

export const markRefusals = ['not-found', 'training-cancelled', 'used-id', 'too-many'] as const

/** What came of a mark. */
export const MarkOutcome = z
  .object({
    id: z.string(),
    outcome: z.enum(['stored', 'refused']),
    why: z.enum(markRefusals).optional().meta({ description: 'Why it was refused' }),
    status: RegistrationStatus.optional().meta({
      description: 'Of the person, where they have no seat. The mark is stored, and someone has to decide',
    }),
    name: z.string().optional().meta({ description: 'Of the person, where someone has to decide' }),
  })
  .meta({ id: 'MarkOutcome' })
export type MarkOutcome = z.output<typeof MarkOutcome>

export const MarkOutcomes = z.object({ marks: z.array(MarkOutcome) }).meta({
  id: 'MarkOutcomes',
  example: { marks: [{ id: '6f1c1f6e-0d52-4b0c-9a55-3f1b0a9d2c11', outcome: 'stored' }] },
})

export const doubtKinds = [
  'no-out',
  'no-in',
  'left-twice',
  'outside',
  'other-day',
  'future',
  'after-end',
  'differs',
] as const

const Doubt = z.object({
  kind: z.enum(doubtKinds).meta({
    description:
      '`after-end`: tapped after the registration had ended. `differs`: a door says another time than the paper. `future`: later than the server’s clock. `outside`: not during the session',
  }),
  mark: z.string().optional().meta({ description: 'The mark it is about' }),
  paper: instant.optional().meta({ description: 'With `differs`: the time on paper' }),
  door: instant.optional().meta({ description: 'With `differs`: the time at the door' }),
})
export type Doubt = z.output<typeof Doubt>

/** What a person attended of a session. */
export const AttendedSession = z
  .object({
    start: z.string(),
    end: z.string(),
    minutes: z.int().meta({ description: 'Never more than the session has' }),
    firstIn: z.string().nullable(),
    lastOut: z.string().nullable(),
    doubts: z.array(Doubt),
  })
  .meta({ id: 'AttendedSession' })
export type AttendedSession = z.output<typeof AttendedSession>

export const AttendedPerson = z
  .object({
    id: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    agency: z.string().nullable(),
    status: RegistrationStatus,
    sessions: z.array(AttendedSession).meta({ description: 'One for each of the training’s sessions' }),
  })
  .meta({ id: 'AttendedPerson' })
export type AttendedPerson = z.output<typeof AttendedPerson>

export const AttendanceList = z.object({ people: z.array(AttendedPerson), nextCursor: z.string().nullable() }).meta({
  id: 'AttendanceList',
  example: {
    people: [
      {
        id: '01942f3e-7c00-7000-8000-000000000001',
        givenName: 'Ada',
        familyName: 'Reyes',
        agency: null,
        status: 'confirmed',
        sessions: [
          {
            start: '2027-03-06T15:00:00.000Z',
            end: '2027-03-06T21:00:00.000Z',
            minutes: 360,
            firstIn: '2027-03-06T14:58:00.000Z',
            lastOut: null,
            doubts: [],
          },
        ],
      },
    ],
    nextCursor: null,
  },
})
export type AttendanceList = z.output<typeof AttendanceList>
