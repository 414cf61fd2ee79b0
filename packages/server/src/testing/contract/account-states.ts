import { type Json, someone, type TestApp } from '../servers/test-app.ts'

/** Accounts and keys, each made through the API. */

export const accountInput = () => ({ email: someone()['email'], name: 'Dana Ortiz', role: 'auditor' })
export const keyInput = { name: 'Nightly export', role: 'auditor', days: 90 }

const create = async ({ admin }: TestApp, path: string, input: object): Promise<Json> => {
  const { status, body } = await admin('POST', path, input)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}

export async function account(running: TestApp) {
  const { id, email } = await create(running, '/accounts', accountInput())
  return { id: id as string, email: email as string }
}

/** The one account that is an owner. */
export async function onlyOwner(running: TestApp) {
  const { id } = await create(running, '/accounts', { ...accountInput(), role: 'owner' })
  for (const other of (await running.admin('GET', '/accounts?limit=200')).body.accounts)
    if (other.role === 'owner' && other.id !== id) await running.admin('DELETE', `/accounts/${other.id}`)
  return { id: id as string }
}

/** An account with a passkey, as a browser would have added it. */
export async function passkey(running: TestApp) {
  const { id } = await account(running)
  const own = running.context.newId()
  await running.context.db.transaction((tx) =>
    tx
      .insertInto('auth_passkey')
      .values({
        id: own,
        user_id: id,
        name: 'Firefox, Linux',
        public_key: 'key',
        credential_id: own,
        counter: 0,
        transports: null,
        created_at: running.context.now().toISOString(),
      })
      .execute(),
  )
  return { id, passkey: own }
}

export async function key(running: TestApp) {
  return { id: (await create(running, '/keys', keyInput)).id as string }
}
