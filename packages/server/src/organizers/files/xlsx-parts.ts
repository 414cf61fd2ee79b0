import type { Language } from '@training-signup/contract'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

// What XML cannot hold, and what a spreadsheet would take for an escape of that.
const unspeakable = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu
const special = /[&<>]/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

// Most texts have nothing of both, and no half of a character.
const plain = /^[^&<>_\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u

/** Writes a text so that a spreadsheet reads back every character. */
export const escapeXml = (text: string): string =>
  plain.test(text)
    ? text
    : text
        .toWellFormed()
        .replace(unspeakable, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
        .replace(special, (one) => entities[one] ?? one)

/** The formats in `styles`, by their place there. */
export const styleOf = { text: 0, heading: 1, time: 2, number: 3 } as const

const timeFormats: Record<Language, string> = {
  en: 'ddd, mmm d, yyyy, h:mm AM/PM',
  es: '[$-80A]ddd, d mmm yyyy, h:mm AM/PM',
}
/** What spreadsheets call “Text”: what someone types later stays as typed, too. */
const textFormat = 49

export const styles = (lang: Language): string => {
  const fonts = ['', '<b/>'].map((bold) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`)
  const formats = [
    `<xf numFmtId="${textFormat}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    `<xf numFmtId="${textFormat}" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  ]
  return `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${escapeXml(timeFormats[lang])}"/></numFmts><fonts count="2">${fonts.join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`
}

const each = (sheets: number, write: (number: number) => string) =>
  Array.from({ length: sheets }, (_, index) => write(index + 1)).join('')

export const workbook = (name: string, sheets: number): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each(
    sheets,
    (one) => `<sheet name="${escapeXml(one === 1 ? name : `${name} ${one}`)}" sheetId="${one}" r:id="sheet${one}"/>`,
  )}</sheets></workbook>`

export const workbookRelations = (sheets: number): string =>
  `${head}<Relationships xmlns="${packages}/relationships">${each(
    sheets,
    (one) => `<Relationship Id="sheet${one}" Type="${office}/worksheet" Target="worksheets/sheet${one}.xml"/>`,
  )}<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`

export const relations = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="workbook" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

export const contentTypes = (sheets: number): string =>
  `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>${each(
    sheets,
    (one) => `<Override PartName="/xl/worksheets/sheet${one}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  )}<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`
