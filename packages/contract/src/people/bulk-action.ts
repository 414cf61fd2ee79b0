import { z } from 'zod'
import { callerFor } from '../caller.ts'
import { limits } from '../limits.ts'
import { mailText } from '../mails/mail-text.ts'
import { plainText, slug } from '../text.ts'
import { longestNote } from './decision.ts'
import { RegistrationStatus } from './registration.ts'

const bulkCountsExample = {
  waiting: 12,
  done: 0,
  waitlisted: 0,
  canceled: 0,
  changed: 0,
  'no-seat': 0,
  'called-off': 0,
  deleted: 0,
}
const bulkActionExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  training: 'first-responders',
  action: 'approve',
  state: 'waiting',
  caller: { kind: 'person', id: '01942f3e-7c00-7000-8000-000000000001' },
  people: 12,
  counts: bulkCountsExample,
  dueAt: '2027-03-06T15:00:00.000Z',
  createdAt: '2027-03-06T15:00:00.000Z',
  finishedAt: null,
}
const leftOutPersonExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  givenName: 'Ada',
  familyName: 'Reyes',
  status: 'confirmed',
  reason: 'status',
}

export const bulkActionNames = ['approve', 'decline', 'promote', 'cancel'] as const
export type BulkActionName = (typeof bulkActionNames)[number]

/** How many people one bulk action is about at most. */
export const mostBulkPeople = 5000
/** How many of them a request can name. */
const mostNamed = 1000

const BulkFilter = z
  .strictObject({
    status: z.array(RegistrationStatus).min(1),
    role: plainText(40),
    agency: plainText(limits.agency),
    domain: plainText(limits.email),
    needs: z.literal(true),
    partner: slug,
    q: plainText(limits.email).refine((value) => value.length > 1, 'Use at least two characters.'),
  })
  .partial()

const isNoted = (action: BulkActionName) => action === 'approve' || action === 'decline'

/** A decision about several people of a training. */
export const BulkActionInput = z
  .strictObject({
    action: z.enum(bulkActionNames),
    training: slug,
    registrations: z.array(z.uuid()).min(1).max(mostNamed).optional().meta({ description: 'Ids of the people' }),
    filter: BulkFilter.optional().meta({
      description: 'Instead of ids: everyone in the training who matches now, as in the list of registrations',
    }),
    note: plainText(longestNote).optional().meta({
      description:
        'A few words that stand in the email, under your name. Only `approve` and `decline` of one person take them',
    }),
    tag: z.string().max(100).optional().meta({
      description: 'The `tag` of a preview. The request is refused if it would be about other people by now',
    }),
  })
  .refine(({ registrations, filter }) => (registrations === undefined) !== (filter === undefined), {
    message: 'Send either registrations or a filter.',
  })
  .refine(({ action, registrations, note }) => note === undefined || (isNoted(action) && registrations?.length === 1), {
    path: ['note'],
    message: 'Only approve and decline of one person take a note.',
  })
  .meta({
    id: 'BulkActionInput',
    example: {
      action: 'approve',
      training: 'first-responders',
      filter: { status: ['pending_approval'], agency: 'Kansas City Police Department' },
    },
  })
export type BulkActionInput = z.output<typeof BulkActionInput>

/** What came of one person's part. */
export const bulkOutcomes = ['done', 'waitlisted', 'canceled', 'changed', 'no-seat', 'called-off'] as const
export type BulkOutcome = (typeof bulkOutcomes)[number]

const count = (description: string) => z.int().meta({ description })

export const BulkCounts = z
  .object({
    waiting: count('People who will be decided on'),
    done: count('People who were decided on'),
    waitlisted: count('People who were approved without a free seat, and joined the waiting list'),
    canceled: count('People left out because their registration had been canceled'),
    changed: count('People left out because their status had changed in another way'),
    'no-seat': count('People left out because no seat was free'),
    'called-off': count('People left out because the training had been called off'),
    deleted: count('People who have been deleted since they were chosen'),
  })
  .meta({ id: 'BulkCounts' })
export type BulkCounts = z.output<typeof BulkCounts>

export const BulkAction = z
  .object({
    id: z.uuid(),
    training: slug,
    action: z.enum(bulkActionNames),
    state: z.enum(['waiting', 'running', 'done']).meta({ description: 'It can be undone while it is `waiting`' }),
    caller: callerFor('Who decided it'),
    people: count('How many people were chosen'),
    counts: BulkCounts,
    dueAt: z.iso.datetime().meta({ description: 'When it is carried out, and its emails leave' }),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'BulkAction', example: bulkActionExample })
export type BulkAction = z.output<typeof BulkAction>

export const BulkActionList = z
  .object({ bulkActions: z.array(BulkAction), nextCursor: z.string().nullable() })
  .meta({ id: 'BulkActionList', example: { bulkActions: [bulkActionExample], nextCursor: null } })
export type BulkActionList = z.output<typeof BulkActionList>

/** A bulk action and each of its people. */
export const BulkActionReport = BulkAction.extend({
  registrations: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(bulkOutcomes).nullable().meta({ description: 'null while the person waits. See `counts`' }),
    }),
  ),
}).meta({
  id: 'BulkActionReport',
  example: { ...bulkActionExample, registrations: [{ id: '01942f3e-7c00-7000-8000-000000000001', outcome: null }] },
})
export type BulkActionReport = z.output<typeof BulkActionReport>

/** Someone who was chosen, and can't be part of the bulk action. */
export const LeftOutPerson = z
  .object({
    id: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    status: RegistrationStatus,
    reason: z.enum(['status', 'waiting']).meta({
      description: '`status`: their status doesn’t allow it. `waiting`: another bulk action is about to decide on them',
    }),
  })
  .meta({ id: 'LeftOutPerson' })
export type LeftOutPerson = z.output<typeof LeftOutPerson>

export const LeftOutCounts = z
  .object({
    status: count('Those whose status doesn’t allow it'),
    waiting: count('Those who wait for another bulk action'),
  })
  .meta({ id: 'LeftOutCounts' })
export type LeftOutCounts = z.output<typeof LeftOutCounts>

/** A new bulk action. */
export const CreatedBulkAction = BulkAction.extend({
  leftOut: LeftOutCounts.meta({ description: 'People who were chosen and aren’t part of it' }),
}).meta({ id: 'CreatedBulkAction', example: { ...bulkActionExample, leftOut: { status: 1, waiting: 0 } } })
export type CreatedBulkAction = z.output<typeof CreatedBulkAction>

/** What a bulk action would do. */
export const BulkActionPreview = z
  .object({
    people: count('How many people it would be about'),
    tag: z.string().meta({ description: 'Names exactly these people' }),
    emails: count('How many emails they would get. People without an address share one to their coordinator'),
    unreachable: count('How many of them no email reaches'),
    seats: z
      .object({
        done: count('People who would get a seat, or have one held'),
        waitlisted: count('People who would join the waiting list'),
        'no-seat': count('People who would be left as they are, because there is no waiting list'),
      })
      .nullable()
      .meta({ description: 'What would come of `approve`; null for other actions' }),
    withoutSeat: z
      .array(z.object({ id: z.string(), givenName: z.string(), familyName: z.string() }))
      .meta({ description: 'The first 100 of those who would get no seat' }),
    leftOut: LeftOutCounts,
    leftOutPeople: z.array(LeftOutPerson).meta({ description: 'The first 100 of those who are left out' }),
    mail: mailText.nullable().meta({ description: 'One of the emails, as it would be now' }),
  })
  .meta({
    id: 'BulkActionPreview',
    example: {
      people: 12,
      tag: '"DAoRUqHOHZ1J4aZxkzbVzw"',
      emails: 12,
      unreachable: 0,
      seats: { done: 12, waitlisted: 0, 'no-seat': 0 },
      withoutSeat: [],
      leftOut: { status: 1, waiting: 0 },
      leftOutPeople: [leftOutPersonExample],
      mail: { subject: 'You’re approved: Recognizing human trafficking', text: 'You have a seat.' },
    },
  })
export type BulkActionPreview = z.output<typeof BulkActionPreview>
