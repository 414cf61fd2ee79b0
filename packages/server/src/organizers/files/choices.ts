import { z } from '@hono/zod-openapi'
import { language, PeriodGrouping, slug } from '@training-signup/contract'
import { columnSorts } from '../api/people/lists/column-order.ts'
import { flag } from '../api/people/lists/filters.ts'
import { sheetNames } from '../paper/badges.ts'
import { fileContents } from './files.ts'

const lang = language.default('en').meta({ description: 'The language of headings and words' })
const sort = z.enum(['name', 'agency']).default('name')

/** What can be chosen about a file of registrations, besides who is in it. */
export const fileChoice = {
  columns: z.enum(fileContents).default('all').meta({ description: '`catering` counts meals, and needs `training`' }),
  show: z.string().max(200).optional().meta({
    description:
      'With `columns=list`, which columns follow name and status, with commas between: `role`, `agency`, `needs` (only with `sensitive`), `email`, `phone`, `reference`, `group`, `partner`, `created`',
  }),
  sensitive: flag.meta({ description: '`1` adds sensitive answers at the end, for those who may read them' }),
  sort: z
    .enum(['created', '-created', 'name', ...columnSorts])
    .optional()
    .meta({ description: 'As in the list of registrations. Omitted: as the columns say' }),
  lang,
}

export const sheetChoice = {
  sort,
  license: z.enum(['blank', 'masked']).default('blank').meta({
    description: '`masked` prints the last characters of license numbers, for those who may read sensitive answers',
  }),
  blank: z.coerce
    .number()
    .int()
    .min(0)
    .max(500)
    .default(8)
    .meta({ description: 'Rows for people who walk in, at least' }),
  lang,
}

export const badgeChoice = {
  sort,
  sheet: z.enum(sheetNames).default('5395').meta({ description: 'The number of Avery’s sheet of labels' }),
  agencies: z
    .enum(['0', '1'])
    .default('1')
    .transform((value) => value === '1')
    .meta({ description: '`0` names no agencies' }),
  lang,
}

/** What can be chosen about a report. */
export const periodChoice = z.strictObject({
  from: z.iso.date().optional().meta({ description: 'The first day; without it, the first of the year' }),
  to: z.iso.date().optional().meta({ description: 'The last day; the last one that is over at the latest' }),
  by: PeriodGrouping.default('partner'),
  partner: slug.optional().meta({ description: 'Only what the pages of this partner brought' }),
  lang: language.default('en'),
})
