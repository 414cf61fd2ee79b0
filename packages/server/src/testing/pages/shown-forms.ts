import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from 'parse5'

type Element = DefaultTreeAdapterMap['element']
type Fields = [string, string][]

export interface ShownForm {
  /** Where it sends to, and where its buttons do, without queries. */
  paths: string[]
  /** What a browser would send of it, apart from buttons and files. */
  sent: () => Fields
  /** What stands in its fields for text. */
  texts: () => string[]
  /** Types into every field, and chooses what was not chosen. */
  fillIn: () => void
}

/** Returns the forms of a page that send something, as a browser without scripts reads them. */
export function shownForms(page: string, address: string): ShownForm[] {
  const elements = [...elementsIn(parse(page))]
  return elements
    .filter((one) => one.tagName === 'form' && get(one, 'method') === 'post')
    .map((form) => {
      const inside = new Set(elementsIn(form))
      const own = elements.filter((one) => {
        const named = get(one, 'form')
        return named === undefined ? inside.has(one) : named === get(form, 'id')
      })
      const named = own.filter((one) => get(one, 'name') !== undefined)
      const actions = own.flatMap((one) => get(one, 'formaction') ?? [])
      return {
        paths: [get(form, 'action') ?? address, ...actions].map((one) => one.replace(/[?#].*/s, '')),
        sent: () =>
          named.flatMap((one) => valuesOf(one).map((value): Fields[number] => [get(one, 'name') ?? '', value])),
        texts: () =>
          named
            .filter(isText)
            .flatMap(valuesOf)
            .filter((text) => text.trim() !== ''),
        fillIn: () => {
          for (const one of named) change(one, named)
        },
      }
    })
}

function* elementsIn(node: DefaultTreeAdapterMap['parentNode']): Generator<Element> {
  for (const child of node.childNodes)
    if (defaultTreeAdapter.isElementNode(child)) {
      yield child
      yield* elementsIn(child)
    }
}

const get = ({ attrs }: Element, name: string) => attrs.find((one) => one.name === name)?.value
function set(element: Element, name: string, value: string | undefined) {
  element.attrs = element.attrs.filter((one) => one.name !== name)
  if (value !== undefined) element.attrs.push({ name, value })
}

const textOf = ({ childNodes }: Element) =>
  childNodes.map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : '')).join('')
const optionsOf = (select: Element) => [...elementsIn(select)].filter(({ tagName }) => tagName === 'option')
const isText = (one: Element) =>
  one.tagName === 'textarea' ||
  (one.tagName === 'input' && ['text', 'url', 'email', 'tel', 'search'].includes(get(one, 'type') ?? 'text'))
const isChoice = (one: Element) => ['checkbox', 'radio'].includes(get(one, 'type') ?? '')

function valuesOf(one: Element): string[] {
  if (one.tagName === 'textarea') return [textOf(one).replaceAll(/\r?\n/g, '\r\n')]
  if (one.tagName === 'select') {
    const options = optionsOf(one)
    const chosen = options.findLast((option) => get(option, 'selected') !== undefined) ?? options[0]
    return chosen ? [get(chosen, 'value') ?? textOf(chosen)] : []
  }
  if (one.tagName !== 'input' || get(one, 'type') === 'file') return []
  if (!isChoice(one)) return [get(one, 'value') ?? '']
  return get(one, 'checked') === undefined ? [] : [get(one, 'value') ?? 'on']
}

function change(one: Element, all: Element[]) {
  if (one.tagName === 'textarea') {
    one.childNodes = []
    defaultTreeAdapter.insertText(one, '\r\n“One” & <two>\r\n\r\n  three')
  } else if (one.tagName === 'select') {
    const options = optionsOf(one)
    for (const option of options) set(option, 'selected', option === options.at(-1) ? '' : undefined)
  } else if (get(one, 'type') === 'checkbox') set(one, 'checked', get(one, 'checked') === undefined ? '' : undefined)
  else if (get(one, 'type') === 'radio') {
    const last = all.findLast((other) => get(other, 'type') === 'radio' && get(other, 'name') === get(one, 'name'))
    set(one, 'checked', one === last ? '' : undefined)
  } else if (one.tagName === 'input' && get(one, 'type') !== 'hidden')
    set(one, 'value', `“Typed” & <b> '${get(one, 'name')}'`)
}
