import type { GroupList } from '@training-signup/contract'
import { isAddress } from '../form/answers.ts'

type Asked = 'givenName' | 'familyName' | 'email' | 'role'

/** A pasted text that the coordinator has to check. */
export interface Mark {
  /**
   * The answer that is only likely, or missing because nothing could be made of the text. A name's
   * is its given name.
   */
  field: Asked | undefined
  /** `likely`: a role that the text resembles was chosen. `role`: it resembles none, or several. */
  kind: 'name' | 'email' | 'role' | 'likely' | 'unused'
  text: string
  /** The heading of a column that is in no answer. It is told once, for all people. */
  column?: string | undefined
}

export interface PastedPerson {
  answers: Partial<Record<Asked, string>>
  marks: Mark[]
  /** Returns the text from here on, below its headings, to paste it again. */
  rest(): string
}

/** `name` is a whole one; `words` may be a name, a role, an agency. */
type Kind = Asked | 'name' | 'words' | 'unused'
type Cell = { kind: Kind; text: string; column?: string }
/** Returns the role that a text names, or that is likely. */
type FindRole = (text: string) => GroupList['roles'][number] | undefined

// Each pattern needs time in proportion to the text. One like `x+$` would not: it starts again at
// each x. Invisible characters, what only links need, a number or a bullet before a line.
const noise = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]|mailto:|^ *(?:\d{1,3}[.)]|[*•\p{Pd}\p{Co}]) +/gimu
const word = /[^\s<>()[\]",;:|]+/g
const core = /[^\s<>()[\]"',;:|.\p{Pd}](?:.*[^\s<>()[\]"',;:|.\p{Pd}])?/u

// Without headings, or with an empty one.
const loose: Cell = { kind: 'words', text: '' }

/**
 * Reads people from lines of a spreadsheet or a mail program. Every cell ends up in an answer or a
 * mark.
 */
export function readPastedPeople(text: string, asksRole: boolean, list: Partial<GroupList> = {}): PastedPerson[] {
  const findRole: FindRole = (said) => find(list.roles, wordsOf(said).join(' ')) ?? find(list.ranks, said)
  let columns: Cell[] = []
  let headings: string[] = []
  return rowsOf(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[^\S\n\t]+/g, ' ')
      .replace(noise, ''),
  ).flatMap((row, at, rows) => {
    const found = columnsOf(row, list.columns)
    if (found) [columns, headings] = [found, row]
    const above = headings
    const cells = found ? [] : row.flatMap((cell, column) => readCell(cell, columns[column] ?? loose, findRole))
    const rest = () => [above, ...rows.slice(at)].map((one) => one.join('\t')).join('\n')
    return cells.length > 0 ? { ...personOf(cells, findRole, asksRole), rest } : []
  })
}

function rowsOf(text: string): string[][] {
  const separator = ['\t', ';', ','].find((one) => text.includes(one)) ?? '\t'
  // After an address, a comma or semicolon ends a recipient of a mail.
  const recipients = text.split(/\n|[,;](?<=@[^,;\n]*.)/)
  if (separator !== '\t' && recipients.every((one) => /^(?: *$|[^,;@]*@|[^<]*<[^<@]*@)/.test(one)))
    return recipients.map((one) => [one])
  // A quoted cell may hold separators and line ends.
  const cell = new RegExp(`((?:"[^"@]*(?:""[^"@]*)*")?[^${separator}\n]*)(${separator}|\n|$)`, 'g')
  const rows: string[][] = [[]]
  for (const [, found = '', end] of text.matchAll(cell)) {
    rows.at(-1)?.push(
      found
        .trim()
        .replace(/^(["'])(.*)\1$/s, '$2')
        .replace(/\s+/g, ' ')
        .replaceAll('""', '"'),
    )
    if (end === '\n') rows.push([])
  }
  return rows
}

const find = <Meaning extends GroupList['ranks'][number]>(meanings: Meaning[] = [], text: string) =>
  meanings.find(({ pattern }) => new RegExp(pattern, 'i').test(text))

/** Returns the columns that a row of headings names. A rank stands for the role where none does. */
function columnsOf(row: string[], meanings: GroupList['columns'] = []): Cell[] | undefined {
  const found = row.map((text) => find(meanings, wordsOf(text).join('')))
  // Of two columns that hold the same, the one that is named first.
  const used = meanings.filter((one) => found.includes(one))
  const kinds = found.map(
    (one) => (used.find(({ means }) => means === one?.means) === one ? one?.means : undefined) as Kind | undefined,
  )
  const has = (kind: Kind) => kinds.includes(kind)
  if (!has('name') && !has('email') && !(has('givenName') && has('familyName'))) return undefined
  if (row.some((text) => text.includes('@'))) return undefined
  const name = has('givenName') ? 'unused' : has('familyName') ? 'givenName' : 'name'
  return row.map((text, at) => {
    const kind = kinds[at] ?? (text ? 'unused' : 'words')
    return { kind: kind === 'name' ? name : kind, text }
  })
}

/** Splits a cell that has an address among other words. */
function readCell(cell: string, { kind, text }: Cell, findRole: FindRole): Cell[] {
  if (!core.test(cell)) return []
  if (kind === 'unused') return [{ kind, text: `${text}: ${cell}`, column: text }]
  const pieces = cell.replace(word, (one) => (isLikeAddress(one) ? `\n${one}\n` : one)).split('\n')
  if (kind !== 'words' && !pieces[1]) return [{ kind, text: cell }]
  const texts = pieces[1] ? pieces.flatMap((piece) => core.exec(piece) ?? []) : [cell]
  return texts.map((one) => ({ kind: guessKind(one, findRole), text: one }))
}

const isLikeAddress = (text: string) => /.@|@./.test(text)

function guessKind(text: string, findRole: FindRole): Kind {
  if (isLikeAddress(text)) return 'email'
  if (findRole(text)?.sure) return 'role'
  return /\p{L}/u.test(text) && !/\p{N}/u.test(text) ? 'words' : 'unused'
}

function personOf(cells: Cell[], findRole: FindRole, asksRole: boolean) {
  const person: Pick<PastedPerson, 'answers' | 'marks'> = { answers: {}, marks: [] }
  const answer = (field: Asked, text: string | undefined) => text && (person.answers[field] = text)
  const mark = (kind: Mark['kind'], text: string, field?: Asked, column?: string) =>
    person.marks.push({ field, kind, text, column })
  const textsOf = (some: Kind) => cells.filter(({ kind }) => kind === some).map(({ text }) => text)

  const emails = textsOf('email')
  const email = emails.find(isAddress) ?? emails[0]
  answer('email', email)
  if (email && !isAddress(email)) mark('email', email, 'email')

  const words = textsOf('words')
  const { given, family, doubt } = takeName(cells, textsOf, words)
  answer('givenName', given)
  answer('familyName', family)
  if (doubt) mark('name', doubt, 'givenName')

  const texts = [...textsOf('role'), ...words]
  const role = asksRole ? (texts.find(findRole) ?? texts[0]) : undefined
  const found = findRole(role ?? '')
  answer('role', found?.means)
  if (role && !found?.sure) mark(found ? 'likely' : 'role', role, 'role')

  const others = [...emails.filter((one) => one !== email), ...texts.filter((one) => one !== role)]
  for (const other of others) mark('unused', other)
  // Where there is no one else to tell it of, a cell is marked itself.
  const isSomeone = Object.keys(person.answers)[0]
  for (const { kind, text, column } of cells) if (kind === 'unused') mark(kind, text, undefined, isSomeone && column)
  return person
}

/**
 * Takes the name out of the words. Without headings it is what stands first: a whole name, or a
 * first and a last one.
 */
function takeName(cells: Cell[], textsOf: (kind: Kind) => string[], words: string[]) {
  const [first, last] = [textsOf('givenName').join(' '), textsOf('familyName').join(' ')]
  if (first || last) return { given: first, family: last }
  const email = cells.findIndex(({ kind }) => kind === 'email')
  const areTwo = cells.slice(0, Math.max(0, email)).filter(({ kind }) => kind === 'words').length === 2
  const isPair = areTwo || !/[ ,]/.test(words[0] ?? '')
  const whole = textsOf('name').join(' ') || (!isPair && words.shift())
  const isTurned = whole && whole.includes(',')
  const separator = isTurned ? ',' : ' '
  const [left = '', ...others] = whole ? whole.split(separator) : words.splice(0, 2)
  const right = others.join(separator).trimStart()
  const name = whole || [left, right].filter(Boolean).join(' ')
  // Which of three words are which name, only people know. Cells may be anything, unless an address
  // follows the second.
  const isClear = /^[^ ,]+[ ,] ?[^ ,]+$/.test(name) && (whole || areTwo)
  return { given: isTurned ? right : left, family: isTurned ? left : right, doubt: isClear ? '' : name }
}

/** Returns the words of three letters or more, without accents. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]{3,}/gu) ?? []
