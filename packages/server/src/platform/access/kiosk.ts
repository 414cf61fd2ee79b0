import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Tx } from '../db/database.ts'
import type { KioskTable } from '../db/tables/auth.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { type Caller, callerOf } from './caller.ts'
import { doorTimes } from './door-pass.ts'
import { ownCookie } from './own-cookie.ts'
import { allows } from './roles.ts'
import { readScope } from './stored-scope.ts'

const name = 'organizer-kiosk'
const tokenBytes = 32
const minuteMs = 60_000
/** After so many in a minute, everyone is sent to the desk until it is over. */
const mostMisses = 5
const saidMs = 5000

interface Door {
  id: string
  starts_at: string
  ends_at: string
}

/** A browser in which people check themselves in to one training, and nothing else. */
export interface Kiosk {
  id: string
  /** Who started it: what people tap is theirs. */
  caller: Caller
}

/** Whether a kiosk can be started now: as long as doors go on without a session. */
export const isKioskTime = (now: Date, door: Door): boolean => {
  const { from, until } = doorTimes(door)
  return now.getTime() >= from && now.getTime() < until
}

/**
 * Makes the browser that sends this request a kiosk of a training, until an hour after it. The
 * caller ends the session of the browser.
 * @throws {ProblemError} `wrong-status` on another day, and for programs
 */
export async function startKiosk(system: System, c: Context, door: Door): Promise<void> {
  const now = system.now()
  const { id: account, kind } = callerOf(c)
  if (kind !== 'person' || !isKioskTime(now, door)) throw new ProblemError('wrong-status')
  const { until } = doorTimes(door)
  const token = Buffer.from(system.randomBytes(tokenBytes)).toString('base64url')
  const at = now.toISOString()
  const row = { id: idOf(token), training_id: door.id, user_id: account, misses_from: at }
  await system.db.transaction((tx) =>
    tx
      .insertInto('kiosk')
      .values({ ...row, expires_at: new Date(until).toISOString() })
      .execute(),
  )
  ownCookie(system, name).write(c, token, Math.floor((until - now.getTime()) / 1000))
}

/** Returns the kiosk that sends this request, if it is one of this training. */
export async function findKiosk(system: System, c: Context, slug: string): Promise<Kiosk | undefined> {
  const token = tokenOf(system, c)
  if (token === undefined) return undefined
  const found = await system.db.reader
    .selectFrom('kiosk')
    .innerJoin('training', 'training.id', 'training_id')
    .innerJoin('auth_user', 'auth_user.id', 'user_id')
    .selectAll('auth_user')
    .select('training_id')
    .where('kiosk.id', '=', idOf(token))
    .where('training.slug', '=', slug)
    .where('kiosk.expires_at', '>', system.now().toISOString())
    .executeTakeFirst()
  if (!found) return undefined
  const { role, scope } = readScope(found)
  const reaches = scope.trainings === 'all' || scope.trainings.includes(found.training_id)
  if (!allows(role, 'check-in') || !reaches) return undefined
  const { id, lang } = found
  const reach = { ...scope, trainings: [found.training_id] }
  return { id: idOf(token), caller: { id, kind: 'person', name: found.name, lang, role: 'door', scope: reach } }
}

/** Makes a browser an ordinary one again. */
export async function endKiosk(system: System, c: Context): Promise<void> {
  const token = tokenOf(system, c)
  if (token === undefined) return
  await system.db.transaction((tx) => tx.deleteFrom('kiosk').where('id', '=', idOf(token)).execute())
  ownCookie(system, name).remove(c)
}

/** Ends the kiosks of an account, wherever they are, with its sessions. */
export const endKiosks = (tx: Tx, userId: string): Promise<unknown> =>
  tx.deleteFrom('kiosk').where('user_id', '=', userId).execute()

/**
 * Counts a miss before someone is looked up, so that guesses at the same time count each other.
 * Returns whether there were too many.
 */
export async function countMiss(system: System, { id }: Kiosk): Promise<boolean> {
  const now = system.now()
  const [at, before] = [now.toISOString(), new Date(now.getTime() - minuteMs).toISOString()]
  return system.db.transaction(async (tx) => {
    const own = tx.updateTable('kiosk').where('id', '=', id)
    const anew = await own.set({ misses: 1, misses_from: at }).where('misses_from', '<=', before).executeTakeFirst()
    if (anew.numUpdatedRows > 0n) return false
    const more = own.set((eb) => ({ misses: eb('misses', '+', 1) })).where('misses', '<', mostMisses)
    return (await more.executeTakeFirst()).numUpdatedRows === 0n
  })
}

/** Takes back a miss: someone was found. */
export const takeBackMiss = ({ db }: System, { id }: Kiosk): Promise<unknown> =>
  db.transaction((tx) =>
    tx
      .updateTable('kiosk')
      .set((eb) => ({ misses: eb('misses', '-', 1) }))
      .where('id', '=', id)
      .where('misses', '>', 0)
      .execute(),
  )

export type SaidAtKiosk = Pick<KioskTable, 'said' | 'said_to' | 'said_at' | 'said_time'>

/** Notes what a kiosk says, so that the page after the form can show it for five seconds. */
export const noteSaid = ({ db }: System, { id }: Kiosk, said: SaidAtKiosk): Promise<unknown> =>
  db.transaction((tx) => tx.updateTable('kiosk').set(said).where('id', '=', id).execute())

/** Returns what a kiosk says now. */
export async function readSaid({ db, now }: System, { id }: Kiosk): Promise<SaidAtKiosk | undefined> {
  const since = new Date(now().getTime() - saidMs).toISOString()
  const columns = ['said', 'said_to', 'said_at', 'said_time'] as const
  const found = db.reader.selectFrom('kiosk').select(columns).where('id', '=', id).where('said_at', '>', since)
  return found.executeTakeFirst()
}

function tokenOf(system: System, c: Context): string | undefined {
  const value = ownCookie(system, name).read(c)
  return value && /^[\w-]{43}$/.test(value) ? value : undefined
}

const idOf = (token: string) => createHash('sha256').update(token).digest('base64url')
