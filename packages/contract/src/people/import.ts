import { z } from 'zod'
import { limits } from '../limits.ts'
import { language } from '../text.ts'
import { fieldId } from '../training/field.ts'

/** How much one list of people can hold. Sizes are in bytes, lengths in characters. */
export const importLimits = {
  people: 2000,
  columns: 50,
  cell: limits.answer,
  /** All cells of a list together. */
  characters: 500_000,
  /** A file of a spreadsheet, or a pasted text. */
  bytes: 2 * 1024 * 1024,
} as const

/** What a column holds, besides the answers to questions: a whole name, or nothing to register. */
export const importColumns = ['name', 'skip'] as const

const rowNumber = z.int().positive()

/** What someone says about a list, besides its rows. */
export const ImportChoices = z.strictObject({
  headings: z.boolean().optional().meta({ description: 'Whether the first row names the columns; omitted: guessed' }),
  columns: z.array(fieldId).max(importLimits.columns).optional().meta({
    description: 'What each column holds: the id of a question, `name` for a whole name, or `skip`; omitted: guessed',
  }),
  everyone: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Answers for people whose row has none, by the id of the question' }),
  sameName: z
    .array(rowNumber)
    .max(importLimits.people)
    .optional()
    .meta({ description: 'Rows to add though someone has the same name' }),
  lang: language.optional().meta({ description: 'The language of their emails' }),
})
export type ImportChoices = z.output<typeof ImportChoices>

/** A list of people that is checked before it is added. */
export const ImportInput = ImportChoices.extend({
  rows: z
    .array(z.array(z.string()))
    .optional()
    .meta({ description: 'The cells of the list, row by row. Rows are named by their number, from 1' }),
  text: z.string().optional().meta({ description: 'Instead: a CSV file, or cells that were copied and pasted' }),
  file: z
    .base64()
    .optional()
    .meta({ description: 'Instead: the bytes of an .xlsx or CSV file in Base64. Only the first sheet is read' }),
})
  .refine(({ rows, text, file }) => [rows, text, file].filter((one) => one !== undefined).length === 1, {
    message: 'Send one of rows, text, and file.',
  })
  .meta({
    id: 'ImportInput',
    example: { text: 'First name,Last name,Email\nAda,Reyes,ada.reyes@example.org' },
  })
export type ImportInput = z.output<typeof ImportInput>

/** The same list, with the tag of its preview. */
export const ImportRequest = ImportInput.safeExtend({
  tag: z
    .string()
    .max(100)
    .meta({ description: 'The `tag` of the preview. The request is refused if it would come out differently by now' }),
}).meta({
  id: 'ImportRequest',
  example: {
    text: 'First name,Last name,Email\nAda,Reyes,ada.reyes@example.org',
    tag: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  },
})
export type ImportRequest = z.output<typeof ImportRequest>

/**
 * What becomes of a row: a seat, a place on the waiting list, or nothing, because an answer is
 * wrong, the person is there twice or registered already, or no seat is free.
 */
export const importOutcomes = ['confirmed', 'waitlisted', 'faulty', 'twice', 'registered', 'same-name', 'full'] as const
/** The outcomes of those who are added. */
export const addedOutcomes = ['confirmed', 'waitlisted'] as const satisfies ImportOutcome[]
export type ImportOutcome = (typeof importOutcomes)[number]

const counts = z
  .object(Object.fromEntries(importOutcomes.map((outcome) => [outcome, z.int()])) as Record<ImportOutcome, z.ZodInt>)
  .meta({ description: 'How many rows come to each' })

const countsExample = Object.fromEntries(
  importOutcomes.map((outcome) => [outcome, outcome === 'confirmed' ? 1 : 0]),
) as Record<ImportOutcome, number>

const mail = z.object({ subject: z.string(), text: z.string() }).nullable()

export const ImportPreview = z
  .object({
    tag: z.string(),
    headings: z.boolean(),
    columns: z.array(
      z.object({
        heading: z.string(),
        holds: z.string().meta({ description: 'The id of a question, `name`, or `skip`' }),
      }),
    ),
    counts,
    emails: z.int().meta({ description: 'How many of them are emailed' }),
    mails: z
      .object({ confirmed: mail, waitlisted: mail })
      .meta({ description: 'What the first of them with a seat, and the first on the waiting list, would read' }),
    people: z.array(
      z.object({
        row: z.int(),
        givenName: z.string(),
        familyName: z.string(),
        email: z.string().nullable(),
        outcome: z.enum(importOutcomes),
        of: z
          .int()
          .nullable()
          .meta({ description: 'The row above with the same person or name; null: someone who is registered' }),
        faults: z.array(z.object({ field: z.string(), code: z.string(), message: z.string(), typed: z.string() })),
        meant: z
          .string()
          .nullable()
          .meta({ description: 'The address that was probably meant, if it seems to have a slip' }),
      }),
    ),
  })
  .meta({
    id: 'ImportPreview',
    example: {
      tag: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
      headings: true,
      columns: [
        { heading: 'First name', holds: 'givenName' },
        { heading: 'Last name', holds: 'familyName' },
        { heading: 'Email', holds: 'email' },
      ],
      counts: countsExample,
      emails: 1,
      mails: { confirmed: { subject: 'You have a seat', text: 'Hi Ada …' }, waitlisted: null },
      people: [
        {
          row: 2,
          givenName: 'Ada',
          familyName: 'Reyes',
          email: 'ada.reyes@example.org',
          outcome: 'confirmed',
          of: null,
          faults: [],
          meant: null,
        },
      ],
    },
  })
export type ImportPreview = z.output<typeof ImportPreview>
export type ImportedPerson = ImportPreview['people'][number]

export const Imported = z.object({ counts, registrations: z.array(z.object({ row: z.int(), id: z.string() })) }).meta({
  id: 'Imported',
  example: {
    counts: countsExample,
    registrations: [{ row: 2, id: '01942f3e-7c00-7000-8000-000000000001' }],
  },
})
export type Imported = z.output<typeof Imported>
