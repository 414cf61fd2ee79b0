import { createHash } from 'node:crypto'
import type { Certificate } from '@training-signup/contract'
import type { Insertable, Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { CertificateTable } from '../../platform/db/tables/trainings/credit.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { notifyPeople } from '../outbox/notify-people.ts'
import { type MailKind, mailRow, queueMails } from '../outbox/outbox.ts'
import { listPartnerNames } from '../partners/partners.ts'
import { fullName } from '../people/person-columns.ts'
import { lockTraining, peopleAtOnce } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { readOrganizerDefaults } from '../trainings/organizer-defaults.ts'
import { findTraining, type StoredTraining } from '../trainings/trainings.ts'
import { recordEvents } from '../webhooks/events.ts'
import { type CertificateContent, contentFor, type NameParts } from './certificate-content.ts'
import { newSerial } from './serial.ts'
import { type CertificateRow, isCorrected, isReady, licenseOf, readStandings, type Standing } from './standings.ts'
import { readDeleted, validKey } from './valid-certificates.ts'

export const contentOf = ({ content }: Pick<CertificateRow, 'content'>): CertificateContent =>
  JSON.parse(content) as CertificateContent

/** A certificate as the API shows it. */
export const presentCertificate = (row: CertificateRow, training: string): Certificate => ({
  serial: row.serial,
  training,
  registration: row.registration_id,
  profile: row.profile_id,
  hours: contentOf(row).hours,
  issuedAt: row.issued_at,
  revokedAt: row.revoked_at,
  replacedBy: row.replaced_by,
  keptUntil: row.keep_until.slice(0, 10),
})

interface Issuing {
  /** Only these registrations, and again where one was taken back. */
  only?: readonly string[]
  /**
   * Which certificates are replaced, and taken back where no credit is left: those of people whose name,
   * license, or times were `corrected` since, or those about which the profile says something else now, too.
   */
  renews?: 'corrected' | 'all'
}

/**
 * Issues what is ready and not issued yet. Each portion is one transaction under the training's lock, so that
 * two people who do the same, and a process that dies, issue nothing twice. Someone whose certificate was taken
 * back gets another once something about them was corrected, or an organizer sends it.
 */
export async function issueCertificates(
  system: System,
  trainingId: string,
  { only, renews }: Issuing = {},
): Promise<{ issued: number; missing: number }> {
  const standings = (await readStandings(system, trainingId)).filter(
    ({ registration }) => only === undefined || only.includes(registration.id),
  )
  const source = await readSource(system, trainingId)
  const isDue = (one: Standing) => {
    if (one.certificate) return renews !== undefined && hasChanged(system, source, one, renews)
    return isReady(one) || (only !== undefined && !one.grant.missing)
  }
  const due = standings.filter(isDue)
  let issued = 0
  for (let start = 0; start < due.length; start += peopleAtOnce)
    issued += await system.db.transaction((tx) => issueSome(system, tx, source, due.slice(start, start + peopleAtOnce)))
  return { issued, missing: standings.filter(({ grant }) => grant.missing !== undefined).length }
}

interface Source {
  training: StoredTraining
  organizer: string
  sponsors: string[]
}

async function readSource(system: System, trainingId: string): Promise<Source> {
  const { slug } = await system.db.reader
    .selectFrom('training')
    .select('slug')
    .where('id', '=', trainingId)
    .executeTakeFirstOrThrow()
  const training = await findTraining(system, slug)
  if (!training) throw new ProblemError('not-found')
  const names = await listPartnerNames(system)
  const { defaults } = await readOrganizerDefaults(system)
  return {
    training,
    organizer: defaults.organizer?.name ?? '',
    sponsors: training.input.sponsors.flatMap((one) => names.get(one) ?? []),
  }
}

/** Returns whether what was printed about the person is no longer what would be. */
function hasChanged(system: System, source: Source, standing: Standing, renews: 'corrected' | 'all'): boolean {
  if (!standing.certificate || isCorrected(standing.certificate, standing)) return true
  if (renews === 'corrected') return false
  const [printed, present] = [contentOf(standing.certificate), newContent(system, source, standing)]
  const said = ({ license, agency, hours, areas }: CertificateContent) =>
    JSON.stringify([license, agency, hours, areas])
  return standing.grant.missing !== undefined || said(printed) !== said(present)
}

async function issueSome(system: System, tx: Tx, source: Source, due: readonly Standing[]): Promise<number> {
  await lockTraining(system.db, tx, source.training.row.id)
  const ids = due.map(({ registration }) => registration.id)
  const present = await tx.selectFrom('registration').select('id').where('id', 'in', ids).execute()
  const valid = await tx
    .selectFrom('certificate')
    .select(['id', 'valid_for'])
    .where('registration_id', 'in', ids)
    .where('valid_for', 'is not', null)
    .execute()
  const deleted = await readDeleted(tx, { registrations: ids })
  const [there, issued] = [new Set(present.map(({ id }) => id)), new Map(valid.map((row) => [row.valid_for, row.id]))]
  // Someone else may have issued, replaced, or erased it since it was read.
  const open = due.filter(
    ({ registration, taken, certificate }) =>
      there.has(registration.id) &&
      issued.get(validKey(registration.id, taken.id)) === certificate?.id &&
      (certificate || !deleted.has(validKey(registration.id, taken.id))),
  )
  const made = open.flatMap((one) => (one.grant.missing ? [] : [{ one, row: rowFor(system, source, one) }]))
  const numbers = new Map(made.map(({ one, row }) => [one, row.serial]))
  for (const one of open) if (one.certificate) await takeBack(system, tx, one.certificate, numbers.get(one) ?? null)
  if (made.length === 0) return 0
  await tx
    .insertInto('certificate')
    .values(made.map(({ row }) => row))
    .execute()
  await tell(system, tx, source, made)
  return made.length
}

type Made = { one: Standing; row: Insertable<CertificateTable> & { id: string } }

/** Sends one email to each person, and tells programs. */
async function tell(system: System, tx: Tx, { training }: Source, made: readonly Made[]): Promise<void> {
  const now = system.now().toISOString()
  const perPerson = Map.groupBy(made, ({ one }) => one.registration)
  const mails = [...perPerson].flatMap(([registration, all]) => {
    const kind: MailKind = all.some(({ one }) => one.certificate) ? 'certificate-replaced' : 'certificate'
    const about = { training_id: training.row.id, registration_id: registration.id, lang: registration.lang }
    return registration.email === null ? [] : [mailRow(system, kind, about, now)]
  })
  await queueMails(tx, mails)
  const events = made.map(({ one, row }) => ({
    event: 'certificate.issued' as const,
    training: training.row.slug,
    registration: one.registration.id,
    certificate: row.id,
  }))
  await recordEvents(system, events, now).execute(tx)
}

function newContent(system: System, { training, organizer, sponsors }: Source, standing: Standing): CertificateContent {
  const { registration, taken, sessions, grant, initials } = standing
  return contentFor({
    lang: registration.lang,
    input: training.input,
    organizer,
    sponsors,
    taken,
    person: {
      name: fullName(registration.given_name, registration.family_name),
      parts: partsOf(registration),
      agency: registration.agency ?? undefined,
      initials: initials || JSON.parse(registration.sensitive).withoutName === true,
    },
    hours: grant.missing ? 0 : grant.hours,
    areas: grant.missing ? [] : grant.areas,
    sessions: sessions.map(({ start, end, firstIn, lastOut, minutes }) => ({ start, end, firstIn, lastOut, minutes })),
    issuedAt: system.now().toISOString(),
  })
}

function partsOf(registration: Registration): NameParts {
  const { licenceState: state } = JSON.parse(registration.sensitive) as Record<string, unknown>
  const licenseNumber = licenseOf(registration)
  return {
    lastName: registration.family_name,
    firstName: registration.given_name,
    ...(licenseNumber !== undefined && { licenseNumber }),
    ...(typeof state === 'string' && state !== '' && { licenseState: state }),
  }
}

const saltBytes = 16

function rowFor(system: System, source: Source, standing: Standing): Made['row'] {
  const { registration, taken } = standing
  const keepUntil = new Date(source.training.row.ends_at)
  keepUntil.setUTCFullYear(keepUntil.getUTCFullYear() + taken.profile.keepYears)
  return {
    id: system.newId(),
    serial: newSerial(system),
    training_id: source.training.row.id,
    registration_id: registration.id,
    profile_id: taken.id,
    valid_for: validKey(registration.id, taken.id),
    content: JSON.stringify(newContent(system, source, standing)),
    recipient: recipientOf(system, registration),
    issued_at: system.now().toISOString(),
    revoked_at: null,
    replaced_by: null,
    keep_until: keepUntil.toISOString(),
  }
}

/** An address can be compared with this, and not be read from it. */
function recipientOf({ randomBytes }: System, { email }: Registration): string | null {
  if (email === null) return null
  const salt = Buffer.from(randomBytes(saltBytes)).toString('base64url')
  const hash = createHash('sha256').update(`${email.trim().toLowerCase()}${salt}`).digest('hex')
  return JSON.stringify({ salt, hash: `sha256$${hash}` })
}

/** Ends a certificate. Its number goes on to say so, and its person is told where no other one replaces it. */
async function takeBack(system: System, tx: Tx, row: CertificateRow, replacedBy: string | null): Promise<void> {
  const now = system.now().toISOString()
  await tx
    .updateTable('certificate')
    .set({ valid_for: null, revoked_at: now, replaced_by: replacedBy })
    .where('id', '=', row.id)
    .execute()
  const { slug } = await tx
    .selectFrom('training')
    .select('slug')
    .where('id', '=', row.training_id)
    .executeTakeFirstOrThrow()
  const about = {
    training: slug,
    certificate: row.id,
    ...(row.registration_id && { registration: row.registration_id }),
  }
  await recordEvents(system, [{ event: 'certificate.revoked', ...about }], now).execute(tx)
  if (replacedBy === null) await tellEnd(system, tx, row, now)
}

async function tellEnd(system: System, tx: Tx, { registration_id }: CertificateRow, now: string): Promise<void> {
  const people = await tx
    .selectFrom('registration')
    .select(['id', 'training_id', 'lang', 'email', 'group_id'])
    .where('id', '=', registration_id)
    .where('email', 'is not', null)
    .execute()
  await notifyPeople(system, tx, people, { kind: 'certificate-revoked', now, dueAt: now })
}

/** @throws {ProblemError} `not-found` */
export async function findCertificate(db: Kysely<Tables>, serial: string): Promise<CertificateRow> {
  const row = await db.selectFrom('certificate').selectAll().where('serial', '=', serial).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return row
}

/** @throws {ProblemError} `not-found`; `wrong-status` if it was taken back before */
export const revokeCertificate = (system: System, serial: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const { training_id } = await findCertificate(tx, serial)
    await lockTraining(system.db, tx, training_id)
    const row = await findCertificate(tx, serial)
    if (row.revoked_at !== null) throw new ProblemError('wrong-status')
    await takeBack(system, tx, row, null)
  })

/**
 * Replaces a certificate by one that says what is true now, like a corrected name.
 * @returns its number
 * @throws {ProblemError} `not-found`; `wrong-status` if it was taken back, or if no credit is left
 */
export async function replaceCertificate(system: System, serial: string): Promise<string> {
  const row = await findCertificate(system.db.reader, serial)
  const standing = (await readStandings(system, row.training_id)).find(({ certificate }) => certificate?.id === row.id)
  if (!standing || standing.grant.missing) throw new ProblemError('wrong-status')
  await issueOne(system, standing)
  const { replaced_by } = await findCertificate(system.db.reader, serial)
  if (replaced_by === null) throw new ProblemError('wrong-status')
  return replaced_by
}

/**
 * Sends someone whose certificate was taken back another one.
 * @throws {ProblemError} `wrong-status` if they have one, if no credit is left, or if that one was not the last
 */
export async function sendAgain(system: System, serial: string): Promise<void> {
  const row = await findCertificate(system.db.reader, serial)
  const standing = (await readStandings(system, row.training_id)).find(({ takenBack }) => takenBack?.id === row.id)
  if (!standing || standing.grant.missing) throw new ProblemError('wrong-status')
  await issueOne(system, standing)
}

async function issueOne(system: System, standing: Standing): Promise<void> {
  const source = await readSource(system, standing.registration.training_id)
  const issued = await system.db.transaction((tx) => issueSome(system, tx, source, [standing]))
  if (issued === 0) throw new ProblemError('wrong-status')
}
