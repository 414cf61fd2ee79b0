import type { Language, Line } from '@training-signup/contract'
import { isolatesInText, splitWords } from './isolates.ts'

/** One part of an email. */
export type Block =
  | { kind: 'greeting' | 'text' | 'note'; text: string }
  | { kind: 'facts'; facts: Fact[] }
  /** What an organizer wrote, and who. */
  | { kind: 'quote'; by: string; text: string }
  | EventBlock
  /** The action that the email asks for, at most one per email, and one that only helps. */
  | { kind: 'button'; text: string; href: string; second?: Link | undefined }
  | { kind: 'links'; links: Link[] }
  /** What the door reads from a phone: the reference, as a QR code. */
  | { kind: 'code'; title: string; text: string; reference: string }

export interface Link {
  text: string
  href: string
}

/** `breaks`: begins a row of its own, or stands in that of the line before it. */
export type FooterLine = Line & { breaks?: boolean }

/** When and where the training takes place. Plain text has the same as facts. */
export interface EventBlock {
  kind: 'event'
  title: string
  /** What the date tile shows, like “Dec” and “5”. */
  tile: { month: string; day: string }
  day: string
  times: string
  /** What else to know about the time. */
  notes: string[]
  place: Line[]
  facts: Fact[]
}

export interface Fact {
  term: string
  lines: Line[]
}

/** The color of an email's head. Its word says the same. */
export type Tone = 'ok' | 'wait' | 'stop' | 'step' | 'none'

/** What an email says. Its plain text and its HTML are made from this. */
export interface MailText {
  lang: Language
  subject: string
  /** What email programs show next to the subject. */
  preheader: string
  /** The organizer, named on top. */
  sender?: string | undefined
  tone: Tone
  word: string
  heading: string
  /**
   * The heading without names. If given, others may see how the email begins: its plain text starts
   * like its HTML, and nothing else of it shows next to the subject.
   */
  discreetHeading?: string
  blocks: Block[]
  /** Links for people whose plans have changed, and what to know about them. */
  quiet: Line[]
  /** Paragraphs below everything else. */
  footer: FooterLine[][]
}

const lineWidth = 76

/** Returns the plain text of an email. */
export const plainText = ({ preheader, heading, discreetHeading, blocks, quiet, footer }: MailText): string =>
  `${[
    ...(discreetHeading === undefined ? [heading] : [preheader, discreetHeading]),
    ...blocks.map(plainBlock),
    plainParts(quiet),
    ...footer.map(plainParts),
  ]
    .filter((part) => part !== '')
    .map(isolatesInText)
    .map(wrapped)
    .join('\n\n')}\n`

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'facts':
    case 'event':
      return block.facts.map(({ term, lines }) => [`${term}:`, ...lines.flatMap(plainLines)].join('\n')).join('\n')
    case 'button':
      // The second leads where a link of the event leads too.
      return plainLink(block)
    case 'quote':
      return [`${block.by}:`, ...block.text.split('\n').map((line) => `  ${line}`)].join('\n')
    case 'links':
      return block.links.map(plainLink).join('\n')
    case 'code':
      return `${block.title}: ${block.reference}\n${block.text}`
    default:
      return block.text
  }
}

const plainLink = ({ text, href }: Link) => `${text}:\n${href}`

// `mailto:` and `tel:` links repeat the text.
const isPage = (href: string | undefined) => href?.startsWith('http')

const plainLines = ({ text, href }: Line): string[] => [
  ...text.split('\n').map((line) => `  ${line}`),
  ...(isPage(href) ? [`  ${href}`] : []),
]

const plainParts = (parts: FooterLine[]) =>
  parts
    .map(({ text, href, breaks = true }, index) => {
      const line = href !== undefined && isPage(href) ? plainLink({ text, href }) : text
      return `${index === 0 ? '' : breaks ? '\n' : ' · '}${line}`
    })
    .join('')

/**
 * Joins the lines that were wrapped, for a page that wraps by itself. The end of a sentence stays
 * the end of its line, since a line may have ended there before.
 */
export const unwrapped = (text: string): string =>
  text
    .split('\n')
    .map((line, index, lines) => {
      const before = lines[index - 1]
      if (before === undefined) return line
      return isWrapped(before, line) ? ` ${line.trimStart()}` : `\n${line}`
    })
    .join('')

/** Returns whether the first word of a line had no room on the line before. */
function isWrapped(before: string, line: string): boolean {
  const [word = ''] = splitWords(line.trimStart())
  const hadRoom = word === '' || before.length + 1 + word.length <= lineWidth
  return !hadRoom && !/[.:?!]$/.test(before) && ![before.trimStart(), word].some(isPage)
}

/**
 * Wraps lines, because old email programs do not. Links stay whole, or they would break, and so do
 * names that run the other way: the rest of one would start a line that is not theirs.
 */
const wrapped = (text: string) => text.split('\n').map(wrapLine).join('\n')

function wrapLine(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? ''
  const lines: string[] = []
  let current = ''
  for (const word of splitWords(line.trimStart())) {
    if (current !== '' && indent.length + current.length + 1 + word.length > lineWidth) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].map((one) => `${indent}${one}`).join('\n')
}
