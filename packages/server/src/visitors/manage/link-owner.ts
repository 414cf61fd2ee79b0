import { timingSafeEqual } from 'node:crypto'
import type { Language, NextDate, Training } from '@training-signup/contract'
import type { Context } from 'hono'
import { createManageTokens, haveLinksEnded, type Managed } from '../../core/registrations/manage-token.ts'
import type { Group, Registration } from '../../core/seats/registration.ts'
import { findDateWithSeats } from '../../core/trainings/next-date.ts'
import { nextOf } from '../../core/trainings/other-date.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import { findTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import { basePath } from '../../platform/config.ts'
import type { Page } from '../../platform/html/layout.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { languagesOf } from '../../words/index.ts'

/** The owner of a working link, and how to show their page now. */
export interface LinkOwner {
  stored: StoredTraining
  training: Training
  lang: Language
  languages: NonNullable<Page['languages']>
  /**
   * Returns the link to a page or action below the owner's link, like `/cancel`. `done` names
   * the notice to show.
   */
  at: (path?: string, done?: string) => string
  /** What was just done, as the address that led here says it. */
  done: string | undefined
  /** Whether anything can still be changed: the training has not started and is not canceled. */
  isBeforeStart: boolean
  /** Whether the training is so long ago that the link only erases. */
  onlyErases: boolean
}
export type RegistrationOwner = LinkOwner & { kind: 'registration'; registration: Registration }
export type GroupOwner = LinkOwner & { kind: 'group'; group: Group }

/** Finds the owner of a link. Everything that is wrong with its token gets the same error. */
export function createLinkOwners(system: System) {
  const tokens = createManageTokens(system)
  return async (c: Context): Promise<RegistrationOwner | GroupOwner> => {
    const token = c.req.param('token') ?? ''
    const named = tokens.read(token)
    const row = named && (await readRow(system, named))
    if (!named || !row || !named.isGenuine(row.found.token_version)) throw new ProblemError('not-found')
    const stored = await readTraining(system, row.found.training_id)
    const { lang: preferredLang, partner } = 'registration' in row ? row.registration : {}
    const owner = linkOwnerOf(system, c, stored, { path: `/r/${token}`, preferredLang, partner })
    return 'registration' in row
      ? Object.assign(owner, { kind: 'registration' as const, registration: row.registration })
      : Object.assign(owner, { kind: 'group' as const, group: row.group })
  }
}

async function readRow({ db: { reader } }: System, { kind, id }: Managed) {
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
export async function trainingOf(system: System, id: string): Promise<StoredTraining> {
  const stored = await readTraining(system, id)
  if (haveLinksEnded(stored.row, system.now())) throw new ProblemError('not-found')
  return stored
}

async function readTraining(system: System, id: string): Promise<StoredTraining> {
  const found = await system.db.reader.selectFrom('training').select('slug').where('id', '=', id).executeTakeFirst()
  const stored = found && (await findTraining(system, found.slug))
  if (!stored) throw new ProblemError('not-found')
  return stored
}

/**
 * Returns what a page about a training needs. `preferredLang` is the language of emails to the
 * person, `partner` who brought them: colleagues come through the same one.
 */
export function linkOwnerOf(
  system: System,
  c: Context,
  stored: StoredTraining,
  {
    path,
    preferredLang,
    partner,
  }: { path: string; preferredLang?: string | undefined; partner?: string | null | undefined },
): LinkOwner {
  const { row, input, partners } = stored
  const offered = languagesOf(input)
  const lang = languageOf(c, offered, c.req.query('lang') ?? preferredLang)
  const { publicUrl } = system.config
  const now = system.now()
  const address = (below: string, values: Record<string, string>) =>
    `${basePath(system.config)}${path}${below}?${new URLSearchParams(values).toString()}`
  let training: Training | undefined
  return {
    stored,
    /** Made for pages only; most actions lead back to one. */
    get training() {
      // Without the link to “Send me my link”: these pages are where it leads.
      training ??= presentTraining(row, input, { lang, partners, partner: partner ?? undefined, publicUrl, now })
      return training
    },
    lang,
    languages: offered.map((one) => ({ lang: one, href: address('', { lang: one }) })),
    at: (below = '', done = '') => address(below, { ...(done === '' ? {} : sealNotice(system, done)), lang }),
    done: readNotice(system, c),
    onlyErases: haveLinksEnded(row, now),
    isBeforeStart: row.status !== 'cancelled' && now.toISOString() < row.starts_at,
  }
}

/** Returns the date with seats to which the page of a link leads people on the waiting list. */
export async function otherDateFor(
  system: System,
  { stored, lang, training }: LinkOwner,
  partner?: string | null,
): Promise<NextDate | undefined> {
  if (training.state === 'cancelled') return undefined
  const found = await findDateWithSeats(system, stored)
  return (
    found &&
    nextOf(found, { lang, partner: partner ?? undefined, now: system.now(), publicUrl: system.config.publicUrl })
  )
}

/** For how long an address says what was done: a bookmark does not say it forever. */
const saidMs = 10 * 60_000

type Sealing = Pick<System, 'authSecret' | 'now'>

/**
 * Returns the part of an address that says what was done on the page of a link. Visitors keep
 * nothing on their device for it, so it is sealed instead. It is the same for everyone: what differs
 * from person to person could tell who is registered.
 */
export function sealNotice(system: Sealing, done: string): { done: string; seal: string } {
  const until = (system.now().getTime() + saidMs).toString(36)
  return { done, seal: `${until}-${markOf(system, done, until)}` }
}

/** Returns what an address says was done, if it was led to a moment ago. */
function readNotice(system: Sealing, c: Context): string | undefined {
  const { done, seal = '' } = c.req.query()
  const [, until = '', mark = ''] = /^([\da-z]{1,12})-([\w-]{43})$/.exec(seal) ?? []
  if (done === undefined || Number.parseInt(until, 36) < system.now().getTime()) return undefined
  const [given, right] = [Buffer.from(mark), Buffer.from(markOf(system, done, until))]
  return given.length === right.length && timingSafeEqual(given, right) ? done : undefined
}

const markOf = (system: Sealing, done: string, until: string) =>
  createManageTokens(system).mark(JSON.stringify([done, until]))
