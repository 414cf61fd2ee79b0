// Shows the examples next to `npm start`: node examples/serve.ts → http://localhost:8789/
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

/** What stands in the examples for the sign-up's address and for their own. */
const written = { api: 'http://127.0.0.1:8787', site: 'http://localhost:8789' }
const folder = import.meta.dirname
const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** Where an example's page is: built, where it has to be, or as it was written. */
const placeOf = (example: string) => {
  const source = join(folder, example)
  const place = existsSync(join(source, 'package.json')) ? join(source, 'dist') : source
  return existsSync(join(place, 'index.html')) ? place : undefined
}

/** The headers that the strict example tells a web server to send: what is tested is what is copied. */
function headersOf(example: string): OutgoingHttpHeaders {
  const file = join(folder, example, 'nginx.conf')
  if (!existsSync(file)) return {}
  const lines = readFileSync(file, 'utf8').matchAll(/^add_header (\S+) "(.*)" always;$/gm)
  return Object.fromEntries([...lines].map(([, name = '', value]) => [name, value]))
}

function listOfExamples() {
  const examples = readdirSync(folder).filter((name) => placeOf(name))
  const items = examples.map((name) => `<li><a href="/${name}/">${name}</a></li>`)
  return `<!doctype html><html lang="en"><title>Examples</title><h1>Examples</h1><ul>${items.join('')}</ul></html>`
}

function answer(path: string) {
  const [, example = '', name = ''] = /^\/([\w-]+)\/((?:[\w-]+\/)?[\w.-]*)$/.exec(path) ?? []
  const file = join(placeOf(example) ?? folder, name || 'index.html')
  const type = contentTypes[extname(file)]
  if (path === '/') return { type: contentTypes['.html'], text: listOfExamples(), headers: {} }
  if (!placeOf(example) || !type || !existsSync(file)) return undefined
  return { type, text: readFileSync(file, 'utf8'), headers: headersOf(example) }
}

/** Serves every example that needs no building, or is built, each at a path of its own. */
export async function serveExamples({ port = 8789, api = written.api } = {}) {
  let site = ''
  const filledIn = (text: string) => text.replaceAll(written.api, api).replaceAll(written.site, site)
  const server = createServer((request, response) => {
    const found = answer(new URL(request.url ?? '/', site).pathname)
    if (!found) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found')
    for (const [name, value] of Object.entries(found.headers)) response.setHeader(name, filledIn(String(value)))
    return response
      .writeHead(200, { 'Content-Type': found.type, 'Cache-Control': 'no-cache' })
      .end(filledIn(found.text))
  })
  // By name, so that the examples are on another site than the sign-up's 127.0.0.1, not only on another origin.
  server.listen(port, 'localhost')
  await once(server, 'listening')
  site = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    site,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

if (import.meta.main) {
  const { site } = await serveExamples({ api: process.env['SIGNUP_URL'] ?? written.api })
  console.log(`The examples are at ${site}/. They use the server at ${process.env['SIGNUP_URL'] ?? written.api}.`)
}
