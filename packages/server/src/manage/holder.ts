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

/** Who holds a link that works, as their page is to be shown now. */
export interface Holder {
  stored: StoredTraining
  training: Training
  lang: Language
  languages: NonNullable<Page['languages']>
  /** The address of a page or deed below the link's, such as `/cancel`; a notice of what was done may be asked for. */
  at: (path?: string, done?: string) => string
  /** Whether anything can still be changed: the training is ahead and takes place. */
  isAhead: boolean
}
export type OwnHolder = Holder & { kind: 'registration'; registration: Registration }
export type GroupHolder = Holder & { kind: 'group'; group: Group }

/** Finds whom an address belongs to. Whatever is wrong with its token, the answer is the same. */
export function createHolders(deps: Deps) {
  const tokens = createManageTokens(deps)
  return async (c: Context): Promise<OwnHolder | GroupHolder> => {
    const token = c.req.param('token') ?? ''
    const named = tokens.read(token)
    const row = named && (await readRow(deps, named))
    if (!named || !row || !named.isGenuine(row.found.token_version)) throw new ProblemError('not-found')
    const stored = await trainingOf(deps, row.found.training_id)
    const spoken = 'registration' in row ? row.registration.lang : undefined
    const holder = holderOf(deps, c, stored, { path: `/r/${token}`, spoken })
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
 * The training that a link is about, whatever its status.
 * @throws {ProblemError} `not-found` once it has been over for a while
 */
export async function trainingOf(deps: Deps, id: string): Promise<StoredTraining> {
  const found = await deps.db.reader.selectFrom('training').select('slug').where('id', '=', id).executeTakeFirst()
  const stored = found && (await findTraining(deps, found.slug))
  if (!stored || haveLinksEnded(stored.row, deps.now())) throw new ProblemError('not-found')
  return stored
}

/** What a page about a training of somebody's has to know; `spoken` is the language in which they are written to. */
export function holderOf(
  deps: Deps,
  c: Context,
  stored: StoredTraining,
  { path, spoken }: { path: string; spoken?: string | undefined },
): Holder {
  const { row, input, partners } = stored
  const offered = languagesOf(input)
  const lang = chooseLanguage(c.req.query('lang') ?? spoken, c.req.header('accept-language'), offered)
  const { publicUrl } = deps.config
  const now = deps.now()
  const address = (below: string, values: Record<string, string>) =>
    `${basePath(deps.config)}${path}${below}?${new URLSearchParams(values).toString()}`
  return {
    stored,
    // Without the way to a link: these pages are where it leads.
    training: presentTraining(row, input, { lang, partners, publicUrl, now }),
    lang,
    languages: offered.map((one) => ({ lang: one, href: address('', { lang: one }) })),
    at: (below = '', done = '') => address(below, { ...(done === '' ? {} : { done }), lang }),
    isAhead: row.status !== 'cancelled' && now.toISOString() < row.starts_at,
  }
}

/** The language of whoever asks, where nothing is known of them. */
export const languageOfRequest = (c: Context): Language =>
  chooseLanguage(c.req.query('lang'), c.req.header('accept-language'), language.options)
