import type { Context } from 'hono'
import type { Config } from '../../platform/config.ts'
import { staleIfError } from '../../platform/http/kept-by-proxies.ts'
import { type SharedBody, sendShared } from '../../platform/http/shared-response.ts'
import { ProblemError } from '../../platform/problem.ts'
import { createFileCache } from './cached-file.ts'
import { createManifestReader, script, widgetFolder } from './manifest.ts'

const yearSeconds = 365 * 24 * 60 * 60
const forGood = `public, max-age=${yearSeconds}, immutable`

const notBuilt = 'The widget is not built yet. Build it with: pnpm --filter @training-signup/widget build\n'

/**
 * Creates handlers for the script that partners' pages load. `v1` follows the working build. A
 * version never changes, so that a page may pin it.
 */
export function createScriptFiles({ demo }: Pick<Config, 'demo'>, folder: string = widgetFolder) {
  const keep = createFileCache()
  const readManifest = createManifestReader(`${folder}/releases`)
  const manifest = `${folder}/releases/manifest.json`
  const noRelease = async () =>
    new ProblemError('not-found', {
      detail: (await keep(manifest))
        ? 'No release has this version.'
        : `There are no releases yet. Use /embed/v1/${script}.`,
    })
  const moving = demo ? 'no-cache' : `public, max-age=300, ${staleIfError}`

  return {
    async current(c: Context) {
      const file = await keep(`${folder}/dist/${script}`)
      if (!file) return c.text(notBuilt, 503, { 'Cache-Control': 'no-store' })
      return answerFile(c, file, 'text/javascript', moving)
    },
    async release(c: Context) {
      const { version = '', file: name = '' } = c.req.param()
      const files = new Map(Object.entries(await readManifest())).get(version)
      if (!files) throw await noRelease()
      // Releases before 1.2.0 have a second script, which the first one loads.
      const isScript = Object.hasOwn(files, name) && name.endsWith('.js')
      const file = isScript ? await keep(`${folder}/releases/${version}/${name}`) : undefined
      if (!file) throw new ProblemError('not-found', { detail: 'This release has no such script.' })
      return answerFile(c, file, 'text/javascript', forGood)
    },
    async manifest(c: Context) {
      const file = await keep(manifest)
      if (!file) throw await noRelease()
      return answerFile(c, file, 'application/json', moving)
    },
  }
}

const answerFile = (c: Context, file: SharedBody, type: string, cacheControl: string) =>
  sendShared(c, file, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': cacheControl,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
