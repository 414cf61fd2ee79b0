import type { IncomingMessage } from 'node:http'
import type { PartnerPage } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { PartnerPageTable } from '../../platform/db/tables/trainings/partner-page.ts'
import { sendRequest } from '../../platform/http/outgoing-call.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { type FoundPage, inspectPage, type Known, namesIn } from './inspect-page.ts'
import { type Inspection, summarize } from './inspection.ts'
import { findPartner } from './partners.ts'
import { readTagsApart } from './read-tags-apart.ts'

/** Reads the releases of the script, the newest last. */
export type ReadReleases = () => Promise<ReadonlyMap<string, string>>

const mostBytes = 2_000_000
const mostRedirects = 4
const patienceMs = 10_000
const mostPartnerPages = 50
const dayMs = 24 * 60 * 60_000
const checksPerRun = 20

/** Returns the pages that a partner named, with what was found there. */
export async function listPartnerPages(system: System, partner: string): Promise<PartnerPage[]> {
  await findPartner(system.db.reader, partner)
  const rows = await system.db.reader
    .selectFrom('partner_page')
    .selectAll()
    .where('partner', '=', partner)
    .orderBy('id')
    .execute()
  return rows.map(present)
}

/**
 * Adds a page of a partner. It is looked at later, or right away by `checkPartnerPage`.
 * @throws {ProblemError} `not-found`; `invalid-input` when there are too many
 */
export async function addPartnerPage(system: System, partner: string, url: string): Promise<PartnerPage> {
  return system.db.transaction(async (tx) => {
    await findPartner(tx, partner)
    const rows = await tx.selectFrom('partner_page').selectAll().where('partner', '=', partner).execute()
    const existing = rows.find((row) => row.url === url)
    if (existing) return present(existing)
    if (rows.length >= mostPartnerPages)
      throw new ProblemError('invalid-input', {
        errors: [{ pointer: '/url', code: 'too-many', message: `A partner has at most ${mostPartnerPages} pages.` }],
      })
    const row = {
      id: system.newId(),
      partner,
      url,
      created_at: system.now().toISOString(),
      checked_at: null,
      inspection: null,
    }
    await tx.insertInto('partner_page').values(row).execute()
    return present(row)
  })
}

/** Takes a page off a partner's list. @throws {ProblemError} `not-found` */
export async function removePartnerPage({ db }: System, partner: string, id: string): Promise<void> {
  const { numDeletedRows } = await db.transaction((tx) =>
    tx.deleteFrom('partner_page').where('id', '=', id).where('partner', '=', partner).executeTakeFirst(),
  )
  if (numDeletedRows === 0n) throw new ProblemError('not-found')
}

/**
 * Loads a page as a visitor's browser would, looks for the sign-up in it, and keeps what it found.
 * @throws {ProblemError} `not-found`
 */
export async function checkPartnerPage(
  system: System,
  partner: string,
  id: string,
  readReleases: ReadReleases,
): Promise<PartnerPage> {
  const row = await system.db.reader
    .selectFrom('partner_page')
    .selectAll()
    .where('id', '=', id)
    .where('partner', '=', partner)
    .executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return checkRow(system, row, readReleases)
}

/** Looks at pages that no one looked at for a day, a few at a time. */
export async function checkDuePartnerPages(system: System, readReleases: ReadReleases): Promise<void> {
  const due = new Date(system.now().getTime() - dayMs).toISOString()
  const rows = await system.db.reader
    .selectFrom('partner_page')
    .selectAll()
    .where((eb) => eb.or([eb('checked_at', 'is', null), eb('checked_at', '<=', due)]))
    .orderBy('checked_at')
    .limit(checksPerRun)
    .execute()
  for (const row of rows) {
    if (system.isStopping()) return
    await checkRow(system, row, readReleases)
  }
}

/**
 * Notes first that someone looks at a page now. What a page does to the process that reads it, it
 * does once a day then, not at every start.
 */
async function checkRow(system: System, row: Selectable<PartnerPageTable>, readReleases: ReadReleases) {
  const note = (columns: { checked_at: string; inspection?: string }) =>
    system.db.transaction((tx) => tx.updateTable('partner_page').set(columns).where('id', '=', row.id).execute())
  await note({ checked_at: system.now().toISOString() })
  const inspection = await inspect(system, row, await readReleases())
  const checked = { checked_at: system.now().toISOString(), inspection: JSON.stringify(inspection) }
  await note(checked)
  return present({ ...row, ...checked })
}

async function inspect(
  system: System,
  { url, partner }: Selectable<PartnerPageTable>,
  releases: Known['releases'],
): Promise<Inspection> {
  const found = await load(system, new URL(url))
  if ('findings' in found) return found
  const tags = await readTagsApart(found.html)
  if (!tags) return summarize([{ code: 'unreadable' }])
  const page = { ...found, tags }
  const server = new URL(system.config.publicUrl)
  return inspectPage(page, { server, partner, releases, ...(await readKnown(system, namesIn(page, server))) })
}

/** Returns the names that visitors may see. */
async function readKnown({ db }: System, { trainings, series }: Pick<Known, 'trainings' | 'series'>) {
  const rows = await db.reader
    .selectFrom('training')
    .select(['slug', 'series'])
    .distinct()
    .where('status', 'in', ['published', 'cancelled'])
    .where((eb) => eb.or([eb('slug', 'in', askable(trainings)), eb('series', 'in', askable(series))]))
    .execute()
  return {
    trainings: new Set(rows.map(({ slug }) => slug)),
    series: new Set(rows.flatMap((row) => row.series ?? [])),
  }
}

const mostNames = 500

/** Anything can stand in a page. PostgreSQL fails on a NUL. */
const askable = (names: ReadonlySet<string>) => [...names, ''].filter((name) => !name.includes('\0')).slice(-mostNames)

interface LoadedPage extends Pick<FoundPage, 'url' | 'policies'> {
  html: string
}

/**
 * Loads a page, and follows where it leads. Every address is checked before it is connected to, and
 * what the operator allows to webhooks is not allowed here: partners write these addresses.
 */
async function load(system: System, start: URL): Promise<LoadedPage | Inspection> {
  const signal = AbortSignal.timeout(patienceMs)
  let url = start
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const response = await sendRequest(system, url.href, {
        method: 'GET',
        headers: { Accept: 'text/html' },
        signal,
        inside: system.config.pagesInside,
      })
      try {
        const { statusCode = 0, headers } = response
        if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
          url = new URL(headers.location, url)
          continue
        }
        if (statusCode !== 200) return summarize([{ code: 'answered', value: String(statusCode) }])
        if (!/^(?:text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? ''))
          return summarize([{ code: 'not-html' }])
        const html = await readAtMost(response)
        if (html === undefined) return summarize([{ code: 'too-large' }])
        return { url, html, policies: [headers['content-security-policy'] ?? []].flat() }
      } finally {
        response.on('error', () => {}).destroy()
      }
    }
    return summarize([{ code: 'answered', value: 'too-many-redirects' }])
  } catch (error) {
    return summarize([{ code: 'unreachable', value: signal.aborted ? 'timeout' : codeOf(error) }])
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no-answer'

async function readAtMost(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const present = ({ id, url, checked_at: checkedAt, inspection }: Selectable<PartnerPageTable>): PartnerPage => ({
  id,
  url,
  checkedAt,
  inspection: inspection === null ? null : (JSON.parse(inspection) as Inspection),
})
