// The pages that are measured, bare, on an origin of their own; and the origin on which loaders
// find an empty page.
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

export interface Page {
  head?: string
  /** Holds `id="form"`, where the form is to stand. */
  body: string
  /** The address of the module that puts it there. */
  script: string
  files?: Map<string, Buffer>
}

const drawnMs = 300

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }

// On a network, a page has been drawn when a script comes. On one machine it may not, and then its
// own first drawing would be counted as the script's, or not, by chance. So here the page is drawn
// first.
const around = ({ head = '', body, script }: Page) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>A page</title>
    <link rel="icon" href="data:,">
    ${head}
  </head>
  <body>
    <h1>Training against human trafficking</h1>
    <p>We invite everybody to a free training. Register here.</p>
    ${body}
    <h2>About us</h2>
    <p>We are neighbours who want to know what to look for, and what to do when they see it.</p>
    <script>
      const load = () => {
        const script = Object.assign(document.createElement('script'), { type: 'module', crossOrigin: 'anonymous' })
        script.src = '${script}'
        document.head.append(script)
      }
      addEventListener('load', () => requestAnimationFrame(() => setTimeout(load, ${drawnMs})))
    </script>
  </body>
</html>
`

async function open(host: string, listener: RequestListener) {
  const server = createServer(listener).listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { origin: `http://${host}:${port}`, close }
}

/**
 * Serves `/{name}` and `/{name}/{file}`, compressed beforehand. By name, so that our sign-up's
 * address is another site.
 */
export function servePages(pages: Map<string, Page>) {
  const answers = new Map<string, { type: string; body: Buffer }>()
  const keep = (path: string, type: string, content: string | Buffer) =>
    answers.set(path, { type: `${type}; charset=utf-8`, body: brotliCompressSync(content) })
  for (const [name, page] of pages) {
    keep(`/${name}`, 'text/html', around(page))
    for (const [file, content] of page.files ?? [])
      keep(`/${name}/${file}`, types[extname(file)] ?? 'application/octet-stream', content)
  }
  return open('localhost', ({ url = '' }, response) => {
    const answer = answers.get(url)
    const { type = 'text/plain', body = '' } = answer ?? {}
    response.writeHead(answer ? 200 : 404, {
      'Content-Type': type,
      'Content-Length': body.length,
      'Content-Encoding': 'br',
    })
    response.end(body)
  })
}

/** Stands for the servers of those whose form comes in a frame. */
export const serveEmptyPage = () =>
  open('127.0.0.1', (_request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Empty</title>'),
  )
