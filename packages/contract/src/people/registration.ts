import { z } from 'zod'
import { isEmailAddress } from '../email.ts'
import { limits } from '../limits.ts'
import { language, lineText, slug } from '../text.ts'

export const registrationStatuses = [
  'pending_approval',
  'confirmed',
  'waitlisted',
  'offered',
  'cancelled',
  'declined',
  'expired',
] as const
export const RegistrationStatus = z.enum(registrationStatuses).meta({ id: 'RegistrationStatus' })
export type RegistrationStatus = z.output<typeof RegistrationStatus>

/** Possible results of a sign-up, from the most certain to the least. */
export const resultStatuses = ['confirmed', 'pending_verification', 'pending_approval', 'waitlisted'] as const
export type ResultStatus = (typeof resultStatuses)[number]
/**
 * Possible statuses of each person in a result. `cancelled` remains for answers of earlier
 * versions.
 */
export const personStatuses = [...resultStatuses, 'cancelled'] as const
export type PersonStatus = (typeof personStatuses)[number]

/** A text, a ticked box, or several choices. */
export type Answer = string | boolean | string[]

/**
 * One person's answers by field id. The training's form decides which ids exist and what each
 * accepts, in the visitor's language. This schema only requires a record.
 */
export type Person = Record<string, Answer>
export const Person = z
  .custom<Person>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    error: 'Expected an object with answers.',
    params: { code: 'wrong-type' },
  })
  .meta({
    id: 'Person',
    type: 'object',
    description: 'Answers by field id: text, a boolean for a checkbox, or a list of values for several choices',
    additionalProperties: {
      oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
    },
  })

const isNoAddress = { error: 'Use an address like name@example.com.', params: { code: 'email' } }

export const Coordinator = z
  .strictObject({
    name: lineText(limits.name),
    email: z.string().trim().max(limits.email).refine(isEmailAddress, isNoAddress),
    agency: lineText(limits.agency).optional(),
  })
  .meta({ id: 'Coordinator' })
export type Coordinator = z.output<typeof Coordinator>

/** Returns whether the coordinator of several people is given: the group's messages go to them. */
export const hasCoordinator = ({ people, coordinator }: { people: unknown[]; coordinator?: unknown }) =>
  people.length <= 1 || coordinator !== undefined
export const coordinatorMissing = {
  path: ['coordinator'],
  error: 'Add a coordinator when you register more than one person.',
  params: { code: 'required' },
}

/** Names a sign-up, with the proof that the sender made it. */
export const Unverified = z
  .strictObject({ reference: z.string().max(20), secret: z.string().max(100) })
  .meta({ id: 'Unverified' })
export type Unverified = z.output<typeof Unverified>

export const RegistrationInput = z
  .strictObject({
    people: z.array(Person).min(1).max(limits.people),
    /**
     * Required when someone signs up several people; also allowed when they sign up one other
     * person.
     */
    coordinator: Coordinator.optional(),
    /**
     * Whether some people may get seats while others wait. Otherwise all of them get seats or none.
     */
    split: z.boolean().optional(),
    /** Ids of the consents that the visitor gave. */
    consents: z.array(z.string().max(60)).max(20).optional(),
    partner: slug.optional(),
    lang: language.optional(),
    /**
     * A sign-up that this one corrects and ends: its reference, with the secret of its
     * `verification` or `correction`. It also counts after registration has closed. One that needed
     * no code can be corrected once, for an hour, and only while seats are left for the new people;
     * otherwise this one is refused as `not-correctable`, and the first one stays. It stays, too,
     * if someone has relied on it. Ignored after the hour, and once that one no longer waits for
     * its code.
     */
    replaces: Unverified.optional(),
    /**
     * A field that people cannot see. If it is filled in, the server refuses the sign-up and names
     * the remedy; it never drops a sign-up silently.
     */
    trap: z.string().max(500).optional(),
    /** Milliseconds from first showing the form to sending it. */
    elapsedMs: z.number().min(0).optional(),
  })
  .refine(hasCoordinator, coordinatorMissing)
  .meta({
    id: 'RegistrationInput',
    example: { people: [{ givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@example.org' }], lang: 'en' },
  })
export type RegistrationInput = z.output<typeof RegistrationInput>

export const RegistrationResult = z
  .object({
    /** The registration's reference, or the group's when a coordinator signs up others. */
    reference: z.string(),
    /** The least certain status among the people. */
    status: z.enum(resultStatuses),
    /** One entry per person, in the order in which they were sent. */
    people: z.array(z.object({ status: z.enum(personStatuses) })),
    /** Explains the status in the visitor's language, for scripts that do not know the status. */
    next: z.object({ title: z.string(), text: z.string() }),
    /**
     * Of a group, what says how many have a seat and who should stay home, to add to the training's
     * words in each language. `{names}` stands for the people without a seat, `{address}` for the
     * coordinator's address.
     */
    words: z.record(language, z.record(z.string(), z.string())).optional(),
    lang: language,
    /**
     * Present while the status is `pending_verification`: the secret to send with the code, the
     * address that the code went to, and how many digits it has.
     */
    verification: z.object({ secret: z.string(), sentTo: z.string(), digits: z.int() }).optional(),
    /**
     * Present when the sender can still correct the email address: the secret to send with the
     * reference as `replaces`.
     */
    correction: z.object({ secret: z.string() }).optional(),
  })
  .meta({
    id: 'RegistrationResult',
    example: {
      reference: 'K7Q-2MX',
      status: 'confirmed',
      people: [{ status: 'confirmed' }],
      next: {
        title: 'You’re registered',
        text: 'Your seat is confirmed. Save your reference number: you’ll need it to change or cancel your registration.',
      },
      lang: 'en',
    },
  })
export type RegistrationResult = z.output<typeof RegistrationResult>

/** The code as the visitor typed or pasted it. */
export const CodeInput = z
  .strictObject({ secret: z.string().max(100), code: z.string().max(limits.answer) })
  .meta({ id: 'CodeInput', example: { secret: 'the secret of the answer', code: '123456' } })
export type CodeInput = z.output<typeof CodeInput>

export const NewCodeInput = z
  .strictObject({ secret: z.string().max(100) })
  .meta({ id: 'CodeRequest', example: { secret: 'the secret of the answer' } })
export type NewCodeInput = z.output<typeof NewCodeInput>

export const CodeSent = z
  .object({
    /** Seconds until another code can be requested. */
    waitSeconds: z.int(),
    /** How many digits the code has. */
    digits: z.int(),
  })
  .meta({ id: 'CodeSent', example: { waitSeconds: 60, digits: 6 } })
export type CodeSent = z.output<typeof CodeSent>
