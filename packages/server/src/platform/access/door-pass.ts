import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Tx } from '../db/database.ts'
import type { System } from '../system.ts'
import { type Caller, callerOf } from './caller.ts'
import { ownCookie } from './own-cookie.ts'
import { allows } from './roles.ts'
import { readScope } from './stored-scope.ts'

const name = 'organizer-door'
const tokenBytes = 32
const hourMs = 60 * 60_000
/** Doors are tried out in the morning, or the evening before. */
const earliestMs = 12 * hourMs
const latestMs = hourMs

/** What a pass opens: the door's page with its buttons, its list, marks, and walk-ins. */
const doorPath =
  /^\/admin\/door\/([a-z0-9-]+)(?:\/(?:kept|walk-in)|\/([\da-f-]{36})\/(?:check-in|check-out|undo|seat))?$/
const marksPath = /^\/api\/v1\/admin\/trainings\/([a-z0-9-]+)\/(?:door|marks|walk-ins)$/
const checkInPath = /^\/api\/v1\/admin\/registrations\/([\da-f-]{36})\/check-in$/

interface DoorDates {
  starts_at: string
  ends_at: string
}

/** Returns from when until when a door goes on without a session. */
export const doorTimes = ({ starts_at, ends_at }: DoorDates): { from: number; until: number } => ({
  from: Date.parse(starts_at) - earliestMs,
  until: Date.parse(ends_at) + latestMs,
})

interface Door extends DoorDates {
  id: string
}

/**
 * Lets this browser go on checking in at one door when the session of its account has ended: from
 * half a day before the training until an hour after it. Does nothing for programs, nor for someone
 * who is here by a pass.
 */
export async function giveDoorPass(system: System, c: Context, door: Door): Promise<void> {
  const caller = callerOf(c)
  const now = system.now().getTime()
  const { from, until } = doorTimes(door)
  if (caller.kind !== 'person' || isByPass(c) || !allows(caller.role, 'check-in')) return
  if (now < from || now >= until) return
  const present = tokenOf(system, c)
  const isTheirs = present !== undefined && (await ownerOf(system, present)) === caller.id
  const token = isTheirs ? present : Buffer.from(system.randomBytes(tokenBytes)).toString('base64url')
  const row = { id: idOf(token), training_id: door.id, user_id: caller.id, expires_at: new Date(until).toISOString() }
  await system.db.unsynced(async (tx) => {
    // A shared phone goes from one person to the next.
    if (present !== undefined && !isTheirs) await tx.deleteFrom('door_pass').where('id', '=', idOf(present)).execute()
    const inserted = tx.insertInto('door_pass').values(row)
    await inserted.onConflict((conflict) => conflict.columns(['id', 'training_id']).doNothing()).execute()
  })
  ownCookie(system, name).write(c, token, Math.floor((until - now) / 1000))
}

/**
 * Returns who checks in with a pass, where the request is one that a pass allows: with the role of
 * the door, and for its training only.
 */
export async function findDoorPass(system: System, c: Context): Promise<Caller | undefined> {
  const token = tokenOf(system, c)
  const training = token === undefined ? undefined : await trainingIn(system, c.req.path)
  if (token === undefined || training === undefined) return undefined
  const found = await system.db.reader
    .selectFrom('door_pass')
    .innerJoin('auth_user', 'auth_user.id', 'user_id')
    .selectAll('auth_user')
    .where('door_pass.id', '=', idOf(token))
    .where('training_id', '=', training)
    .where('expires_at', '>', system.now().toISOString())
    .executeTakeFirst()
  if (!found) return undefined
  const { role, scope } = readScope(found)
  const reaches = scope.trainings === 'all' || scope.trainings.includes(training)
  if (!allows(role, 'check-in') || !reaches) return undefined
  c.set(name, true)
  const { id, lang } = found
  return { id, kind: 'person', name: found.name, lang, role: 'door', scope: { ...scope, trainings: [training] } }
}

const isByPass = (c: Context) => c.get(name) === true

/**
 * Whether an account can still check people in. A browser asks when it is no longer let in, to know
 * whether it may keep the day's list: it knows the account's id, which no one else does.
 */
export async function mayCheckIn({ db }: System, userId: string): Promise<boolean> {
  const found = await db.reader.selectFrom('auth_user').selectAll().where('id', '=', userId).executeTakeFirst()
  return found !== undefined && allows(readScope(found).role, 'check-in')
}

/** Ends the passes of this browser. */
export async function endDoorPass(system: System, c: Context): Promise<void> {
  const token = tokenOf(system, c)
  if (token === undefined) return
  await system.db.transaction((tx) => tx.deleteFrom('door_pass').where('id', '=', idOf(token)).execute())
  ownCookie(system, name).remove(c)
}

/** Ends the passes of an account, wherever they are, with its sessions. */
export const endDoorPasses = (tx: Tx, userId: string): Promise<unknown> =>
  tx.deleteFrom('door_pass').where('user_id', '=', userId).execute()

/** Returns the training whose door a path is about. */
async function trainingIn({ db }: System, path: string): Promise<string | undefined> {
  const [, slug, person] = doorPath.exec(path) ?? marksPath.exec(path) ?? []
  const registration = person ?? checkInPath.exec(path)?.[1]
  const found =
    registration === undefined
      ? slug === undefined
        ? undefined
        : await db.reader.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
      : await db.reader
          .selectFrom('registration')
          .select('training_id as id')
          .where('id', '=', registration)
          .executeTakeFirst()
  return found?.id
}

const ownerOf = async ({ db }: System, token: string) =>
  (await db.reader.selectFrom('door_pass').select('user_id').where('id', '=', idOf(token)).executeTakeFirst())?.user_id

function tokenOf(system: System, c: Context): string | undefined {
  const value = ownCookie(system, name).read(c)
  return value && /^[\w-]{43}$/.test(value) ? value : undefined
}

const idOf = (token: string) => createHash('sha256').update(token).digest('base64url')
