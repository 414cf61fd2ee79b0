import { type Account, type AccountInput, type AccountPatch, accessFault } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import { canonicalAddress } from '../../core/people/person.ts'
import { readOrganizerName } from '../../core/trainings/organizer-defaults.ts'
import { notifyAccount, notifyOwners } from '../../delivery/kinds/account-notices.ts'
import { accountMail } from '../../delivery/kinds/sign-in-mails.ts'
import type { Caller } from '../../platform/access/caller.ts'
import { endDoorPasses } from '../../platform/access/door-pass.ts'
import { endForbiddenActions } from '../../platform/access/end-forbidden-actions.ts'
import { endKiosks } from '../../platform/access/kiosk.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { AuthUserTable } from '../../platform/db/tables/auth.ts'
import { logFailure } from '../../platform/ops/log-failure.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { type Access, presentAccess, storeAccess } from './scope.ts'

type Row = Selectable<AuthUserTable>

/** Returns all accounts, by name. */
export const listAccounts = async (db: Kysely<Tables>): Promise<Account[]> =>
  present(db, await db.selectFrom('auth_user').selectAll().orderBy('name').orderBy('id').execute())

/** @throws {ProblemError} `not-found` */
export async function readAccount(db: Kysely<Tables>, id: string): Promise<Account> {
  const [account] = await present(db, await db.selectFrom('auth_user').selectAll().where('id', '=', id).execute())
  if (!account) throw new ProblemError('not-found')
  return account
}

export const findAccount = (db: Kysely<Tables>, email: string): Promise<Row | undefined> =>
  db.selectFrom('auth_user').selectAll().where('email', '=', canonicalAddress(email)).executeTakeFirst()

/**
 * Adds someone who can then sign in.
 * @throws {ProblemError} `address-taken`, `invalid-input`
 */
export function addAccount(system: System, input: AccountInput): Promise<Account> {
  return system.db.transaction(async (tx) => {
    if (await findAccount(tx, input.email)) throw new ProblemError('address-taken')
    const at = system.now().toISOString()
    const id = system.newId()
    const access = await storeAccess(tx, input)
    const { name, lang } = input
    const email = canonicalAddress(input.email)
    const row = { id, name, email, lang, ...access, created_at: at, updated_at: at }
    await tx.insertInto('auth_user').values(row).execute()
    if (access.role === 'owner') await notifyOwners(system, tx, { id, name, email })
    return readAccount(tx, id)
  })
}

/** Tells someone who added them, and where to sign in. Returns whether the email was sent. */
export async function inviteAccount(
  system: System,
  account: Pick<Account, 'email' | 'lang'>,
  by?: Pick<Caller, 'kind' | 'name'>,
): Promise<boolean> {
  if (!system.sendMail) return false
  try {
    const { email, lang } = account
    const organizer = await readOrganizerName(system)
    await system.sendMail(accountMail(system, { email, lang, organizer }, by?.kind === 'person' ? by.name : undefined))
    return true
  } catch (error) {
    logFailure(system.log, error, {}, 'could not tell someone about their account')
    return false
  }
}

/**
 * Changes an account. With another role or scope its sessions and keys end: they were given for the
 * old one. What it decided, still waits, and it could not decide now is undone.
 * @param patch What to change. A function gets the account under its lock, and can refuse.
 * @throws {ProblemError} `not-found`, `invalid-input`, `last-owner`
 */
export function changeAccount(
  system: System,
  id: string,
  patch: AccountPatch | ((present: Account) => AccountPatch),
): Promise<Account> {
  return system.db.transaction(async (tx) => {
    const before = await lockAccount(system, tx, id)
    const next = fit({ ...before, ...withoutUndefined(typeof patch === 'function' ? patch(before) : patch) })
    if (before.role === 'owner' && next.role !== 'owner') await requireOtherOwner(tx, id)
    const access = await storeAccess(tx, next, id)
    const { name, lang } = next
    await tx
      .updateTable('auth_user')
      .set({ name, lang, ...access, updated_at: system.now().toISOString() })
      .where('id', '=', id)
      .execute()
    if (isOtherAccess(before, next)) {
      await tx.deleteFrom('auth_session').where('user_id', '=', id).execute()
      await endDoorPasses(tx, id)
      await endKiosks(tx, id)
      await tx.deleteFrom('auth_key').where('user_id', '=', id).execute()
      await endForbiddenActions(tx, system.now().toISOString())
      await notifyAccount(system, tx, id, 'access-changed')
      if (next.role === 'owner' && before.role !== 'owner') await notifyOwners(system, tx, { ...next, id })
    }
    return readAccount(tx, id)
  })
}

/**
 * Removes an account with its sessions, passkeys, and keys, and undoes what it decided and still
 * waits.
 * @throws {ProblemError} `not-found`, `last-owner`
 */
export function removeAccount(system: System, id: string): Promise<void> {
  return system.db.transaction(async (tx) => {
    const { role } = await readAccount(tx, id)
    if (role === 'owner') await requireOtherOwner(tx, id)
    await tx.deleteFrom('auth_user').where('id', '=', id).execute()
    await endForbiddenActions(tx, system.now().toISOString())
    // What its links lead to.
    await tx.deleteFrom('single_use').where('value', '=', id).execute()
  })
}

function fit(next: Account): Account {
  const fault = accessFault(next)
  if (!fault) return next
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: `/${fault.member}`, code: 'format', message: fault.message }],
  })
}

const withoutUndefined = (patch: AccountPatch): Partial<Account> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))

const isOtherAccess = (before: Access, next: Access) =>
  before.role !== next.role ||
  JSON.stringify(before.trainings) !== JSON.stringify(next.trainings) ||
  before.agency !== next.agency ||
  before.partner !== next.partner

/** Locks the owners too, in one order: taking someone's ownership looks at all of them. */
async function lockAccount({ db }: System, tx: Tx, id: string): Promise<Account> {
  if (db.name === 'postgres')
    await tx
      .selectFrom('auth_user')
      .select('id')
      .where(({ eb, or }) => or([eb('id', '=', id), eb('role', '=', 'owner')]))
      .orderBy('id')
      .forUpdate()
      .execute()
  return readAccount(tx, id)
}

/** Locks the owners, so that two of them cannot remove each other in the same moment. */
async function requireOtherOwner(tx: Tx, id: string) {
  const owners = await tx
    .updateTable('auth_user')
    .set({ role: 'owner' })
    .where('role', '=', 'owner')
    .returning('id')
    .execute()
  if (owners.every((owner) => owner.id === id)) throw new ProblemError('last-owner')
}

async function present(db: Kysely<Tables>, rows: Row[]): Promise<Account[]> {
  const access = await presentAccess(db, rows)
  const seen = await db
    .selectFrom('auth_session')
    .select(({ fn }) => ['user_id', fn.max('updated_at').as('at')])
    .groupBy('user_id')
    .execute()
  const seenAt = new Map(seen.map(({ user_id: id, at }) => [id, at]))
  return rows.flatMap(({ id, email, name, lang, created_at: createdAt }, index) => {
    const own = access[index]
    return own ? [{ id, email, name, ...own, lang, lastSeenAt: seenAt.get(id) ?? null, createdAt }] : []
  })
}
