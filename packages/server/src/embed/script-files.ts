import { fileURLToPath } from 'node:url'
import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'
import { type SharedBody, sendShared } from '../shared-response.ts'
import { createFileKeeper } from './kept-file.ts'

export const script = 'training-signup.js'
const widgetFolder = fileURLToPath(new URL('../../../widget/', import.meta.url))
const yearSeconds = 365 * 24 * 60 * 60

const notBuilt = 'The widget is not built yet. Build it with: pnpm --filter @training-signup/widget build\n'

/**
 * The script that partners' pages load, as handlers. Under `v1` it follows the working build, under a version it never
 * changes, so that a page may pin it.
 */
export function createScriptFiles({ demo }: Pick<Config, 'demo'>, folder: string = widgetFolder) {
  const keep = createFileKeeper()
  const manifest = `${folder}/releases/manifest.json`
  const noRelease = async () =>
    new ProblemError('not-found', {
      detail: (await keep(manifest)) ? 'There is no such release.' : `No release exists yet. Use /embed/v1/${script}.`,
    })
  const moving = demo ? 'no-cache' : 'public, max-age=300'

  return {
    async current(c: Context) {
      const file = await keep(`${folder}/dist/${script}`)
      if (!file) return c.text(notBuilt, 503, { 'Cache-Control': 'no-store' })
      return answerFile(c, file, 'text/javascript', moving)
    },
    async release(c: Context) {
      const version = c.req.param('version') ?? ''
      const file = releaseName.test(version) ? await keep(`${folder}/releases/${version}/${script}`) : undefined
      if (!file) throw await noRelease()
      return answerFile(c, file, 'text/javascript', `public, max-age=${yearSeconds}, immutable`)
    },
    async manifest(c: Context) {
      const file = await keep(manifest)
      if (!file) throw await noRelease()
      return answerFile(c, file, 'application/json', moving)
    },
  }
}

// Digits and dots cannot lead out of the folder.
const releaseName = /^\d+\.\d+\.\d+$/

const answerFile = (c: Context, file: SharedBody, type: string, cacheControl: string) =>
  sendShared(c, file, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': cacheControl,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
