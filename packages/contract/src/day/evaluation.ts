import { z } from 'zod'
import { localText, plainText } from '../text.ts'
import { fieldId, takesOptions } from '../training/field.ts'

/** Without those that ask who someone is: an address or a phone number is no anonymous answer. */
export const askedTypes = ['scale', 'radio', 'select', 'checkboxes', 'checkbox', 'text', 'textarea'] as const
export type AskedType = (typeof askedTypes)[number]

const option = z.strictObject({ value: plainText(100), label: localText(200) })
const end = localText(60).optional().meta({ description: 'Of a `scale`: what the number at its end stands for' })

const oneId = (questions: readonly { id: string }[]) => new Set(questions.map(({ id }) => id)).size === questions.length
const unlike = (what: readonly { value: string }[] = []) => new Set(what.map(({ value }) => value)).size === what.length

/** A question after a training. Every one can be left out. */
export const AskedQuestion = z
  .strictObject({
    id: fieldId.meta({ description: 'The answers to `before` and `now` stand side by side' }),
    type: z.enum(askedTypes).meta({ description: '`scale`: from 1 to 5' }),
    label: localText(300),
    hint: localText(300).optional(),
    low: end,
    high: end,
    options: z.array(option).min(1).max(20).optional(),
  })
  .refine(({ type, options }) => takesOptions(type) === (options !== undefined), {
    path: ['options'],
    message: 'Give options for select, radio, and checkboxes questions, and for no others.',
  })
  .refine(({ options }) => unlike(options), { path: ['options'], message: 'Give each option a value of its own.' })
  .meta({ id: 'AskedQuestion' })
export type AskedQuestion = z.output<typeof AskedQuestion>

/** A question of a test. Its right answer stays on the server. */
export const TestQuestion = z
  .strictObject({
    id: fieldId,
    label: localText(300),
    topic: localText(100).meta({ description: 'What someone reads who answered it wrong' }),
    options: z.array(option).min(2).max(10),
    right: plainText(100).meta({ description: 'The value of the right option' }),
  })
  .refine(({ options }) => unlike(options), { path: ['options'], message: 'Give each option a value of its own.' })
  .refine(({ options, right }) => options.some(({ value }) => value === right), {
    path: ['right'],
    message: 'Name one of the options.',
  })
  .meta({ id: 'TestQuestion' })
export type TestQuestion = z.output<typeof TestQuestion>

export const PostTest = z
  .strictObject({
    questions: z.array(TestQuestion).min(1).max(20).refine(oneId, 'Give each question an id of its own.'),
    pass: z.int().min(1).max(20).meta({ description: 'How many right answers pass' }),
    tries: z.int().min(1).max(20).nullable().default(null).meta({ description: 'null: as often as one likes' }),
  })
  .refine(({ pass, questions }) => pass <= questions.length, {
    path: ['pass'],
    message: 'Ask for no more right answers than there are questions.',
  })
  .meta({ id: 'PostTest' })
export type PostTest = z.output<typeof PostTest>

const evaluationExample = {
  questions: [
    {
      id: 'useful',
      type: 'scale' as const,
      label: { en: 'How useful was this training for your work?' },
      low: { en: 'Not at all' },
      high: { en: 'Very' },
    },
  ],
  anonymous: true,
  followUp: true,
  test: null,
}

export const EvaluationInput = z
  .strictObject({
    questions: z
      .array(AskedQuestion)
      .min(1)
      .max(10)
      .refine(oneId, 'Give each question an id of its own.')
      .meta({ description: 'All stand on one page' }),
    anonymous: z.boolean().default(true).meta({ description: 'Whether answers are kept without names' }),
    followUp: z.boolean().default(true).meta({ description: 'Whether people can ask for 3 questions after 90 days' }),
    test: PostTest.nullable().default(null),
  })
  .meta({ id: 'EvaluationInput', example: evaluationExample })
export type EvaluationInput = z.output<typeof EvaluationInput>

export const Evaluation = z
  .object({
    evaluation: EvaluationInput.nullable().meta({ description: 'null: this training has none' }),
    usual: EvaluationInput.meta({ description: 'What the page for organizers begins with' }),
    sendsAt: z.iso.datetime().nullable().meta({ description: 'When its email goes out by itself' }),
    sentAt: z.iso.datetime().nullable().meta({ description: 'From then on, the questions stay as they are' }),
  })
  .meta({
    id: 'Evaluation',
    example: {
      evaluation: evaluationExample,
      usual: evaluationExample,
      sendsAt: '2022-12-06T00:00:00.000Z',
      sentAt: null,
    },
  })
export type Evaluation = z.output<typeof Evaluation>

const count = z.int().min(0)

export const AskedResult = z
  .object({
    id: z.string(),
    type: z.enum(askedTypes),
    label: z.string(),
    answers: count.meta({ description: 'How many answered it' }),
    mean: z.number().nullable().meta({ description: 'Of a `scale`. null with fewer than 5 answers' }),
    deviation: z.number().nullable().meta({ description: 'The standard deviation of those answers' }),
    counts: z
      .array(z.object({ value: z.string(), label: z.string(), count }))
      .meta({ description: 'How often each was chosen. Empty with fewer than 5 answers' }),
  })
  .meta({ id: 'AskedResult' })
export type AskedResult = z.output<typeof AskedResult>

export const AskedComment = z
  .object({
    id: z.string(),
    questionId: z.string(),
    question: z.string(),
    text: z.string(),
    name: z.string().nullable(),
    quoted: z.boolean().meta({ description: 'Whether the report for funders shows it, without a name' }),
  })
  .meta({ id: 'AskedComment' })
export type AskedComment = z.output<typeof AskedComment>

/** The report for funders is one page. */
export const mostQuotes = 3
export const longestQuote = 200

export const QuoteInput = z
  .strictObject({ id: z.string().max(40), question: fieldId, quoted: z.boolean() })
  .meta({ id: 'QuoteInput', example: { id: '0f9c1c56-5d0e-4d9b-9a55-1f1d6b0f5a77', question: 'change', quoted: true } })
export type QuoteInput = z.output<typeof QuoteInput>

const pair = z.object({
  before: z.number(),
  beforeDeviation: z.number(),
  now: z.number(),
  nowDeviation: z.number(),
  answers: count,
})

export const EvaluationResults = z
  .object({
    asked: count.meta({ description: 'How many came, and can answer' }),
    answered: count,
    counted: count.meta({
      description: 'How many of them the results count. Anonymous answers are added five at a time',
    }),
    anonymous: z.boolean(),
    groups: z.array(z.object({ role: z.string(), answers: count })).meta({
      description:
        'The roles of those who answered, of at least 5 people each, and “-” for all others. Empty where answers are anonymous, and for funders',
    }),
    questions: z.array(AskedResult),
    pair: pair.nullable().meta({ description: 'The answers of those who answered both `before` and `now`' }),
    comments: z.array(AskedComment).meta({ description: 'In no order. Empty with fewer than 5 answers' }),
    tests: z.object({ passed: count, notYet: count }).nullable(),
    followUp: z.object({
      wanted: count,
      due: z.iso.datetime(),
      answered: count,
      questions: z.array(AskedResult),
    }),
  })
  .meta({
    id: 'EvaluationResults',
    example: {
      asked: 102,
      answered: 71,
      counted: 70,
      anonymous: true,
      groups: [],
      questions: [
        {
          id: 'useful',
          type: 'scale',
          label: 'How useful was this training for your work?',
          answers: 70,
          mean: 4.5,
          deviation: 0.7,
          counts: [
            { value: '1', label: '1', count: 0 },
            { value: '2', label: '2', count: 1 },
            { value: '3', label: '3', count: 5 },
            { value: '4', label: '4', count: 22 },
            { value: '5', label: '5', count: 42 },
          ],
        },
      ],
      pair: { before: 2.6, beforeDeviation: 1, now: 4, nowDeviation: 0.7, answers: 70 },
      comments: [],
      tests: null,
      followUp: { wanted: 58, due: '2023-03-05T22:00:00.000Z', answered: 0, questions: [] },
    },
  })
export type EvaluationResults = z.output<typeof EvaluationResults>

const funderGroup = z.object({
  label: z.string(),
  registered: count,
  came: count.nullable().meta({ description: 'null: no one was checked in' }),
})

export const FunderReport = z
  .object({
    title: z.string(),
    organizer: z.string().nullable(),
    day: z.string(),
    place: z.string().nullable(),
    registered: count.meta({ description: 'Who had registered, and had a seat at the end' }),
    came: count.nullable().meta({ description: 'Walk-ins, too' }),
    walkIns: count.nullable().meta({ description: 'How many of those who came had not registered' }),
    absent: count.nullable(),
    hours: count.nullable().meta({ description: 'Of all people together' }),
    agencies: count,
    roles: z.array(funderGroup).meta({ description: 'No group has fewer than 5 people' }),
    byAgency: z.array(funderGroup),
    evaluation: EvaluationResults.omit({ comments: true })
      .extend({
        quotes: z
          .array(z.object({ question: z.string(), text: z.string() }))
          .meta({ description: 'The comments that the organizer chose, without names' }),
      })
      .nullable(),
    madeOn: z.iso.date(),
  })
  .meta({
    id: 'FunderReport',
    example: {
      title: 'Human trafficking training for first responders',
      organizer: 'The Human Trafficking Training Center',
      day: 'Monday, December 5, 2022',
      place: 'KCPD Regional Training Academy, Kansas City, MO',
      registered: 114,
      came: 102,
      walkIns: 5,
      absent: 17,
      hours: 707,
      agencies: 14,
      roles: [{ label: 'Police officer or deputy', registered: 59, came: 54 }],
      byAgency: [{ label: 'Kansas City Police Department', registered: 41, came: 37 }],
      evaluation: null,
      madeOn: '2023-03-28',
    },
  })
export type FunderReport = z.output<typeof FunderReport>
