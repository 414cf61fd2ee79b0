import { z } from 'zod'
import { limits } from '../limits.ts'
import { lineText } from '../text.ts'

const agencyExample = {
  name: 'Kansas City Police Department',
  people: 31,
  alike: ['KC Police Dept.'],
  merged: ['KCPD'],
}

const name = lineText(limits.agency)
const mostSpellings = 100

/** An agency as people spell it. Capitals, accents, and punctuation make no other spelling. */
export const Agency = z
  .object({
    name: z.string().meta({ description: 'The spelling of the person who registered last' }),
    people: z.int().meta({ description: 'How many registrations have it, whatever their status' }),
    alike: z.array(z.string()).meta({
      description: 'Other spellings that may be of the same agency: the same words, or their initials',
    }),
    merged: z.array(z.string()).meta({
      description: 'Spellings that were merged into it, usually its own too. Anyone who types one belongs to it',
    }),
  })
  .meta({ id: 'Agency' })
export type Agency = z.output<typeof Agency>

export const AgencyList = z
  .object({ agencies: z.array(Agency), nextCursor: z.string().nullable() })
  .meta({ id: 'AgencyList', example: { agencies: [agencyExample], nextCursor: null } })
export type AgencyList = z.output<typeof AgencyList>

/** Spellings of one agency, and its name from now on. */
export const AgencyMergeInput = z
  .strictObject({
    spellings: z.array(name).min(1).max(mostSpellings),
    name: name.meta({ description: 'Everyone with this spelling belongs to it, too' }),
  })
  .meta({ id: 'AgencyMergeInput', example: { spellings: ['KC Police Dept.'], name: 'Kansas City Police Department' } })
export type AgencyMergeInput = z.output<typeof AgencyMergeInput>

/** What a merge changes. */
export const AgencyMerge = z
  .object({
    name: z.string(),
    people: z.int().meta({ description: 'How many registrations belong to the agency then. No one is emailed' }),
    trainings: z.int().meta({ description: 'In how many trainings they are' }),
    access: z
      .array(
        z.object({
          kind: z.enum(['account', 'key']),
          id: z.string(),
          name: z.string(),
          agency: z.string().meta({ description: 'The only agency whose people it reaches before' }),
          before: z.int().meta({ description: 'How many people it sees before' }),
          after: z.int().meta({ description: 'How many it sees then' }),
        }),
      )
      .meta({ description: 'Accounts and API keys that reach one of these agencies, and reach all of it then' }),
  })
  .meta({
    id: 'AgencyMerge',
    example: {
      name: 'Kansas City Police Department',
      people: 35,
      trainings: 3,
      access: [
        {
          kind: 'account',
          id: '01942f3e-7c00-7000-8000-000000000001',
          name: 'Dana Ortiz',
          agency: 'KC Police Dept.',
          before: 4,
          after: 35,
        },
      ],
    },
  })
export type AgencyMerge = z.output<typeof AgencyMerge>

/** A spelling that no longer counts as another agency’s. */
export const AgencySplitInput = z
  .strictObject({ spelling: name })
  .meta({ id: 'AgencySplitInput', example: { spelling: 'KCPD' } })

/** The latest merges that can be undone. */
export const AgencyMerges = z
  .object({
    merges: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        name: z.string(),
        spellings: z.array(z.string()),
        by: z.string().nullable().meta({ description: 'Who merged them; null: the operator, or someone who is gone' }),
      }),
    ),
  })
  .meta({
    id: 'AgencyMerges',
    example: {
      merges: [
        {
          id: '01942f3e-7c00-7000-8000-000000000001',
          at: '2027-03-06T15:00:00.000Z',
          name: 'Kansas City Police Department',
          spellings: ['KC Police Dept.'],
          by: 'Dana Ortiz',
        },
      ],
    },
  })
export type AgencyMerges = z.output<typeof AgencyMerges>
