import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startSignup } from '../kit/signup.ts'
import { pack, run, startProject } from './fresh-project.ts'

const example = join(import.meta.dirname, '../../examples/api-client/roster.ts')

test('the client’s package, in a project of its own, reads a real server’s roster', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'client-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const signup = await startSignup()
  t.after(() => signup.stop())
  const project = await startProject(
    { 'roster.ts': await readFile(example, 'utf8') },
    { '@training-signup/client': `file:${await pack('client', folder)}` },
  )
  t.after(() => project.remove())
  await project.install()

  for (const familyName of ['Reyes', 'Brooks'])
    await signup.admin('registrations', 'POST', {
      training: 'citizens',
      channel: 'phone',
      people: [{ givenName: 'Ada', familyName, email: `${familyName}@example.org` }],
    })
  const roster = (token: string) =>
    run(project.folder, 'env', `SERVER=${signup.api}`, `TOKEN=${token}`, process.execPath, 'roster.ts', 'citizens')
  const printed = await roster(signup.token)
  assert.ok(printed.indexOf('Brooks, Ada') < printed.indexOf('Reyes, Ada'), printed)
  await assert.rejects(roster('wrong'), /Send a valid bearer token/)
})
