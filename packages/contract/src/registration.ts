import { z } from 'zod'
import { isEmailAddress } from './email.ts'
import { fieldId } from './field.ts'
import { limits } from './limits.ts'
import { language, plainText, slug } from './text.ts'

export const registrationStatuses = [
  'pending_verification',
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

export const Answer = z.union([
  z.string().max(limits.answer * 2),
  z.boolean(),
  z.array(z.string().max(limits.answer * 2)).max(50),
])
export type Answer = z.output<typeof Answer>

/** One person's answers by field id. Which ids exist, and what each accepts, is the training's form. */
export const Person = z.record(fieldId, Answer).meta({ id: 'Person' })
export type Person = Record<string, Answer>

export const Coordinator = z
  .strictObject({
    name: plainText(limits.name),
    email: z.string().trim().max(limits.email).refine(isEmailAddress, 'Use an address like name@example.com.'),
    agency: plainText(limits.agency).optional(),
  })
  .meta({ id: 'Coordinator' })
export type Coordinator = z.output<typeof Coordinator>

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
    /** A field that people cannot see. Filled in, the sign-up is refused with the remedy, never dropped. */
    trap: z.string().max(500).optional(),
    /** From the first sight of the form to sending it, in milliseconds. */
    elapsedMs: z.number().min(0).optional(),
  })
  .meta({ id: 'RegistrationInput' })
export type RegistrationInput = z.output<typeof RegistrationInput>

export const RegistrationResult = z
  .object({
    /** The registration's, or the group's where a coordinator signs up others. */
    reference: z.string(),
    /** The least certain of the people's. */
    status: z.enum(resultStatuses),
    people: z.array(z.object({ status: z.enum(resultStatuses) })),
    /** For scripts that do not know a status: what it means, in the visitor's language. */
    next: z.object({ title: z.string(), text: z.string() }),
    lang: language,
  })
  .meta({ id: 'RegistrationResult' })
export type RegistrationResult = z.output<typeof RegistrationResult>
