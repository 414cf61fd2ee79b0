import { z } from 'zod'
import { isEmailAddress } from '../email.ts'
import { limits } from '../limits.ts'
import { logo } from '../logo.ts'
import { httpsUrl, lineText, localDateTime, localText, mailDomain, plainText, slug } from '../text.ts'
import { timeZone } from '../time-zone.ts'
import { Agenda, clockTime, isInAgenda } from './agenda.ts'
import { OwnQuestions } from './field.ts'
import { oldFaults } from './old-faults.ts'
import { Attendance, Sessions, sessionFaults } from './sessions.ts'
import { trainingInputExample } from './training-example.ts'

export const knownRoles = [
  'police',
  'fire',
  'medical',
  'social-work',
  'school-resource-officer',
  'dispatcher',
  'victim-advocate',
] as const
export type KnownRole = (typeof knownRoles)[number]

const role = z.union([
  z.enum(knownRoles),
  z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/), label: localText(200) }),
])

const idOfRole = (one: z.output<typeof role>) => (typeof one === 'string' ? one : one.id)

const contact = z
  .strictObject({
    name: plainText(200).optional(),
    email: z
      .string()
      .refine(isEmailAddress, { error: 'Use an address like name@example.com.', params: { code: 'email' } })
      .optional(),
    phone: plainText(limits.phone).optional(),
  })
  .refine((one) => Object.keys(one).length > 0, 'Give a name, an email, or a phone number.')

const helpline = z.strictObject({
  label: localText(200),
  tel: plainText(limits.phone).optional(),
  sms: plainText(limits.phone).optional(),
  url: httpsUrl.optional(),
  /** The day when the number was last checked. */
  checkedOn: z.iso.date().optional(),
})

const organizer = z.strictObject({
  name: plainText(200),
  url: httpsUrl.optional(),
  privacyUrl: httpsUrl.optional(),
  logo: logo.optional(),
})

/** Who is behind a training, what visitors see of them, and what is offered to them: what several trainings share. */
export const behindTraining = {
  organizer: organizer.optional(),
  contact: contact.optional(),
  helplines: z.array(helpline).max(5).optional(),
  /** Offered while people type their agency. Anyone can read them; they say nothing about who is registered. */
  agencies: z.array(lineText(limits.agency)).max(limits.agencies).optional(),
}

const credit = z
  .strictObject({
    /** In hours, as boards count them, to the hundredth. */
    hours: z
      .number()
      .min(0.25)
      .max(999)
      .refine((hours) => Number(hours.toFixed(2)) === hours, 'Use at most two digits after the point.')
      .optional(),
    note: localText().optional(),
  })
  .refine((one) => Object.keys(one).length > 0, 'Give the hours, a note, or both.')

const requirement = z.enum(['off', 'optional', 'required'])
/** Questions that the project words and that an organizer can switch on or off. */
export const switchableFields = [
  'phone',
  'agency',
  'rank',
  'licenceState',
  'licenceNumber',
  'needs',
  'diet',
  'language',
  'photo',
  'withoutName',
] as const
export type SwitchableField = (typeof switchableFields)[number]

export const trainingStatuses = ['draft', 'published', 'cancelled', 'withdrawn'] as const

export const TrainingSeats = z.strictObject({
  /** `null` means no limit. */
  capacity: z.int().min(0).max(1_000_000).nullable().default(null),
  /**
   * How many people with a seat make it worth holding. With fewer, organizers are told in the last
   * two weeks. Visitors never see it.
   */
  minimum: z.int().min(1).max(1_000_000).optional(),
  waitlist: z.boolean().default(false),
  /**
   * How a freed seat reaches the waiting list: given right away, or offered for the person to
   * accept. On the last day it is always given.
   */
  waitlistBy: z.enum(['promotion', 'offer']).default('promotion'),
  /**
   * Hours that a person has to accept an offer; never more than half of the time left for
   * promotions.
   */
  offerHours: z.int().min(1).max(336).default(48),
  /** Hours before the start when promotions from the waiting list end. */
  cutOffHours: z.int().min(0).max(168).default(2),
  /**
   * Shows visitors the number of free seats. Anyone who watches it can tell when someone registers.
   */
  showExact: z.boolean().default(false),
  holdWhilePending: z.boolean().default(true),
  /**
   * Days that a person who awaits approval holds a seat. Afterwards the seat goes to the waiting
   * list; the request stays.
   */
  holdDays: z.int().min(1).max(90).default(7),
  /** Of the seats, how many registrations never take: they are for people who walk in. */
  walkIns: z.int().min(0).max(1_000_000).optional(),
  /**
   * Minutes after the start from which the seats of people who have not come can be opened to those
   * at the door. Left out: 15.
   */
  unclaimedMinutes: z.int().min(0).max(1440).optional(),
})
/** Minutes after the start, unless the training says how many. */
export const usualUnclaimedMinutes = 15
export type TrainingSeats = z.output<typeof TrainingSeats>

export const verifyLevels = ['never', 'groups', 'everyone'] as const
export type VerifyLevel = (typeof verifyLevels)[number]

/**
 * Which sign-ups count only after the code from an email is entered. `groups`: more than five
 * people, or anyone without an email address of their own. Earlier versions had a boolean.
 */
const Verify = z
  .union([z.enum(verifyLevels), z.boolean().meta({ description: 'Earlier versions: `everyone` or `never`' })])
  .transform((given): VerifyLevel => (typeof given === 'string' ? given : given ? 'everyone' : 'never'))

/** A training with values that earlier versions took, like conditions that no one can meet. */
export const TrainingOfOldQuestions = z
  .strictObject({
    slug,
    series: slug.optional(),
    status: z.enum(trainingStatuses).default('draft'),
    title: localText(200),
    /** Replaces the title in mail subjects and calendars, which other people may see. */
    discreetTitle: localText(200).optional(),
    summary: localText().optional(),
    contentNote: localText().optional(),
    bring: localText().optional(),
    food: z.enum(['none', 'provided', 'own']).optional(),
    dress: localText(500).optional(),
    /** What people may carry, like a duty weapon, and where the rest stays. */
    weapons: localText(500).optional(),
    /** Who gets a certificate, and how. */
    certificate: localText(500).optional(),
    start: localDateTime,
    end: localDateTime,
    doors: clockTime.optional(),
    agenda: Agenda.optional(),
    sessions: Sessions.optional(),
    attendance: Attendance,
    timeZone,
    venue: z
      .strictObject({
        name: plainText(200),
        street: plainText(200).optional(),
        city: plainText(100).optional(),
        region: plainText(100).optional(),
        postalCode: plainText(20).optional(),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/, 'Use an ISO country code like US.')
          .optional(),
        arrival: localText().optional(),
        /** Steps, parking, hearing loop, quiet room: what people decide by before they ask for more. */
        accessibility: localText().optional(),
      })
      .optional(),
    /** Shown to everyone who can see the training. */
    onlineUrl: httpsUrl.optional(),
    presenter: z
      .strictObject({ name: plainText(200), trainers: z.array(plainText(100)).max(20).optional() })
      .optional(),
    ...behindTraining,
    opensAt: localDateTime.optional(),
    closesAt: localDateTime.optional(),
    audience: z
      .strictObject({
        access: z.enum(['open', 'attest', 'domain', 'approval']).default('open'),
        /**
         * With access `domain`: people with these mail domains are confirmed right away; others
         * await approval.
         */
        domains: z.array(mailDomain).max(200).default([]),
        minimumAge: z.int().min(1).max(99).optional(),
        roles: z
          .array(role)
          .max(30)
          .refine((roles) => new Set(roles.map(idOfRole)).size === roles.length, 'List each role only once.')
          .default([]),
        note: localText().optional(),
        /**
         * How people who belong there describe themselves, like “I am a first responder”.
         * Visitors choose by it among several trainings.
         */
        self: localText(200).optional(),
        /**
         * Whether people name a supervisor, who is asked by email whether they may attend: yes
         * approves, no declines.
         */
        supervisor: requirement.default('off'),
        verify: Verify.default('groups'),
        /**
         * Whether agency coordinators register people of their agency, and replace or cancel those
         * that one of them registered.
         */
        coordinators: z.boolean().default(false),
      })
      .default({ access: 'open', domains: [], roles: [], supervisor: 'off', verify: 'groups', coordinators: false }),
    fields: z.partialRecord(z.enum(switchableFields), requirement).default({}),
    questions: OwnQuestions.default([]),
    seats: TrainingSeats.default(TrainingSeats.parse({})),
    /**
     * Detail of the daily mail to `contact.email` about new and lost registrations: references and
     * counts, or names and agencies too.
     */
    digest: z.enum(['counts', 'names', 'off']).default('counts'),
    /**
     * Days after the training's end until erasure: of the extras (needs, diet, phone, free text),
     * and of the whole record.
     */
    retention: z
      .strictObject({
        extrasDays: z.int().min(0).max(3650).default(30),
        recordDays: z.int().min(0).max(3650).default(90),
      })
      .default({ extrasDays: 30, recordDays: 90 }),
    credit: credit.optional(),
    /** Slugs of partners, in the order in which they are named. */
    sponsors: z.array(slug).max(20).default([]),
  })
  .refine((training) => training.end > training.start, { path: ['end'], message: 'The end must be after the start.' })
  .refine((training) => training.venue !== undefined || training.onlineUrl !== undefined, {
    path: ['venue'],
    message: 'Give a venue, an onlineUrl, or both.',
  })
  .refine((training) => !training.opensAt || !training.closesAt || training.closesAt > training.opensAt, {
    path: ['closesAt'],
    message: 'closesAt must be after opensAt.',
  })
  .refine(({ seats: { capacity, minimum } }) => capacity === null || minimum === undefined || minimum <= capacity, {
    path: ['seats', 'minimum'],
    message: 'The people needed can’t be more than the seats.',
  })
  .refine(({ seats: { capacity, walkIns = 0 } }) => capacity === null || walkIns === 0 || walkIns <= capacity, {
    path: ['seats', 'walkIns'],
    message: 'The seats for walk-ins can’t be more than the seats.',
  })
  .refine(
    ({ audience: { access, supervisor } }) => supervisor === 'off' || access === 'approval' || access === 'domain',
    {
      path: ['audience', 'supervisor'],
      message:
        'Supervisors work only with access “approval” or “domain”. With other access there’s nothing to approve.',
    },
  )
  .superRefine(({ agenda = [], ...training }, context) => {
    const message = 'Use a time from when the doors open, or else the start, until the end.'
    for (const [index, entry] of agenda.entries())
      if (!isInAgenda(training, entry)) context.addIssue({ code: 'custom', path: ['agenda', index, 'time'], message })
    for (const fault of sessionFaults(training)) context.addIssue({ code: 'custom', ...fault })
  })

/** A training as its organizer writes it. Times are local to `timeZone`. */
export const TrainingInput = TrainingOfOldQuestions.superRefine((training, context) => {
  for (const { path, message } of oldFaults(training)) context.addIssue({ code: 'custom', path, message })
}).meta({ id: 'TrainingInput', example: trainingInputExample })
export type TrainingInput = z.output<typeof TrainingInput>
/** A training as an organizer may write it, without defaults. */
export type TrainingDraft = z.input<typeof TrainingInput>

/** Members to change, of `TrainingInput`. The result is checked as a whole. */
export const TrainingPatch = z
  .record(z.string(), z.unknown())
  .meta({ id: 'TrainingPatch', example: { seats: { capacity: 250 } } })
