import { crc32, deflateSync } from 'node:zlib'
import type { Context } from 'hono'
import { pageLink } from '../../../core/trainings/page-links.ts'
import { findPublicTraining } from '../../../core/trainings/trainings.ts'
import { basePath, type Config } from '../../../platform/config.ts'
import { codeOf, darkPath, type Modules } from '../../../platform/html/qr-code.ts'
import { addShown } from '../../../platform/http/limits/cost.ts'
import type { System } from '../../../platform/system.ts'
import { partnerOf } from '../partner-of.ts'

const pixels = 8

/** Returns the path of the QR code for a training's page, which credits the partner. */
export const codePath = (
  config: Pick<Config, 'publicUrl'>,
  slug: string,
  { partner, ending = 'svg' }: { partner: string | undefined; ending?: 'svg' | 'png' },
) => `${basePath(config)}/t/${slug}/qr.${ending}${partner === undefined ? '' : `?p=${partner}`}`

/** Creates handlers for QR codes of training pages, for posters. */
export function createQrCodes(system: System) {
  const read = async (c: Context) => {
    addShown(c, 1)
    const { row } = await findPublicTraining(system, c.req.param('slug') ?? '')
    const address = pageLink({ publicUrl: system.config.publicUrl, partner: partnerOf(c), lang: 'en' }, row.slug)
    return { modules: codeOf(address), slug: row.slug }
  }
  return {
    async svg(c: Context) {
      const { modules, slug } = await read(c)
      return c.body(drawSvg(modules), 200, headersFor(slug, 'svg', 'image/svg+xml; charset=utf-8'))
    },
    async png(c: Context) {
      const { modules, slug } = await read(c)
      return c.body(drawPng(modules), 200, headersFor(slug, 'png', 'image/png'))
    },
  }
}

const hourSeconds = 60 * 60

const headersFor = (slug: string, ending: string, type: string) => ({
  'Content-Type': type,
  'Content-Disposition': `inline; filename="${slug}-qr.${ending}"`,
  'Cache-Control': `public, max-age=${hourSeconds}`,
  'Content-Security-Policy': "default-src 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
})

function drawSvg(modules: Modules): string {
  const size = modules.length
  const box = `width="${size * pixels}" height="${size * pixels}" viewBox="0 0 ${size} ${size}"`
  const paths = `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${darkPath(modules)}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} shape-rendering="crispEdges">${paths}</svg>\n`
}

/** Draws black and white, one bit per pixel. */
function drawPng(modules: Modules): Uint8Array<ArrayBuffer> {
  const side = modules.length * pixels
  const lines = modules.flatMap((row) => {
    const line = bitsOf(row.flatMap((isDark) => Array<boolean>(pixels).fill(!isDark)))
    // Each line begins with its filter: none.
    return Array<Buffer>(pixels).fill(Buffer.from([0, ...line]))
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

// A module is eight pixels wide, so a line fills whole bytes.
const bitsOf = (line: boolean[]) =>
  Array.from({ length: line.length / 8 }, (_, byte) =>
    line.slice(byte * 8, byte * 8 + 8).reduce((bits, isLight) => bits * 2 + (isLight ? 1 : 0), 0),
  )

function chunk(type: string, data: Buffer) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(content.length + 8)
  framed.writeUInt32BE(data.length, 0)
  content.copy(framed, 4)
  framed.writeUInt32BE(crc32(content), content.length + 4)
  return framed
}
