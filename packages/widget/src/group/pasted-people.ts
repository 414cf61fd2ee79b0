type Asked = 'givenName' | 'familyName' | 'email' | 'role'

/** A pasted text that the coordinator has to check. */
export interface Mark {
  /** The answer that is only likely, or missing because nothing could be made of the text. A name's is its given name. */
  field: Asked | undefined
  kind: 'name' | 'email' | 'role' | 'unused'
  text: string
}

export interface PastedPerson {
  answers: Partial<Record<Asked, string>>
  marks: Mark[]
}

/** `name` is a whole one; `words` may be a name, a role, an agency. */
type Kind = Asked | 'name' | 'words' | 'unused'
type Cell = { kind: Kind; text: string }
type Role = { value: string; label: string }
type Read = (text: string) => string | undefined

const separators = ['\t', ';', ',']

// Each pattern needs time in proportion to the text. One like `x+$` would not: it starts again at each x.
// Invisible characters, what only links need, numbers and bullets before a line.
const noise = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]|mailto:|^ *(?:\(?\d{1,3}[.)](?! *\d)|[*•·▪◦●○\p{Pd}\p{Co}]+) */gimu
const quotedLines = /(?:^|[\t;,\n]) ?"[^"@]*(?:""[^"@]*)*"(?= ?(?:[\t;,\n]|$))/g
const displayName = /^[^",;\t]+, ?\p{L}[^",;\t<]*<[^<>]+>$/u
const core = /[^\s<>()[\]"',;:|.\p{Pd}](?:.*[^\s<>()[\]"',;:|.\p{Pd}])?/u
const address = /^[^@\s]+@(?:[^@.\s]+\.)+[^@.\s]{2,}$/
const title =
  /^(?:(?:\p{L}{2,}\.|mrs?|ms|dra?|sra?|srta|ofc|officer|deputy|det|detective|sgt|sergeant|lt|lieutenant|capt|captain|chief|oficial|agente|sargento) +)+/iu
const choices = /\(| or | o /
const quotes = /^(["']) ?(.*?) ?\1$/
const notAlphanumeric = /[^\p{L}\p{N}]/gu
// In Chinese, Japanese and Korean the family name stands first.
const clearName = /^(?![\u3040-\u9fff\uac00-\ud7af])[\p{L}\p{M}.'’-]+(?:, ?[\p{L}\p{M}.'’ -]+| [\p{L}\p{M}.'’-]+)$/u

// Without accents, punctuation and spaces.
const headings: [Kind, RegExp][] = [
  ['givenName', /^(first|given)(names?)?$/],
  ['familyName', /^((last|family|sur)(names?)?|apellidos?([pm]aterno)?)$/],
  ['name', /^((full)?names?|nombres?(completo|yapellidos?)?)$/],
  ['email', /^(e?mail(address)?|correo(electronico)?)$/],
  ['role', /^(role|(job)?title|position|function|rol|funcion|cargo|puesto)$/],
]
const roleNames: [string, RegExp][] = [
  ['police', /^(policeofficer|deputy(sheriff)?|policia|(oficial|agente)depolicia)$/],
  ['fire', /^(fire(fighter|man)|bomber[oa])$/],
  ['medical', /^(ems|emt|paramedic[oa]?|nurse|enfermer[oa])$/],
  ['social-work', /^(socialworker|trabajadora?social)$/],
  ['school-resource-officer', /^sro$/],
  ['dispatcher', /^(911dispatcher|operadora?(del)?911)$/],
  ['victim-advocate', /^(victimadvocate|defensora?devictimas)$/],
]

/** Reads people from lines of a spreadsheet, a roster or a mail program. Every cell ends up in an answer or a mark. */
export function readPastedPeople(text: string, roles: Role[]): PastedPerson[] {
  const readRole = roleReader(roles)
  let table = { columns: [] as Cell[], separator: '\n' }
  return linesOf(text).flatMap((line) => {
    const loose = looseCells(line)
    const columns = columnsOf(loose)
    if (columns) {
      table = { columns, separator: separators.find((one) => line.includes(one)) ?? '\n' }
      return []
    }
    const isInTable = line.includes(table.separator)
    const cells = isInTable ? split(line, table.separator) : loose
    const areRecipients = !isInTable && !line.includes('\t') && cells.every((cell) => /@|^ *$/.test(cell))
    return (areRecipients ? cells.map((cell) => [cell]) : [cells])
      .map((row) => row.flatMap((cell, at) => readCell(cell, isInTable ? table.columns[at] : undefined, readRole)))
      .flatMap((row) => (row.length > 0 ? personOf(row, readRole, roles.length > 0) : []))
  })
}

const linesOf = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n\t]+/g, ' ')
    .replace(noise, '')
    .replace(quotedLines, (cell) => cell[0] + cell.slice(1).replaceAll('\n', ' '))
    .split('\n')

/** The cells of a line without headings: split so that no cell goes on behind an address. */
function looseCells(line: string): string[] {
  if (displayName.test(line)) return [line]
  const splits = separators.filter((one) => line.includes(one)).map((one) => split(line, one))
  return splits.find((cells) => cells.some((cell) => /@[^@,;\t]*$/.test(cell))) ?? splits[0] ?? [line]
}

/** A cell goes on as long as its quotes are open, unless they are never closed. */
function split(line: string, separator: string): string[] {
  const parts = line.split(separator)
  const cells: string[] = []
  let isOpen = false
  for (const part of parts) {
    cells.push(isOpen ? cells.pop() + separator + part : part)
    if (part.split('"').length % 2 === 0) isOpen = !isOpen
  }
  return isOpen ? parts : cells
}

const unquote = (cell: string) => cell.trim().replace(quotes, '$2').replaceAll('""', '"')
const fold = (text: string) => text.toLowerCase().normalize('NFKD').replace(notAlphanumeric, '')
const kindUnder = (heading: string) => headings.find(([, pattern]) => pattern.test(fold(heading)))?.[0] ?? 'unused'

/** Returns the columns that a line of headings names. */
function columnsOf(cells: string[]): Cell[] | undefined {
  if (cells.some((cell) => /[@"]/.test(unquote(cell)))) return undefined
  const columns = cells.map((cell): Cell => ({ kind: kindUnder(cell), text: unquote(cell) }))
  const has = (some: Kind) => columns.some(({ kind }) => kind === some)
  if (!has('name') && !has('email') && !(has('givenName') && has('familyName'))) return undefined
  const name = has('givenName') ? 'unused' : has('familyName') ? 'givenName' : 'name'
  return columns.map(({ kind, text }) => ({ kind: kind === 'name' ? name : kind, text }))
}

/** Splits a cell that has an address among other words. */
function readCell(cell: string, column: Cell | undefined, readRole: Read): Cell[] {
  const text = unquote(cell)
  if (!text) return []
  if (column?.text && column.kind === 'unused') return [{ kind: 'unused', text: `${column.text}: ${text}` }]
  const pieces = text.replace(/[^\s<>()[\]",;:|]+/g, (one) => (/.@|@./.test(one) ? `\n${one}\n` : one)).split('\n')
  if (pieces.length === 1) return [{ kind: column?.text ? column.kind : guessKind(text, readRole), text }]
  const texts = pieces.flatMap((piece) => core.exec(piece) ?? [])
  return texts.map((one) => ({ kind: guessKind(one, readRole), text: one }))
}

function guessKind(text: string, readRole: Read): Kind {
  if (text.includes('@') || /^[\w-]+(?:\.[\w-]+)+\.[a-z]{2,4}$/.test(text)) return 'email'
  // A rank in a cell of its own may be meant as a role.
  if (readRole(text) || !`${text} `.replace(title, '')) return 'role'
  return /\p{L}/u.test(text) && !/\p{N}/u.test(text) ? 'words' : 'unused'
}

function personOf(cells: Cell[], readRole: Read, hasRoles: boolean): PastedPerson {
  const person: PastedPerson = { answers: {}, marks: [] }
  const mark = (kind: Mark['kind'], text: string, field?: Asked) => text && person.marks.push({ field, kind, text })
  const answer = (field: Asked, text: string | undefined) => text && (person.answers[field] = text)
  const leave = (texts: string[]) => texts.forEach((text) => mark('unused', text))
  /** Takes the first text that can be read, or else marks the first. */
  const take = (field: 'email' | 'role', texts: string[], read: Read) => {
    const best = texts.find(read) ?? texts[0] ?? ''
    const found = read(best)
    answer(field, found ?? (field === 'email' ? best : ''))
    if (!found) mark(field, best, field)
    leave(texts.filter((text) => text !== best))
  }

  take('email', textsOf(cells, 'email'), (text) => (address.test(text) ? text : undefined))
  const { given, family, rank, doubt, others } = nameIn(cells, person.answers.email)
  answer('givenName', given)
  answer('familyName', family)
  mark('name', doubt, 'givenName')
  mark('unused', rank)
  const roles = [...textsOf(cells, 'role'), ...others]
  if (hasRoles) take('role', roles, readRole)
  else leave(roles)
  leave(textsOf(cells, 'unused'))
  return person
}

const textsOf = (cells: Cell[], kind: Kind) => cells.filter((cell) => cell.kind === kind).map(({ text }) => text)

/** The name, and the words that are not part of a name. Without headings it is the first words, in one cell or in two. */
function nameIn(cells: Cell[], email = '') {
  const joined = (kind: Kind) => textsOf(cells, kind).join(' ')
  const [first, last, whole] = [joined('givenName'), joined('familyName'), joined('name')]
  const words = textsOf(cells, 'words')
  if (first || last) return { given: first, family: last, rank: '', doubt: '', others: words }
  const one = whole || words[0] || ''
  const start = cells.findIndex(({ text }) => text === one)
  const isFollowed = (by: number) => cells[start]?.kind === 'words' && cells[start + by]?.kind === 'words'
  const rank = title.exec(`${one} `)?.[0] ?? ''
  const isPair = isFollowed(1) && !/[ ,]/.test(one.slice(rank.length))
  const pasted = isPair ? `${one} ${words[1]}` : one
  const name = pasted.slice(rank.length)
  const isTurned = name.includes(',')
  const [left = '', right = ''] = name.split(isTurned ? /, ?(.*)/ : / (.*)/)
  const [given, family] = isTurned ? [right, left] : [left, right]
  // Two cells do not show which name is the given one; addresses like ada@, ada.reyes@ and areyes@ do.
  const local = fold(email.replace(/[^a-z].*/i, ''))
  const isInOrder = [given, given + family, given.slice(0, 1) + family].map(fold).includes(local)
  const isClear = clearName.test(name) && (isPair ? !isFollowed(2) && isInOrder : !isFollowed(1))
  const others = words.slice(whole ? 0 : isPair ? 2 : 1)
  return { given, family, rank: rank.trim(), doubt: isClear ? '' : pasted, others }
}

/** A label like “Dispatcher (911)” or “EMS or medical personnel” is as good as each of its parts. */
function roleReader(roles: Role[]): Read {
  const known = roles.map(({ value, label }) => ({ value, names: [value, label, ...label.split(choices)].map(fold) }))
  return (text) => {
    const name = fold(text)
    const wellKnown = roleNames.find(([, pattern]) => pattern.test(name))?.[0]
    const exact = known.filter(({ names }) => name && names.includes(name))
    const fits = exact.length > 0 ? exact : known.filter(({ value }) => value === wellKnown)
    return fits.length === 1 ? fits[0]?.value : undefined
  }
}
