import type { Line } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { checkInCode, runsOf } from '../../platform/html/qr-code.ts'
import { splitAtIsolates } from './isolates.ts'
import type { Block, EventBlock, Fact, FooterLine, Link, MailText, Tone } from './mail-text.ts'

// All styles are inline and all boxes are tables: some programs drop style elements, and Outlook
// draws neither rounded corners nor the width, padding, and border of anything but tables. There, a
// table does not take the font of what it stands in, so every cell names it, and Outlook’s own font
// comes first: after a font that it does not have, it takes none of the others. The colors stay
// readable if a program darkens the email by itself.
const font = "font-family:'Segoe UI',-apple-system,Roboto,Arial,sans-serif"
const type = `${font};font-size:16px;line-height:24px`
const small = `${font};font-size:14px;line-height:21px`
const ink = 'color:#1b1f24'
const muted = 'color:#545b64'
const accent = 'background:#0b57d0;color:#ffffff'
const plain = 'background:#ffffff;color:#1b1f24'
const line = '#d7dadf'
const styles = {
  page: 'background:#f6f7f9;table-layout:fixed',
  card: `background:#ffffff;border:1px solid ${line};border-radius:12px;overflow-wrap:anywhere`,
  row: `padding:16px 32px 0;${type};${ink}`,
  button: 'display:block;border-radius:7px;padding:11px 18px;font-weight:600;text-decoration:none;overflow-wrap:normal',
  link: 'color:#0b57d0',
  month: `${accent};border:1px solid #0b57d0;border-radius:8px 8px 0 0;${font};font-size:12px;line-height:19px;font-weight:600`,
  day: `${ink};border:1px solid ${line};border-top:0;border-radius:0 0 8px 8px;${font};font-size:22px;line-height:32px;font-weight:700`,
  code: 'table-layout:fixed;border-collapse:collapse;font-size:0;line-height:0;-webkit-print-color-adjust:exact;print-color-adjust:exact',
  hidden: 'display:none;max-height:0;overflow:hidden;mso-hide:all',
}

/** Fills what programs show after the preheader, so that nothing of the email itself follows it. */
const unseenLine = '&#847;&zwnj;&nbsp;'.repeat(150)

/**
 * The ground of the head and the color of its word: light, then dark. Only that of a seat is
 * deeper and has a check mark, so that it shows without colors, too.
 */
const tones: Record<Tone, { ground: [string, string]; word: [string, string] }> = {
  ok: { ground: ['#c8f1d7', '#1d4832'], word: ['#17693a', '#86d9a5'] },
  wait: { ground: ['#fff5e0', '#372f1f'], word: ['#7d4e00', '#f0c270'] },
  stop: { ground: ['#ffebe9', '#342326'], word: ['#b3261e', '#f2b8b5'] },
  step: { ground: ['#e9f0fb', '#2a313b'], word: ['#0b57d0', '#a8c7fa'] },
  none: { ground: ['#eef1f4', '#22262e'], word: ['#545b64', '#b3bac4'] },
}

// For programs that read style elements: a dark theme, and less room at the sides on phones.
const darkTones = Object.entries(tones)
  .map(
    ([tone, { ground, word }]) =>
      `.m-${tone}{background:${ground[1]}!important}.m-${tone}-ink{color:${word[1]}!important}`,
  )
  .join('')
const darkRules = `@media (prefers-color-scheme:dark){${[
  'body,.m-page{background:#121418!important}',
  '.m-card{background:#1b1e23!important;border-color:#3b4049!important}',
  '.m-ink{color:#e6e8eb!important}',
  '.m-muted{color:#b3bac4!important}',
  '.m-link{color:#a8c7fa!important}',
  '.m-line{border-color:#3b4049!important}',
  '.m-accent{background:#a8c7fa!important;color:#0a2a5c!important;border-color:#a8c7fa!important}',
  '.m-button{background:#1b1e23!important;color:#e6e8eb!important;border-color:#8b929c!important}',
  darkTones,
].join('')}}`
const phoneRules =
  '@media (max-width:600px){.m-pad{padding-left:20px!important;padding-right:20px!important}.m-stack{display:block!important;padding:0 0 8px!important}}'

/** Returns the HTML of an email. The cast is safe: no part of the template is a promise. */
export const htmlText = (mail: MailText): string => (htmlOf(mail) as HtmlEscapedString).toString()

const htmlOf = (mail: MailText) =>
  html`<!doctype html>
<html lang="${mail.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${mail.subject}</title>
<style>:root{color-scheme:light dark}${raw(darkRules)}${raw(phoneRules)}</style>
</head>
<body style="margin:0;padding:0;background:#f6f7f9">
<div style="${styles.hidden}">${withIsolates(mail.preheader)}</div>
${mail.discreetHeading === undefined ? '' : html`<div style="${styles.hidden}">${raw(unseenLine)}</div>`}
<div role="main">
${table('width="100%" class="m-page"', styles.page)}<tr><td align="center" style="padding:24px 12px 32px">
${table('width="600"', 'width:600px;max-width:100%;table-layout:fixed;text-align:left')}
${
  mail.sender === undefined
    ? ''
    : html`<tr><td class="m-ink" style="padding:0 4px 12px;${type};${ink};font-weight:600;overflow-wrap:anywhere">${withIsolates(mail.sender)}</td></tr>`
}
<tr><td class="m-card" style="${styles.card}">
${table('width="100%"', 'table-layout:fixed')}
${headRow(mail)}
${mail.blocks.map((block) => html`<tr><td class="m-pad m-ink" style="${styles.row}">${htmlBlock(block)}</td></tr>\n`)}
${quietRow(mail.quiet)}
</table>
</td></tr>
${mail.footer.map((parts) => html`<tr><td class="m-muted" style="padding:14px 4px 0;${small};${muted};overflow-wrap:anywhere">${inline(parts)}</td></tr>\n`)}
</table>
</td></tr></table>
</div>
</body>
</html>
`

const table = (attributes: string, style: string) =>
  raw(`<table role="presentation" cellpadding="0" cellspacing="0" border="0" ${attributes} style="${style}">`)

function headRow({ tone, word, heading }: MailText) {
  const { ground, word: color } = tones[tone]
  return html`<tr><td class="m-${tone} m-pad" style="background:${ground[0]};${type};padding:22px 32px;border-radius:11px 11px 0 0">
<p class="m-${tone}-ink" style="margin:0;color:${color[0]};font-weight:600">${tone === 'ok' ? '✓ ' : ''}${word}</p>
<h1 class="m-ink" style="margin:2px 0 0;${ink};font-size:24px;line-height:30px">${withIsolates(heading)}</h1>
</td></tr>`
}

const quietRow = (parts: Line[]) =>
  parts.length === 0
    ? raw('<tr><td style="font-size:0;line-height:0;height:22px">&nbsp;</td></tr>')
    : html`<tr><td style="font-size:0;line-height:0;height:20px">&nbsp;</td></tr>
<tr><td class="m-pad m-line m-muted" style="padding:14px 32px 18px;border-top:1px solid ${line};${type};font-size:15px;${muted}">${inline(parts)}</td></tr>`

function htmlBlock(block: Block) {
  switch (block.kind) {
    case 'event':
      return eventTable(block)
    case 'facts':
      return block.facts.map(htmlFact)
    case 'button':
      return buttonTable(block, block.second)
    case 'quote':
      return quote(block)
    case 'links':
      return paragraph(block.links.map((link) => html`${htmlLine(link)}<br>`))
    case 'note':
      return html`<p class="m-muted" style="margin:0;${muted};font-size:15px">${withBreaks(block.text)}</p>`
    case 'code':
      return codeTable(block)
    default:
      return paragraph(withBreaks(block.text))
  }
}

const paragraph = (content: unknown) => html`<p style="margin:0">${content}</p>`

const quote = ({ by, text }: Extract<Block, { kind: 'quote' }>) =>
  html`<p style="margin:0 0 4px"><b>${withIsolates(by)}</b></p>
<blockquote class="m-line" dir="auto" style="margin:0;padding:2px 0 2px 14px;border-left:3px solid ${line}">${withBreaks(text)}</blockquote>`

const htmlFact = ({ term, lines }: Fact, index: number) =>
  html`<p style="margin:${index === 0 ? 0 : 12}px 0 0"><b>${withIsolates(term)}</b>${lines.map((one) => html`<br>${htmlLine(one)}`)}</p>`

const module = 8

/**
 * Draws a code as a table, since programs show no pictures before they are asked to. Each module of its
 * first row, which is margin, has a width, so that the others only say how many they are as wide as.
 */
function codeTable({ title, text, reference }: Extract<Block, { kind: 'code' }>) {
  const rows = checkInCode(reference)
  const side = rows.length * module
  const cell = `height="${module}" bgcolor="`
  const ruler = rows.map(() => `<td width="${module}" ${cell}#ffffff"></td>`).join('')
  const lines = rows.slice(1).map((row) => {
    const cells = runsOf(row).map(
      ({ isDark, length }) => `<td colspan="${length}" ${cell}${isDark ? '#000000' : '#ffffff'}"></td>`,
    )
    return `<tr>${cells.join('')}</tr>`
  })
  return html`<p style="margin:0 0 8px"><b>${title}</b><br>${text}</p>
<table role="img" aria-label="${`${title}: ${reference}`}" width="${side}" cellpadding="0" cellspacing="0" border="0" style="width:${side}px;${styles.code}">
${raw(`<tr>${ruler}</tr>\n${lines.join('\n')}`)}</table>`
}

const eventTable = ({ title, tile, day, times, notes, place }: EventBlock) =>
  html`<p style="margin:0 0 14px">${withIsolates(title)}</p>
${table('', '')}<tr><td width="68" valign="top" style="width:68px">
${table('width="54"', 'width:54px;border-collapse:separate')}<tr>
<td align="center" class="m-accent" style="${styles.month}">${tile.month}</td></tr>
<tr><td align="center" class="m-ink m-line" style="${styles.day}${tile.day.length > 3 ? ';font-size:15px' : ''}">${tile.day}</td></tr></table>
</td><td class="m-ink" valign="middle" style="${type};${ink}"><b>${day}</b>${[times, ...notes].map((one) => html`<br>${one}`)}</td></tr></table>
${place.length === 0 ? '' : html`<p style="margin:14px 0 0">${placeLines(place)}</p>`}`

/** The name of the place stands out; the link to the map follows the address. */
const placeLines = (place: Line[]) =>
  place.map((one, index) => {
    if (index === 0) return one.href === undefined ? html`<b>${withIsolates(one.text)}</b>` : htmlLine(one)
    return html`${one.href === undefined ? raw('<br>') : ' · '}${htmlLine(one)}`
  })

const buttonTable = (first: Link, second: Link | undefined) =>
  html`${table('', '')}<tr>${button(first, 'm-accent', accent, '#0b57d0')}${second ? button(second, 'm-button', plain, '#747b85') : ''}</tr></table>`

// Outlook ignores the padding of a link and takes that of its cell.
const button = ({ text, href }: Link, name: string, colors: string, edge: string) =>
  html`<td class="m-stack" style="padding:0 10px 0 0">${table('', 'border-collapse:separate')}<tr>
<td class="${name}" style="${colors};border:1px solid ${edge};border-radius:8px;${type};mso-padding-alt:11px 18px">
<a class="${name}" style="${colors};${styles.button}" href="${href}">${withIsolates(text)}</a></td></tr></table></td>`

/** Sentences start a line each; links follow their sentence, and each other. */
const inline = (parts: FooterLine[]) =>
  parts.map((part, index) => {
    const before = parts[index - 1]
    if (before === undefined) return htmlLine(part)
    const gap = before.href === undefined ? ' ' : ' · '
    return html`${(part.breaks ?? part.href === undefined) ? raw('<br>') : gap}${htmlLine(part)}`
  })

const htmlLine = ({ text, href }: Line) =>
  href === undefined
    ? withBreaks(text)
    : html`<a class="m-link" style="${styles.link}${text.length <= longestUnbroken ? ';white-space:nowrap' : ''}" href="${href}">${withIsolates(text)}</a>`

// Short links, like phone numbers, stay on one line; a phone shows this many characters in one.
const longestUnbroken = 24

const withBreaks = (text: string) =>
  text.split('\n').map((one, index) => (index === 0 ? withIsolates(one) : html`<br>${withIsolates(one)}`))

const withIsolates = (text: string) =>
  splitAtIsolates(text).map((part, index) => {
    if (index % 2 === 0) return html`${part}`
    return isReference.test(part) ? html`<bdi style="white-space:nowrap">${part}</bdi>` : html`<bdi>${part}</bdi>`
  })

// It is read out and typed, so it stays on one line.
const isReference = /^[A-Z0-9]{4}(?:-[A-Z0-9]{4}){1,2}$/
