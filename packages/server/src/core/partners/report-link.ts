import { createHash } from 'node:crypto'
import type { PartnerInput } from '@training-signup/contract'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { findPartner } from './partners.ts'

const secretBytes = 16
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

/**
 * Makes a secret link to a partner's report. An earlier one ends. Only its hash is kept, so it is
 * shown once.
 * @throws {ProblemError} `not-found`
 */
export async function makeReportLink(system: System, slug: string): Promise<string> {
  const secret = Buffer.from(system.randomBytes(secretBytes)).toString('base64url')
  await setHash(system, slug, hashOf(secret))
  return `${system.config.publicUrl}/partner-report/${secret}`
}

/** Ends the link to a partner's report. @throws {ProblemError} `not-found` */
export const endReportLink = (system: System, slug: string): Promise<void> => setHash(system, slug, null)

const setHash = ({ db }: System, slug: string, hash: string | null): Promise<void> =>
  db.transaction(async (tx) => {
    await findPartner(tx, slug)
    await tx.updateTable('partner').set({ report_hash: hash }).where('slug', '=', slug).execute()
  })

/** Returns whether a partner's report has a link. */
export async function hasReportLink({ db }: System, slug: string): Promise<boolean> {
  const found = await db.reader.selectFrom('partner').select('report_hash').where('slug', '=', slug).executeTakeFirst()
  return found?.report_hash != null
}

/**
 * Returns the partner whose report a secret opens.
 * @throws {ProblemError} `not-found`
 */
export async function partnerBySecret({ db }: System, secret: string): Promise<PartnerInput> {
  const found = await db.reader
    .selectFrom('partner')
    .select('slug')
    .where('report_hash', '=', hashOf(secret))
    .executeTakeFirst()
  if (!found) throw new ProblemError('not-found')
  return findPartner(db.reader, found.slug)
}
