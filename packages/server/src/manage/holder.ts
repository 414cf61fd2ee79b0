import { type Language, language, type Training } from '@training-signup/contract'
import type { Context } from 'hono'
import type { Selectable } from 'kysely'
import { basePath } from '../config.ts'
import type { RegistrationGroupTable } from '../db/tables/registration-group.ts'
import type { Deps } from '../deps.ts'
import type { Page } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import { createManageTokens, haveLinksEnded, type Managed } from '../registrations/manage-token.ts'
import type { Registration } from '../registrations/registration.ts'
import { presentTraining } from '../trainings/present.ts'
import { findTraining, type StoredTraining } from '../trainings/trainings.ts'
import { chooseLanguage, languagesOf } from '../words/index.ts'

export type Group = Selectable<RegistrationGroupTable>

/** The owner of a working link, and how to show their page now. */
export interface Holder {
  stored: StoredTraining
  training: Training
  lang: Language
  languages: NonNullable<Page['languages']>
  /**
   * Returns the link to a page or action below the owner's link, such as `/cancel`. `done` names
   * the notice to show.
   */
  at: (path?: string, done?: string) => string
  /** Whether anything can still be changed: the training has not started and is not canceled. */
  isBeforeStart: boolean
}
export type OwnHolder = Holder & { kind: 'registration'; registration: Registration }
export type GroupHolder = Holder & { kind: 'group'; group: Group }

/** Finds the owner of a link. Everything that is wrong with its token gets the same error. */
export function createHolders(deps: Deps) {
  const tokens = createManageTokens(deps)
  return async (c: Context): Promise<OwnHolder | GroupHolder> => {
    const token = c.req.param('token') ?? ''
    const named = tokens.read(token)
    const row = named && (await readRow(deps, named))
    if (!named || !row || !named.isGenuine(row.found.token_version)) throw new ProblemError('not-found')
    const stored = await trainingOf(deps, row.found.training_id)
    const preferredLang = 'registration' in row ? row.registration.lang : undefined
    const holder = holderOf(deps, c, stored, { path: `/r/${token}`, preferredLang })
    return 'registration' in row
      ? { ...holder, kind: 'registration', registration: row.registration }
      : { ...holder, kind: 'group', group: row.group }
  }
}

async function readRow({ db: { reader } }: Deps, { kind, id }: Managed) {
  if (kind === 'registration') {
    const found = await reader.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst()
    return found && { found, registration: found }
  }
  if (kind !== 'group') return undefined
  const found = await reader.selectFrom('registration_group').selectAll().where('id', '=', id).executeTakeFirst()
  return found && { found, group: found }
}

/**
 * Returns the training that a link is about, whatever its status.
 * @throws {ProblemError} `not-found` 30 days after its end
 */
export async function trainingOf(deps: Deps, id: string): Promise<StoredTraining> {
  const found = await deps.db.reader.selectFrom('training').select('slug').where('id', '=', id).executeTakeFirst()
  const stored = found && (await findTraining(deps, found.slug))
  if (!stored || haveLinksEnded(stored.row, deps.now())) throw new ProblemError('not-found')
  return stored
}

/**
 * Returns what a page about a training needs. `preferredLang` is the language of emails to the
 * person.
 */
export function holderOf(
  deps: Deps,
  c: Context,
  stored: StoredTraining,
  { path, preferredLang }: { path: string; preferredLang?: string | undefined },
): Holder {
  const { row, input, partners } = stored
  const offered = languagesOf(input)
  const lang = chooseLanguage(c.req.query('lang') ?? preferredLang, c.req.header('accept-language'), offered)
  const { publicUrl } = deps.config
  const now = deps.now()
  const address = (below: string, values: Record<string, string>) =>
    `${basePath(deps.config)}${path}${below}?${new URLSearchParams(values).toString()}`
  return {
    stored,
    // Without the link to “Send me my link”: these pages are where it leads.
    training: presentTraining(row, input, { lang, partners, publicUrl, now }),
    lang,
    languages: offered.map((one) => ({ lang: one, href: address('', { lang: one }) })),
    at: (below = '', done = '') => address(below, { ...(done === '' ? {} : { done }), lang }),
    isBeforeStart: row.status !== 'cancelled' && now.toISOString() < row.starts_at,
  }
}

/** Returns the language of a request that has no owner. */
export const languageOfRequest = (c: Context): Language =>
  chooseLanguage(c.req.query('lang'), c.req.header('accept-language'), language.options)
