import { fileURLToPath } from 'node:url'
import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'
import { chooseEncoding, createFileKeeper, type KeptFile } from './kept-file.ts'

export const script = 'training-signup.js'
const widgetFolder = fileURLToPath(new URL('../../../widget/', import.meta.url))
const year = 365 * 24 * 60 * 60

const notBuilt = 'The widget is not built yet. Build it with: pnpm --filter @training-signup/widget build\n'

/**
 * The script that partners' pages load, as handlers. Under `v1` it follows the working build, under a version it never
 * changes, so that a page may pin it.
 */
export function createScriptFiles({ demo }: Pick<Config, 'demo'>, folder: string = widgetFolder) {
  const keep = createFileKeeper()
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
      if (!file) throw new ProblemError('not-found', { detail: 'There is no such release.' })
      return answerFile(c, file, 'text/javascript', `public, max-age=${year}, immutable`)
    },
    async manifest(c: Context) {
      const file = await keep(`${folder}/releases/manifest.json`)
      if (!file) throw new ProblemError('not-found', { detail: 'Nothing has been released yet.' })
      return answerFile(c, file, 'application/json', moving)
    },
  }
}

// Digits and dots cannot lead out of the folder.
const releaseName = /^\d+\.\d+\.\d+$/

function answerFile(c: Context, { tag, bytes }: KeptFile, type: string, cacheControl: string): Response {
  const encoding = chooseEncoding(c.req.header('accept-encoding'))
  const etag = `"${tag}-${encoding}"`
  const headers = {
    'Cache-Control': cacheControl,
    ETag: etag,
    Vary: 'Accept-Encoding',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
  }
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
  const body = bytes[encoding]
  return c.body(body, 200, {
    ...headers,
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': String(body.length),
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  })
}

// Proxies that recompress weaken a tag with `W/`; the content is the same.
const isKnown = (ifNoneMatch: string | undefined, etag: string) =>
  ifNoneMatch?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag) ?? false
