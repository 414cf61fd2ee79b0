import { z } from 'zod'
import { limits } from '../limits.ts'
import { localText, plainText } from '../text.ts'

export const fieldTypes = [
  'text',
  'email',
  'tel',
  'textarea',
  'select',
  'radio',
  'checkbox',
  'checkboxes',
  'date',
  'info',
] as const

/** Whether people choose their answer to a question of this type, from options that someone types. */
export const takesOptions = (type: string): boolean => ['select', 'radio', 'checkboxes'].includes(type)

export const fieldId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{1,39}$/, 'Start with a lowercase letter, then use 1 to 39 letters or numbers.')

/** Questions that the project itself words. An organizer's question cannot use these ids. */
export const builtInFields = [
  'givenName',
  'familyName',
  'email',
  'phone',
  'role',
  'roleOther',
  'agency',
  'rank',
  'credit',
  'licenceState',
  'licenceNumber',
  'supervisorEmail',
  'attestation',
  'minimumAge',
  'needs',
  'diet',
  'language',
  'photo',
  'withoutName',
] as const
export type BuiltInField = (typeof builtInFields)[number]

/** Shows the question only while the answer to `field` is one of `in`. */
const showWhen = z.strictObject({ field: fieldId, in: z.array(z.string().max(limits.answer)).min(1).max(50) })

/**
 * One question of the form, in the visitor's language. Widget and hosted page render the same
 * descriptors.
 */
export const Field = z
  .object({
    id: fieldId,
    /** Scripts show unknown types as text. */
    type: z.enum(fieldTypes),
    label: z.string(),
    hint: z.string().optional(),
    required: z.boolean(),
    /** A token of the HTML `autocomplete` attribute. */
    autocomplete: z.string().optional(),
    maxLength: z.int().positive().optional(),
    options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
    showWhen: showWhen.optional(),
    /** What a text field offers while one types, after three letters. Any other answer is fine, too. */
    suggestions: z.array(z.string()).optional(),
    /** Stored apart from the other answers, and omitted from lists unless requested. */
    sensitive: z.boolean().optional(),
  })
  .meta({ id: 'Field' })
export type Field = z.output<typeof Field>

/** A question that an organizer adds. Its id never changes; its wording may. */
export const OwnQuestion = z
  .strictObject({
    id: fieldId,
    type: z.enum(fieldTypes),
    label: localText(300),
    hint: localText(500).optional(),
    /** Stands after the hint. People answer more readily when they know what the answer is for. */
    why: localText(300).optional(),
    required: z.boolean().default(false),
    maxLength: z.int().positive().max(limits.answer).optional(),
    options: z
      .array(z.strictObject({ value: plainText(100), label: localText(200) }))
      .min(1)
      .max(50)
      .optional(),
    showWhen: showWhen.optional(),
    sensitive: z.boolean().default(false),
  })
  .refine(({ type, options }) => takesOptions(type) === (options !== undefined), {
    path: ['options'],
    message: 'Give options for select, radio, and checkboxes questions, and for no others.',
  })
  .meta({ id: 'Question' })
export type OwnQuestion = z.output<typeof OwnQuestion>

/**
 * The organizer's own questions. Two with one id would share an answer. A condition on a later or
 * missing question could never be met, or could form a circle.
 */
export const OwnQuestions = z
  .array(OwnQuestion)
  .max(30)
  .superRefine((questions, context) => {
    const earlierIds = new Set<string>(builtInFields)
    const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message })
    for (const [index, { id, showWhen: condition }] of questions.entries()) {
      if (condition && !earlierIds.has(condition.field))
        refuse([index, 'showWhen', 'field'], 'Use the id of a question that comes before this one.')
      if (earlierIds.has(id)) refuse([index, 'id'], 'Another question has this id. Choose a different one.')
      earlierIds.add(id)
    }
  })
