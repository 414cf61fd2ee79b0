import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { watchScript } from './watch.ts'

const built = join(import.meta.dirname, '../../packages/widget/dist')

/** A page that was built without the sign-up in mind. Everything but its path has a default. */
export interface HostilePage {
  /** Attributes of the `html` tag. */
  attributes?: string
  head?: string
  /** Content above the sign-up. */
  above?: string
  /** The pasted sign-up. */
  pasted?: string
  policy?: string
  headers?: Record<string, string>
  doctype?: string
  /** A script tag that loads the watch in another way than usual. */
  watchTag?: string
  type?: string
  /** Delays the response until this has settled. */
  after?: Promise<unknown>
}

interface Served {
  text: string
  type: string
  headers: Record<string, string>
  after: Promise<unknown> | undefined
}

type Late = { type?: string; headers?: Record<string, string>; after?: Promise<unknown> | undefined }

/**
 * Serves the given files from an origin with a host name, so that it is another site than the
 * sign-up's 127.0.0.1.
 */
async function startServer() {
  const served = new Map<string, Served>()
  const takers = new Map<string, (note: string) => void>()
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const take = takers.get(pathname)
    if (take) {
      take(await text(request))
      return response.writeHead(204).end()
    }
    const found = served.get(pathname)
    if (!found) return response.writeHead(404).end()
    await found.after
    return response.writeHead(200, { 'Content-Type': found.type, ...found.headers }).end(found.text)
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    put(path: string, body: string, { type = 'text/javascript', headers = {}, after }: Late = {}) {
      served.set(path, { text: body, type: `${type}; charset=utf-8`, headers, after })
      return origin + path
    },
    /** A path of its own, because engines run at the same time, and what a page will send there. */
    expectNote() {
      const path = `/note-${takers.size}`
      const { promise, resolve } = Promise.withResolvers<string>()
      takers.set(path, resolve)
      return { path, note: promise }
    },
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Starts a site that serves any given page. */
export async function startHostileSite(api: string) {
  const { origin, put, expectNote, stop } = await startServer()
  const script = `${api}/embed/v1/training-signup.js`
  const scriptTag = `<script type="module" src="${script}" crossorigin="anonymous"></script>`
  put('/watch.js', watchScript)
  let pages = 0

  return {
    api,
    origin,
    script,
    put,
    expectNote,
    scriptTag,
    /** Serves a folder of scripts. The returned URL ends in a slash. */
    putFolder(path: string, folder: string) {
      for (const name of globSync('**/*.js', { cwd: folder, exclude: ['node_modules'] }))
        put(path + name, readFileSync(join(folder, name), 'utf8'))
      return origin + path
    },
    /** Returns the sign-up's built scripts, for pages that serve their own copies. */
    copyOfScripts: () =>
      Object.fromEntries(
        globSync('*.js', { cwd: built }).map((name) => [name, readFileSync(join(built, name), 'utf8')]),
      ),
    element: (attributes = 'training="first-responders"') => elementOf(api, attributes),
    /** Sets the page to show from now on, and returns its URL. */
    show({ policy, headers, type = 'text/html', after, ...page }: HostilePage) {
      pages += 1
      const document = documentOf({ pasted: `${scriptTag}\n${elementOf(api, 'training="first-responders"')}`, ...page })
      return put(`/page-${pages}`, document, {
        type,
        after,
        headers: { ...headers, ...(policy && { 'Content-Security-Policy': policy }) },
      })
    },
    stop,
  }
}
export type HostileSite = Awaited<ReturnType<typeof startHostileSite>>

const elementOf = (api: string, attributes: string) =>
  `<training-signup api="${api}" partner="we-the-people" ${attributes}>
    <a href="${api}/t/first-responders">Register for the free training</a>
  </training-signup>`

/**
 * Puts the page's own elements, whose styles are watched, around the sign-up. Also well-formed as
 * XML.
 */
const documentOf = ({
  doctype = '<!DOCTYPE html>',
  attributes = 'lang="en"',
  head = '',
  watchTag = '<script src="/watch.js"></script>',
  above = '',
  pasted,
}: HostilePage) => `${doctype}
<html ${attributes}>
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Ours</title>
${watchTag}
${head}
</head>
<body>
<header data-own=""><h1>Ours</h1><p>A page <a href="#below">of its own</a>, <button>with a button</button></p></header>
${above}
<main>${pasted}</main>
<footer id="below" data-own=""><p>More of ours <input aria-label="Search" /> <small>and small print</small></p></footer>
</body>
</html>`
