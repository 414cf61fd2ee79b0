import { unzipSync } from 'fflate'

/** Reads the first sheet of a workbook, by what its format says, without the code that wrote it. */
export function readWorkbook(bytes: Uint8Array) {
  const parts = unzipSync(bytes)
  const textOf = (path: string) => new TextDecoder().decode(parts[path])
  const sheet = textOf('xl/worksheets/sheet1.xml')
  const rows = [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, cells = '']) =>
    [...cells.matchAll(/<c([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', content = '']) =>
      attributes.includes('inlineStr') ? unescape(textIn(content)) : numberIn(content),
    ),
  )
  return { rows, sheet, styles: textOf('xl/styles.xml'), paths: Object.keys(parts) }
}

/** Spaces count where the sheet says so. */
function textIn(content: string): string {
  const text = content.replaceAll(/<[^>]+>/g, '')
  return content.includes('xml:space="preserve"') ? text : text.replaceAll(/\s+/g, ' ').trim()
}

const numberIn = (content: string) => (content === '' ? '' : Number(content.replaceAll(/<[^>]+>/g, '')))

const unescape = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
