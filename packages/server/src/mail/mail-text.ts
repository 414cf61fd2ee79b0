import type { Language, Line } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { betweenWords, isolatesInText, splitAtIsolates } from './isolates.ts'

/** One part of an email. */
export type Block =
  | { kind: 'text' | 'note'; text: string }
  | { kind: 'facts'; facts: Fact[] }
  /** The action that the email asks for: at most one per email. */
  | { kind: 'button'; text: string; href: string }
  | { kind: 'links'; links: { text: string; href: string }[] }

export interface Fact {
  term: string
  lines: Line[]
}

/** What an email says. Its plain text and its HTML are made from this. */
export interface MailText {
  lang: Language
  subject: string
  heading: string
  blocks: Block[]
}

const lineWidth = 76

/** Returns the plain text of an email. */
export const plainText = ({ heading, blocks }: MailText): string =>
  `${[heading, ...blocks.map(plainBlock)].map(isolatesInText).map(wrapped).join('\n\n')}\n`

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'facts':
      return block.facts.map(({ term, lines }) => [`${term}:`, ...lines.flatMap(plainLines)].join('\n')).join('\n')
    case 'button':
      return `${block.text}:\n${block.href}`
    case 'links':
      return block.links.map(({ text, href }) => `${text}:\n${href}`).join('\n')
    default:
      return block.text
  }
}

const plainLines = ({ text, href }: Line): string[] => [
  ...text.split('\n').map((line) => `  ${line}`),
  // `mailto:` and `tel:` links repeat the text.
  ...(href?.startsWith('http') ? [`  ${href}`] : []),
]

/**
 * Wraps lines, because old email programs do not. Links stay whole, or they would break, and so do
 * names that run the other way: the rest of one would start a line that is not theirs.
 */
const wrapped = (text: string) => text.split('\n').map(wrapLine).join('\n')

function wrapLine(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? ''
  const lines: string[] = []
  let current = ''
  for (const word of line.trimStart().split(betweenWords)) {
    if (current !== '' && indent.length + current.length + 1 + word.length > lineWidth) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].map((one) => `${indent}${one}`).join('\n')
}

// Inline styles: email programs drop most style elements. The colors stay readable if a program
// darkens the email by itself.
const styles = {
  body: 'margin:0;padding:24px 16px;background:#f3f6fb;color:#1b1f24;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
  card: 'max-width:576px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #d5d9df;border-radius:10px',
  heading: 'margin:0 0 16px;font-size:22px;line-height:1.25',
  text: 'margin:0 0 16px',
  note: 'margin:0 0 16px;color:#545b64;font-size:14px',
  table: 'margin:0 0 16px;border-collapse:collapse;table-layout:fixed',
  fact: 'padding:10px 0;border-top:1px solid #d5d9df;vertical-align:top;text-align:start;overflow-wrap:anywhere',
  term: 'color:#545b64;font-weight:normal;width:32%;padding-inline-end:12px',
  button:
    'display:inline-block;padding:10px 20px;border-radius:8px;background:#0b57d0;color:#ffffff;font-weight:600;text-decoration:none',
  link: 'color:#0b57d0',
}

// For programs that read style elements: one column on phones, and a dark theme.
const narrowRules =
  '@media (max-width:480px){th,td{display:block!important;width:auto!important}th{padding-bottom:0!important}td{padding-top:0!important;border-top:0!important}.card{padding:16px!important}}'
const darkRules = `@media (prefers-color-scheme:dark){body{background:#111317!important;color:#e6e8eb!important}.card{background:#1b1e23!important;border-color:#3b4049!important}.muted,th{color:#b3bac4!important}th,td{border-color:#3b4049!important}a.link{color:#a8c7fa!important}a.button{background:#a8c7fa!important;color:#0a2a5c!important}}`

/** Returns the HTML of an email. The cast is safe: no part of the template is a promise. */
export const htmlText = (mail: MailText): string => (htmlOf(mail) as HtmlEscapedString).toString()

const htmlOf = ({ lang, subject, heading, blocks }: MailText) =>
  html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${subject}</title>
<style>${raw(narrowRules)}${raw(darkRules)}</style>
</head>
<body style="${styles.body}">
<div class="card" role="main" style="${styles.card}">
<h1 style="${styles.heading}">${withIsolates(heading)}</h1>
${blocks.map(htmlBlock)}
</div>
</body>
</html>
`

function htmlBlock(block: Block) {
  switch (block.kind) {
    case 'facts':
      return html`<table width="100%" cellspacing="0" style="${styles.table}">
${block.facts.map(({ term, lines }) => html`<tr><th scope="row" style="${styles.fact};${styles.term}">${withIsolates(term)}</th><td style="${styles.fact}">${lines.map(htmlLine)}</td></tr>`)}
</table>`
    case 'button':
      return html`<p style="${styles.text}"><a class="button" style="${styles.button}" href="${block.href}">${withIsolates(block.text)}</a></p>`
    case 'links':
      return html`<p style="${styles.text}">${block.links.map(({ text, href }) => html`<a class="link" style="${styles.link}" href="${href}">${withIsolates(text)}</a><br>`)}</p>`
    case 'note':
      return html`<p class="muted" style="${styles.note}">${withBreaks(block.text.split('\n'))}</p>`
    default:
      return html`<p style="${styles.text}">${withBreaks(block.text.split('\n'))}</p>`
  }
}

const htmlLine = ({ text, href }: Line) =>
  html`<div>${href ? html`<a class="link" style="${styles.link}" href="${href}">${withIsolates(text)}</a>` : withBreaks(text.split('\n'))}</div>`

const withBreaks = (lines: string[]) =>
  lines.map((line, index) => (index === 0 ? withIsolates(line) : html`<br>${withIsolates(line)}`))

const withIsolates = (text: string) =>
  splitAtIsolates(text).map((part, index) => (index % 2 === 0 ? html`${part}` : html`<bdi>${part}</bdi>`))
