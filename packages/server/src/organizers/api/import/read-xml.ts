import { setImmediate as pause } from 'node:timers/promises'
import { importLimits } from '@training-signup/contract'
import { UnreadableList } from './unreadable.ts'

/** A tag, and the text before it. */
export interface XmlTag {
  text: string
  name: string
  isEnd: boolean
  /** Whether it is its own end. */
  isEmpty: boolean
  attributes: string
}

const tagParts = /^(\/?)(?:[\w.-]{1,40}:)?([\w.-]{1,80})/

/**
 * Yields the tags of an XML document one after another, without the prefixes of their names. Goes
 * over each character a fixed number of times. A document that declares anything is refused: no
 * spreadsheet does, and what it declares could grow without end.
 */
export function* readXml(xml: string): Generator<XmlTag> {
  let at = 0
  for (;;) {
    const open = xml.indexOf('<', at)
    if (open === -1) return
    const isComment = xml.startsWith('!--', open + 1)
    const close = xml.indexOf(isComment ? '-->' : '>', open)
    if (close === -1 || (xml[open + 1] === '!' && !isComment)) throw new UnreadableList('broken')
    const inside = xml.slice(open + 1, close)
    const [start = '', slash, name = ''] = tagParts.exec(inside) ?? []
    const text = xml.slice(at, open)
    at = close + (isComment ? 3 : 1)
    if (name === '') continue
    yield {
      text,
      name,
      isEnd: slash === '/',
      isEmpty: inside.endsWith('/'),
      attributes: inside.slice(start.length),
    }
  }
}

const tagsAtOnce = 5_000

/** Hands over the tags of a document one after another, and leaves the thread to others now and then. */
export async function eachTag(xml: string, take: (tag: XmlTag) => void): Promise<void> {
  let taken = 0
  for (const tag of readXml(xml)) {
    take(tag)
    taken += 1
    if (taken % tagsAtOnce === 0) await pause()
  }
}

/**
 * No character is written with more than ten, so a longer text is longer than a cell can be. What
 * it says is not read: a file of 20 kB can hold millions of written characters.
 */
export const mostWritten = 10 * importLimits.cell

/** Returns the value of an attribute of a tag. */
export function attributeOf({ attributes }: XmlTag, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s?=\\s?(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? readText(found[1] ?? found[2] ?? '') : undefined
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Returns what a text of a document says, unless it is too long to be kept. Only characters can be named in it. */
export const readText = (text: string): string =>
  text.length <= mostWritten && text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
        if (name !== undefined) return entities[name as string] ?? whole
        const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
      })
    : text
