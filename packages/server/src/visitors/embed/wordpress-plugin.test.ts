import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { Hono } from 'hono'
import { test } from 'mocha'
import { createWordPressPlugin, pluginPath } from './wordpress-plugin.ts'

const folder = join(import.meta.dirname, '../../../../../examples/wordpress/training-signup')

async function download(publicUrl: string) {
  const response = await new Hono().get(pluginPath, createWordPressPlugin({ publicUrl })).request(pluginPath)
  assert.equal(response.headers.get('content-type'), 'application/zip')
  return unzipSync(new Uint8Array(await response.arrayBuffer()))
}

test('the WordPress plugin can be downloaded, whole, with the server’s address in it', async () => {
  const files = await download("https://signup.example/o'hare")
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join('training-signup', parentPath.slice(folder.length), name))
  assert.deepEqual(Object.keys(files).toSorted(), names.toSorted())
  for (const [name, bytes] of Object.entries(files)) {
    const text = readFileSync(join(folder, '..', name), 'utf8')
    const given = "const TRAINING_SIGNUP_HOST = 'https://signup.example/o\\'hare';"
    assert.equal(
      Buffer.from(bytes).toString(),
      text.replace("const TRAINING_SIGNUP_HOST = '';", () => given),
      name,
    )
  }
  assert.ok(Buffer.from(files['training-signup/training-signup.php'] ?? []).includes("/o\\'hare';"))
})
