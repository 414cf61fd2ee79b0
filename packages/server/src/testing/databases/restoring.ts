import assert from 'node:assert/strict'
import { look, type startServerProcess } from '../servers/server.ts'
import type { SmtpForTests } from '../servers/smtp.ts'
import { adminToken, someone } from '../servers/test-app.ts'

/** Someone who is told apart by the name before the @. */
export const named = (name: string) => ({
  ...someone(),
  email: `${name}@example.org`,
  givenName: name,
  familyName: `${name}son`,
})

/** Returns who is registered, by the names before the @. */
export const emails = (url: string) =>
  look(url, async ({ reader }) => {
    const rows = await reader.selectFrom('registration').select('email').orderBy('email').execute()
    return rows.map(({ email }) => email?.split('@')[0])
  })

type Server = Awaited<ReturnType<typeof startServerProcess>>

export async function signUp({ url }: Server, person: ReturnType<typeof someone>) {
  const response = await fetch(`${url}/api/v1/trainings/t-0/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ people: [person] }),
  })
  assert.equal(response.status, 201)
}

export async function erase(server: Server, url: string, email: string) {
  const { id } = await look(url, ({ reader }) =>
    reader.selectFrom('registration').select('id').where('email', '=', email).executeTakeFirstOrThrow(),
  )
  const headers = { authorization: `Bearer ${adminToken}` }
  const response = await fetch(`${server.url}/api/v1/admin/registrations/${id}`, { method: 'DELETE', headers })
  assert.equal(response.status, 204)
}

export const stop = async (server: Server) => {
  server.child.kill('SIGINT')
  assert.equal(await server.ended, 0)
}

/** Returns whose emails an email server has taken, by the names before the @. */
export const mailedBy = ({ received }: SmtpForTests): string[] =>
  received
    .flatMap(({ recipients }) => recipients.map((one) => one.split('@')[0] ?? ''))
    .toSorted((one, other) => one.localeCompare(other))
