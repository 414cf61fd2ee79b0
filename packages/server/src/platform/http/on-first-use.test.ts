import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test } from 'mocha'

/** Returns the addresses of every module that a program loads which imports a file of ours. */
async function modulesOf(file: string): Promise<string[]> {
  const script = `
    const { registerHooks } = await import('node:module')
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    await import('${new URL(file, import.meta.url).href}')
    console.log(JSON.stringify(loaded))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  return JSON.parse(stdout)
}

test('a server that starts loads nothing that it may never need', async () => {
  const needless =
    /\/src\/(?:organizers\/(?:api\/organizers-api|(?:pages|files|accounts)\/routes)|words\/admin|delivery\/smtp)\.ts$|\/(?:@simplewebauthn|@napi-rs|nodemailer|parse5|fflate)\//
  assert.deepEqual(
    (await modulesOf('../../start/serve.ts')).filter((url) => needless.test(url)),
    [],
  )
  const used = await modulesOf('../../organizers/api/organizers-api.ts')
  assert.ok(
    used.some((url) => needless.test(url)),
    'the test knows what to look for',
  )
})
