import { z } from 'zod'
import { limits } from './limits.ts'
import { mailText } from './mails/mail-text.ts'
import { AdminRegistration, adminRegistrationExample, Channel } from './people/admin-registration.ts'
import { extraSeatForOne, extraSeatReason } from './people/decision.ts'
import { Coordinator, coordinatorMissing, hasCoordinator, Person, RegistrationStatus } from './people/registration.ts'
import { language, slug } from './text.ts'
import { TrainingInput } from './training/training.ts'
import { trainingExample } from './training/training-example.ts'

const wrongCodesExample = { today: 3, pausedUntil: null, longCodesUntil: null, pausedDomains: [] }
const adminTrainingExample = {
  training: trainingExample,
  warnings: [],
  seats: { capacity: 200, taken: 120, counts: { confirmed: 118 } },
  waitingForCode: { requests: 2, heldSeats: 2 },
  waitingForAlert: 12,
  wrongCodes: wrongCodesExample,
  revision: 3,
  createdAt: '2027-03-06T15:00:00.000Z',
  updatedAt: '2027-03-06T15:00:00.000Z',
  links: { page: 'https://signup.example.org/t/first-responders' },
}
const adminPendingSignUpExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  reference: 'K7Q-2MX',
  training: 'first-responders',
  address: 'ada.reyes@example.org',
  people: [{ givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@example.org' }],
  coordinator: null,
  heldSeats: 1,
  lang: 'en',
  partner: null,
  channel: 'embed',
  origin: null,
  createdAt: '2027-03-06T15:00:00.000Z',
  endsAt: '2027-03-06T15:00:00.000Z',
}

const counts = z
  .partialRecord(RegistrationStatus, z.int())
  .meta({ description: 'Registrations per status; a status without any is left out' })

/**
 * Wrong codes for a training since midnight (UTC). Codes are paused when there are too many in a
 * day.
 */
export const WrongCodes = z
  .object({
    today: z.int(),
    pausedUntil: z
      .string()
      .nullable()
      .meta({ description: 'Until when this training accepts no codes. The links in the emails keep working' }),
    longCodesUntil: z
      .string()
      .nullable()
      .meta({ description: 'Until when new codes have 8 digits, for all the wrong ones of 6 in all trainings' }),
    pausedDomains: z
      .array(z.string())
      .meta({ description: 'Mail domains whose codes no training accepts for the rest of the day' }),
  })
  .meta({ id: 'WrongCodes' })
export type WrongCodes = z.output<typeof WrongCodes>

/** What a training lacks that visitors would miss. It can be published without. */
export const TrainingWarning = z
  .object({
    pointer: z.string().meta({ description: 'The member of `training` to add, like `/contact`' }),
    code: z.enum(['no-organizer', 'no-contact']),
    message: z.string(),
  })
  .meta({ id: 'TrainingWarning' })
export type TrainingWarning = z.output<typeof TrainingWarning>

/** A training as its organizer sees it. Seats are exact. */
export const AdminTraining = z
  .object({
    training: TrainingInput,
    warnings: z.array(TrainingWarning),
    seats: z.object({ capacity: z.int().nullable(), taken: z.int(), counts }),
    waitingForCode: z
      .object({ requests: z.int(), heldSeats: z.int() })
      .meta({ description: 'Requests that wait for their code, and the seats in `taken` that they hold' }),
    waitingForAlert: z.int().meta({ description: 'Visitors who asked for an email when they can register' }),
    wrongCodes: WrongCodes,
    revision: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    links: z.object({ page: z.string() }),
  })
  .meta({ id: 'AdminTraining', example: adminTrainingExample })
export type AdminTraining = z.output<typeof AdminTraining>

export const AdminTrainingList = z
  .object({ trainings: z.array(AdminTraining), nextCursor: z.string().nullable() })
  .meta({ id: 'AdminTrainingList', example: { trainings: [adminTrainingExample], nextCursor: null } })

/** What a change of a training would lead to. */
export const TrainingChangePreview = z
  .object({
    training: TrainingInput,
    warnings: z.array(TrainingWarning),
    emails: z
      .array(
        z.object({
          kind: z.string(),
          count: z.int(),
          mail: mailText
            .extend({ html: z.string() })
            .nullable()
            .meta({ description: 'One of them. Its links look like those of the real email, but open nothing' }),
        }),
      )
      .meta({ description: 'The emails that it would send, by kind. Empty if the server sends none' }),
  })
  .meta({
    id: 'TrainingChangePreview',
    example: {
      training: trainingExample,
      warnings: [],
      emails: [
        {
          kind: 'training-changed',
          count: 120,
          mail: {
            subject: 'The training has changed: Recognizing human trafficking',
            text: 'Hi Ada …',
            html: '<p>Hi Ada …</p>',
          },
        },
      ],
    },
  })
export type TrainingChangePreview = z.output<typeof TrainingChangePreview>

/** Registrations that were added or admitted together. */
export const Registrations = z
  .object({ registrations: z.array(AdminRegistration) })
  .meta({ id: 'Registrations', example: { registrations: [adminRegistrationExample] } })

/** A sign-up of someone who was registered already: it took no seat and changed nothing. */
export const Duplicate = z
  .object({
    reference: z.string(),
    group: z.string().nullable().meta({ description: 'The reference of its group' }),
    registration: z.string().meta({ description: 'The id of the existing registration' }),
    training: z.string(),
    said: Person,
    createdAt: z.string(),
  })
  .meta({ id: 'Attempt' })
export type Duplicate = z.output<typeof Duplicate>

export const RegistrationList = z
  .object({
    registrations: z.array(AdminRegistration),
    attempts: z
      .array(Duplicate)
      .optional()
      .meta({ description: 'Only with `q`: what people on this page entered when they registered again, newest 200' }),
    totals: counts.optional(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'RegistrationList', example: { registrations: [adminRegistrationExample], nextCursor: null } })
export type RegistrationList = z.output<typeof RegistrationList>

/** A phone-in or walk-in. It needs only a first name; every other answer must fit the form. */
export const AdminRegistrationInput = z
  .strictObject({
    training: slug,
    people: z.array(Person).min(1).max(limits.people),
    coordinator: Coordinator.optional(),
    split: z.boolean().optional(),
    channel: z.enum(['phone', 'walk-in']),
    partner: slug.optional(),
    lang: language.optional(),
    extraSeat: extraSeatReason.optional(),
  })
  .refine(hasCoordinator, coordinatorMissing)
  .refine(({ people, extraSeat }) => extraSeat === undefined || people.length === 1, extraSeatForOne)
  .meta({
    id: 'AdminRegistrationInput',
    example: {
      training: 'first-responders',
      people: [{ givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@example.org' }],
      channel: 'phone',
    },
  })
export type AdminRegistrationInput = z.output<typeof AdminRegistrationInput>

/** Corrected answers by field id. An omitted answer stays; an empty one is removed. */
export const RegistrationCorrection = z
  .strictObject({ person: Person })
  .meta({ id: 'RegistrationCorrection', example: { person: { familyName: 'Reyes-Ortiz' } } })
export type RegistrationCorrection = z.output<typeof RegistrationCorrection>

/**
 * A sign-up that waits for its code. It holds seats, but no list, count, or export shows it until
 * it is completed.
 */
export const AdminPendingSignUp = z
  .object({
    id: z.string(),
    reference: z.string(),
    training: z.string(),
    address: z.string().meta({ description: 'The email address that the code went to' }),
    people: z
      .array(Person)
      .meta({ description: 'Answers by field id, as they were sent; sensitive ones only in a single request' }),
    // A nullable reference to a named schema would come out as one that refuses null.
    coordinator: z.union([Coordinator, z.null()]),
    heldSeats: z.int(),
    lang: language,
    partner: z.string().nullable(),
    channel: Channel,
    origin: z.string().nullable(),
    createdAt: z.string(),
    endsAt: z.string().meta({ description: 'When it is deleted, unless its code is entered' }),
  })
  .meta({ id: 'WaitingRequest', example: adminPendingSignUpExample })
export type AdminPendingSignUp = z.output<typeof AdminPendingSignUp>

export const AdminPendingSignUpList = z
  .object({ requests: z.array(AdminPendingSignUp), wrongCodes: WrongCodes, nextCursor: z.string().nullable() })
  .meta({
    id: 'WaitingRequestList',
    example: { requests: [adminPendingSignUpExample], wrongCodes: wrongCodesExample, nextCursor: null },
  })
export type AdminPendingSignUpList = z.output<typeof AdminPendingSignUpList>
