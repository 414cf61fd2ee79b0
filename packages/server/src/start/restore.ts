import { existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { App } from '../core/context.ts'
import { eraseAgain } from '../core/erasing/erase-again.ts'
import { wipeFile } from '../core/erasing/wipe-file.ts'
import { hold } from '../core/outbox/hold.ts'
import { deleteProofs } from '../core/proof/proofs.ts'
import { type Before, settleRestored } from '../delivery/settle-restored.ts'
import { type Config, StartError } from '../platform/config.ts'
import { isDamaged } from '../platform/db/failures.ts'
import { appendJournal, fileErasures, journalFile, readJournal } from '../platform/ops/erasure-journal.ts'
import { check, copyPrivately, fileOf, sync } from './backup.ts'
import { openContext } from './serve.ts'

const patienceMs = 2_000

/**
 * Puts a backup in the place of the database, whose file is kept. Erases again who was erased since
 * the backup, and has emails and webhooks wait.
 * @returns what to print
 * @throws {StartError} in one sentence; then nothing was changed
 */
export async function restore(config: Config, file: string): Promise<string[]> {
  if (!config.databaseUrl.startsWith('sqlite:'))
    throw new StartError('With PostgreSQL, use pg_restore, and then: restored [FILE of erasures]')
  const target = fileOf(config)
  if (!existsSync(file)) throw new StartError(`Can’t read the file ${file}.`)
  const registrations = check(file)
  // On a new machine nothing is there yet.
  mkdirSync(path.dirname(target), { recursive: true })
  const copy = `${target}.restoring`
  const old = openAlone(target)
  try {
    for (const end of ['', '-wal', '-shm', '.erased']) rmSync(copy + end, { force: true })
    copyPrivately(file, copy)
    const secret = [`${file}.secret`, `${target}.secret`].find((one) => existsSync(one))
    if (secret) copyPrivately(secret, `${copy}.secret`)
    const { before, erased } = old ? readBefore(old, copy) : {}
    for (const one of [journalFile(config.databaseUrl), `${file}.erased`])
      appendJournal(`${copy}.erased`, readJournal(one))
    if (erased) appendJournal(`${copy}.erased`, erased)
    const { again, at } = await prepare({ ...config, logLevel: 'error', databaseUrl: `sqlite:${copy}` }, before)
    const kept = swap(target, copy, at)
    return [
      `Restored ${file} (registrations: ${registrations}). Erased again: ${again}.`,
      ...(kept
        ? [`The database before is in ${kept}. Delete it once you don’t need it: it holds who was erased since.`]
        : []),
      ...(before ? [] : ['What left since the backup can’t be read, so emails that were due count as sent.']),
      'Emails and webhooks wait. Start the server, look at the lists, and then: release',
    ]
  } finally {
    old?.close()
    for (const end of ['', '-wal', '-shm', '.secret', '.erased']) rmSync(copy + end, { force: true })
  }
}

/** Does to a restored database what keeps it from harming anyone, before a server opens it. */
async function prepare(config: Config, before: Before | undefined): Promise<{ again: number; at: Date }> {
  const { context, close } = await openContext(config)
  try {
    const again = await markRestored(context, journalFile(config.databaseUrl), before)
    await wipeFile(context, { isLast: true })
    await fileErasures(context)
    return { again, at: context.now() }
  } finally {
    await close()
  }
}

/**
 * Holds emails and webhooks, settles what had left, ends sessions, and erases again who is in the
 * file of erasures.
 * @returns how many it erased
 */
export async function markRestored(context: App, erasures: string, before?: Before): Promise<number> {
  await context.db.transaction(async (tx) => {
    await hold(tx, context.now().toISOString())
    await settleRestored(context, tx, before)
    for (const table of ['auth_session', 'single_use'] as const) await tx.deleteFrom(table as 'auth_session').execute()
    await deleteProofs(tx, tx.selectFrom('proof').select('id').where('subject', '=', 'sign-in')).execute()
  })
  return eraseAgain(context, readJournal(erasures))
}

/**
 * Opens the database so that no one else can, until it is closed. Returns undefined if there is
 * none, or if it is too damaged to open.
 * @throws {StartError} if a server uses it
 */
export function openAlone(file: string): DatabaseSync | undefined {
  if (!existsSync(file)) return undefined
  const db = new DatabaseSync(file, { timeout: patienceMs })
  try {
    // Leaving the write-ahead log needs the file for oneself: each connection to it holds a lock for
    // as long as it is open, and the system lets go of it when a process dies.
    db.exec('pragma locking_mode = exclusive; pragma journal_mode = delete; begin exclusive; commit')
    const [mode] = Object.values(db.prepare('pragma journal_mode').get() ?? {})
    if (mode !== 'delete') throw Object.assign(new Error('locked'), { errcode: 5 })
    return db
  } catch (error) {
    db.close()
    if (isDamaged(error)) return undefined
    throw new StartError(`A server or a command is using ${file}. Stop it first.`)
  }
}

/** Reads what has left and who was erased since the backup, if the old database is of the same version. */
function readBefore(old: DatabaseSync, copy: string): { before?: Before; erased?: Map<string, string> } {
  try {
    const row = (sql: string) => {
      const statement = old.prepare(sql)
      return (...values: string[]) => statement.get(...values) as never
    }
    old.prepare('attach ? as backup').run(copy)
    const leftMails = old
      .prepare(
        `select id, kind, coalesce(registration_id, group_id, training_id) as subject from main.outbox as mail
        where outcome = 'sent' and not exists (select 1 from backup.outbox where id = mail.id)`,
      )
      .all() as unknown as Before['leftMails']
    old.exec('detach backup')
    const erased = new Map(
      old
        .prepare('select hash, at from erased')
        .all()
        .map(({ hash, at }) => [String(hash), String(at)]),
    )
    const events = row('select id from webhook_event where id = ?')
    const before: Before = {
      mail: row('select outcome, sent_at, last_error from outbox where id = ?'),
      delivery: row('select outcome from webhook_delivery where id = ?'),
      hasEvents: (id) => events(id) !== undefined,
      message: row('select state, sent_to from message where id = ?'),
      reminded: row('select starts_at, reminded_to, is_done from reminded where training_id = ? and kind = ?'),
      leftMails,
    }
    return { before, erased }
  } catch {
    return {}
  }
}

/**
 * Gives the prepared copy the name of the database. That is never missing in between, or a server that starts after a
 * power cut would begin an empty one. Returns the name that the one before has now.
 */
function swap(target: string, copy: string, at: Date): string | undefined {
  const kept = existsSync(target) ? `${target}.before-${at.toISOString().replaceAll(/[:.]/g, '-')}` : undefined
  if (kept) {
    if (existsSync(`${target}.secret`)) copyPrivately(`${target}.secret`, `${kept}.secret`)
    linkSync(target, kept)
    for (const end of ['-wal', '-shm']) if (existsSync(target + end)) renameSync(target + end, kept + end)
  }
  for (const end of ['.erased', '.secret', '']) if (existsSync(copy + end)) renameSync(copy + end, target + end)
  sync(path.dirname(path.resolve(target)))
  return kept
}
