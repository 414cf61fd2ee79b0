import { type Language, limits, type RegistrationStatus, type TrainingInput } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { type PartnerChoices, readPartnerChoices } from '../../../core/partners/partner-choices.ts'
import { readCounts } from '../../../core/trainings/counts.ts'
import { zoneName } from '../../../core/trainings/local-time.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/admin.ts'
import { languagesOf, pickText } from '../../../words/index.ts'
import { agenciesIn } from '../../api/agencies/agencies-in.ts'
import type { Visit } from '../pages.ts'

/** What the form of a message offers for a training. */
export interface TrainingFacts {
  slug: string
  title: string
  timeZone: string
  /** What people call it there. */
  zone: string
  counts: Partial<Record<RegistrationStatus, number>>
  roles: { value: string; label: string }[]
  agencies: string[]
  /** The partners that brought people. */
  partners: PartnerChoices
  isBilingual: boolean
  contact: string | undefined
}

/**
 * Returns what the form offers for a training.
 * @param named the ids of the only people it is for, who alone are counted then
 * @throws {ProblemError} `not-found`
 */
export async function readFacts(
  system: System,
  slug: string,
  { lang, caller }: Pick<Visit, 'lang' | 'caller'>,
  named?: readonly string[],
): Promise<TrainingFacts> {
  const training = await readTraining(system, slug)
  const { row, input } = training
  return {
    slug,
    title: pickText(input.title, lang),
    timeZone: row.time_zone,
    zone: zoneName(new Date(row.starts_at), row.time_zone, lang),
    counts: named
      ? await countNamed(system.db.reader, row.id, named)
      : ((await readCounts(system.db.reader, [row.id])).get(row.id) ?? {}),
    roles: rolesOf(training.input, lang),
    agencies: await agenciesIn(system.db.reader, row.id, caller.scope),
    partners: await readPartnerChoices(system, { trainings: [row.id] }),
    isBilingual: languagesOf(input).length > 1,
    contact: input.contact?.email,
  }
}

async function countNamed(db: Kysely<Tables>, trainingId: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('registration')
    .select(({ fn }) => ['status', fn.countAll().as('count')])
    .where('training_id', '=', trainingId)
    .where('id', 'in', ['', ...ids])
    .groupBy('status')
    .execute()
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
}

export function rolesOf(
  { audience: { roles } }: Pick<TrainingInput, 'audience'>,
  lang: Language,
): TrainingFacts['roles'] {
  const named = roles.map((role) =>
    typeof role === 'string'
      ? { value: role, label: say(lang, `role.${role}`) }
      : { value: role.id, label: pickText(role.label, lang) },
  )
  const hasOther = named.length === 0 || named.some(({ value }) => value === 'other')
  return hasOther ? named : [...named, { value: 'other', label: say(lang, 'role.other') }]
}

/** The contract's limits for what is typed. */
export const longest = { agency: limits.agency, subject: 150, text: 10_000 }
