import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, parseFragment, serialize } from 'parse5'
import { icon } from '../../../platform/html/icon.ts'
import { say } from '../../../words/admin.ts'
import type { Carried } from './carried.ts'
import { markName } from './form-mark.ts'

type Element = DefaultTreeAdapterMap['element']
type Typed = Pick<Carried, 'path' | 'asked' | 'fields' | 'hasFiles'> & { lang: Language }

/**
 * Fills the form of a page that sends to this path with what was typed, and says so on top. Returns
 * undefined if the page has no such form.
 */
export async function fillForm(page: string, typed: Typed): Promise<string | undefined> {
  const document = parse(page)
  const elements = [...elementsIn(document)]
  const form = elements.find((one) => one.tagName === 'form' && isFor(one, typed, elements))
  const main = elements.find(({ tagName }) => tagName === 'main')
  if (!form || !main) return undefined
  // The address of this page says more than that of its form.
  if (attribute(form, 'action') === undefined) setAttribute(form, 'action', typed.asked)
  const controls = controlsOf(form, elements)
  const rest = fill(controls, typed.fields)
  const note = parseFragment((await noteOf(typed, rest)).toString())
  for (const [at, node] of note.childNodes.entries()) main.childNodes.splice(at, 0, node)
  for (const node of note.childNodes) node.parentNode = main
  return serialize(document)
}

function* elementsIn(node: DefaultTreeAdapterMap['parentNode']): Generator<Element> {
  for (const child of node.childNodes)
    if (defaultTreeAdapter.isElementNode(child)) {
      yield child
      yield* elementsIn(child)
    }
}

const attribute = ({ attrs }: Element, name: string) => attrs.find((one) => one.name === name)?.value

function setAttribute({ attrs }: Element, name: string, value: string | undefined) {
  const at = attrs.findIndex((one) => one.name === name)
  if (at >= 0) attrs.splice(at, 1)
  if (value !== undefined) attrs.push({ name, value })
}

/** Whether a form, or one of its buttons, sends to the path. Without an action it sends to its own page. */
function isFor(form: Element, { path, asked }: Typed, elements: Element[]): boolean {
  if (attribute(form, 'method') !== 'post') return false
  const buttons = controlsOf(form, elements).flatMap((one) => attribute(one, 'formaction') ?? [])
  return [attribute(form, 'action') ?? asked, ...buttons].some((one) => pathOf(one) === pathOf(path))
}

const pathOf = (address: string) => address.replace(/[?#].*/s, '')

function controlsOf(form: Element, elements: Element[]): Element[] {
  const id = attribute(form, 'id')
  const inside = new Set(elementsIn(form))
  const isOwn = (one: Element) => {
    const named = attribute(one, 'form')
    return named === undefined ? inside.has(one) : named === id
  }
  return elements.filter((one) => ['input', 'select', 'textarea', 'button'].includes(one.tagName) && isOwn(one))
}

/** Puts the values into the controls of their names, in order. Returns what has none. */
function fill(controls: Element[], fields: readonly [string, string][]): [string, string][] {
  const named = Map.groupBy(fields, ([name]) => name)
  const left = new Map([...named].map(([name, own]) => [name, own.map(([, value]) => value)]))
  const take = (name: string) => left.get(name)?.shift()
  const choices = new Set<string>()
  for (const control of controls) {
    const name = attribute(control, 'name')
    if (name === undefined || name === markName) continue
    const type = attribute(control, 'type')
    if (control.tagName === 'button') left.delete(name)
    else if (type === 'checkbox' || type === 'radio') {
      const value = attribute(control, 'value') ?? 'on'
      setAttribute(control, 'checked', left.get(name)?.includes(value) ? '' : undefined)
      choices.add(name)
    } else if (type !== 'file') setValue(control, take(name))
  }
  for (const name of choices) left.delete(name)
  return [...left].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]))
}

function setValue(control: Element, value: string | undefined) {
  if (value === undefined) return
  if (control.tagName === 'input') setAttribute(control, 'value', value)
  else if (control.tagName === 'textarea') {
    control.childNodes = []
    // A reader of the page leaves out a first line break.
    defaultTreeAdapter.insertText(control, `\n${value}`)
  } else
    for (const option of elementsIn(control))
      if (option.tagName === 'option')
        setAttribute(option, 'selected', (attribute(option, 'value') ?? textOf(option)) === value ? '' : undefined)
}

const textOf = (element: Element): string =>
  element.childNodes
    .map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : ''))
    .join('')
    .trim()

const noteOf = ({ lang, hasFiles }: Typed, rest: readonly [string, string][]) =>
  html`<div class="note wait" role="status">${icon('warn')}<div><p>${say(lang, 'admin.kept')}${hasFiles ? ` ${say(lang, 'admin.kept.files')}` : ''}</p>${
    rest.length > 0
      ? html`<p>${say(lang, 'admin.kept.rest')}</p><ul>${rest.map(([name, value]) => html`<li>${name}: ${value}</li>`)}</ul>`
      : ''
  }</div></div>`
