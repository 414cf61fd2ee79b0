import { z } from 'zod'
import { isEmailAddress } from './email.ts'
import { limits } from './limits.ts'
import { language, lineText, slug } from './text.ts'

export const registrationStatuses = [
  'pending_approval',
  'confirmed',
  'waitlisted',
  'offered',
  'cancelled',
  'declined',
  'expired',
  'attended',
  'no_show',
] as const
export const RegistrationStatus = z.enum(registrationStatuses).meta({ id: 'RegistrationStatus' })
export type RegistrationStatus = z.output<typeof RegistrationStatus>

/** What a sign-up can be answered with, from the most certain to the least. */
export const resultStatuses = ['confirmed', 'pending_verification', 'pending_approval', 'waitlisted'] as const
export type ResultStatus = (typeof resultStatuses)[number]
/** What each of its people can be shown as. `cancelled` is kept for answers of earlier versions. */
export const personStatuses = [...resultStatuses, 'cancelled'] as const
export type PersonStatus = (typeof personStatuses)[number]

/** A text, a ticked box, or several choices. */
export type Answer = string | boolean | string[]

/**
 * One person's answers by field id. Which ids exist and what each accepts is the training's form, so that is where they
 * are judged, in the visitor's language; here only their being a record is.
 */
export type Person = Record<string, Answer>
export const Person = z
  .custom<Person>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'Expected a record of answers.',
  )
  .meta({
    id: 'Person',
    type: 'object',
    description: 'Answers by field id: a text, a boolean for a box, a list of values for several choices',
    additionalProperties: {
      oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
    },
  })

export const Coordinator = z
  .strictObject({
    name: lineText(limits.name),
    email: z.string().trim().max(limits.email).refine(isEmailAddress, 'Use an address like name@example.com.'),
    agency: lineText(limits.agency).optional(),
  })
  .meta({ id: 'Coordinator' })
export type Coordinator = z.output<typeof Coordinator>

/** Whoever signs up several people says who they are: that is where the group's messages go. */
export const hasCoordinator = ({ people, coordinator }: { people: unknown[]; coordinator?: unknown }) =>
  people.length <= 1 || coordinator !== undefined
export const coordinatorMissing = { path: ['coordinator'], message: 'Say who signs up these people.' }

/** A sign-up whose address is still to be verified, and what proves that it is one's own. */
export const Unverified = z
  .strictObject({ reference: z.string().max(20), secret: z.string().max(100) })
  .meta({ id: 'Unverified' })
export type Unverified = z.output<typeof Unverified>

export const RegistrationInput = z
  .strictObject({
    people: z.array(Person).min(1).max(limits.people),
    /** Whoever signs up others, one included. */
    coordinator: Coordinator.optional(),
    /** Whether the people may be divided between seats and waiting list; otherwise all or none get seats. */
    split: z.boolean().optional(),
    /** Ids of the consents that were given. */
    consents: z.array(z.string().max(60)).max(20).optional(),
    partner: slug.optional(),
    lang: language.optional(),
    /** A sign-up that this one corrects: its seats are this one's. Ignored where it does not await its code any more. */
    replaces: Unverified.optional(),
    /** A field that people cannot see. Filled in, the sign-up is refused with the remedy, never dropped. */
    trap: z.string().max(500).optional(),
    /** From the first sight of the form to sending it, in milliseconds. */
    elapsedMs: z.number().min(0).optional(),
  })
  .refine(hasCoordinator, coordinatorMissing)
  .meta({ id: 'RegistrationInput' })
export type RegistrationInput = z.output<typeof RegistrationInput>

export const RegistrationResult = z
  .object({
    /** The registration's, or the group's where a coordinator signs up others. */
    reference: z.string(),
    /** The least certain of the people's. */
    status: z.enum(resultStatuses),
    /** One for each who was sent, in their order. */
    people: z.array(z.object({ status: z.enum(personStatuses) })),
    /** For scripts that do not know a status: what it means, in the visitor's language. */
    next: z.object({ title: z.string(), text: z.string() }),
    lang: language,
    /** While the status is `pending_verification`: what to send with the code, and the address that the code went to. */
    verification: z.object({ secret: z.string(), sentTo: z.string() }).optional(),
  })
  .meta({ id: 'RegistrationResult' })
export type RegistrationResult = z.output<typeof RegistrationResult>

/** The code as it is typed or pasted. */
export const CodeInput = z
  .strictObject({ secret: z.string().max(100), code: z.string().max(limits.answer) })
  .meta({ id: 'CodeInput' })
export type CodeInput = z.output<typeof CodeInput>

export const CodeRequest = z.strictObject({ secret: z.string().max(100) }).meta({ id: 'CodeRequest' })
export type CodeRequest = z.output<typeof CodeRequest>

export const CodeSent = z
  .object({
    /** For how long no other code can be had. */
    waitSeconds: z.int(),
  })
  .meta({ id: 'CodeSent' })
export type CodeSent = z.output<typeof CodeSent>
