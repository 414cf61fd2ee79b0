import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from 'hono'
import type { Config } from '../../platform/config.ts'

export const pluginPath = '/embed/training-signup.zip'

const source = fileURLToPath(new URL('../../../../../examples/wordpress/', import.meta.url))
const unset = "const TRAINING_SIGNUP_HOST = '';"

/**
 * Creates the handler for the WordPress plugin, as WordPress takes it for upload. The copy that a
 * sponsor gets here has this server's address already in it.
 */
export function createWordPressPlugin({ publicUrl }: Pick<Config, 'publicUrl'>) {
  let zip: Uint8Array<ArrayBuffer> | undefined
  return async function sendPlugin(c: Context) {
    zip ??= await zipPlugin(publicUrl)
    return c.body(zip, 200, { 'Content-Type': 'application/zip', 'Cache-Control': 'no-cache' })
  }
}

async function zipPlugin(publicUrl: string) {
  // Only loaded when needed.
  const { zipSync } = await import('fflate')
  const names = globSync('training-signup/**', { cwd: source }).filter((name) => statSync(join(source, name)).isFile())
  const files = names.map((name) => {
    const text = readFileSync(join(source, name), 'utf8')
    return [name, Buffer.from(text.replace(unset, () => unset.replace("''", phpText(publicUrl))))] as const
  })
  // The same files give the same bytes on any day.
  return zipSync(Object.fromEntries(files), { mtime: '1980-01-01T12:00:00' })
}

const phpText = (text: string) => `'${text.replaceAll(/['\\]/g, '\\$&')}'`
