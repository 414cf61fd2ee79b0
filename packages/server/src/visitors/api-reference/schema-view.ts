import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'
import { isRefusal, nameOf, type Schema } from './document.ts'
import { lineOf } from './lines.ts'

const deepest = 4

/** Renders what a value can be, in words. Named schemas are links below `base`. */
export function typeView(schema: Schema, base: string): Html | string {
  if (schema.$ref !== undefined) return refView(nameOf(schema.$ref), base)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return joined(choices.map((one) => typeView(one, base)))
  if (schema.allOf) return joined(schema.allOf.map((one) => typeView(one, base)))
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.enum) return joined(schema.enum.map((one) => html`<code>${JSON.stringify(one)}</code>`))
  const types = [schema.type ?? 'any'].flat()
  return joined(types.map((type) => plainType(type, schema, base)))
}

const refView = (name: string, base: string) =>
  isRefusal(name)
    ? html`<a href="${base}/problems">a problem</a>`
    : html`<a href="${base}/docs/schemas#${name}"><code>${name}</code></a>`

function plainType(type: string, { items, additionalProperties, format }: Schema, base: string): Html | string {
  if (type === 'array') return items ? html`a list of ${typeView(items, base)}` : 'a list'
  if (type === 'object' && typeof additionalProperties === 'object')
    return html`an object whose values are ${typeView(additionalProperties, base)}`
  return words[format ?? type] ?? words[type] ?? type
}

const words: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  null: 'null',
  any: 'anything',
  uuid: 'an id (UUID)',
  'date-time': 'an instant (ISO 8601)',
  uri: 'an address (URL)',
  email: 'an email address',
}

const joined = (parts: (Html | string)[]) =>
  html`${parts.map((part, index) => html`${index === 0 ? '' : ' or '}${part}`)}`

/** Renders the members of a schema, with those of the objects in them, as a table. */
export const membersView = (schema: Schema, base: string): Html | '' => {
  const rows = membersOf(schema)
  return rows.length === 0
    ? ''
    : html`<div class="scrolls" tabindex="0"><table><thead><tr><th scope="col">Name</th><th scope="col">Value</th>
<th scope="col">About it</th></tr></thead><tbody>${rows.map(
        ({ path, member, isRequired }) =>
          html`<tr><th scope="row"><code>${path}</code>${isRequired ? '' : html`<br><small>optional</small>`}</th>
<td>${typeView(member, base)}</td><td>${aboutView(member)}</td></tr>`,
      )}</tbody></table></div>`
}

interface Member {
  path: string
  member: Schema
  isRequired: boolean
}

function membersOf(schema: Schema, prefix = '', depth = 0): Member[] {
  if (depth > deepest) return []
  const inside = schema.items ?? schema
  return Object.entries(inside.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`
    const next = member.items ? `${path}[].` : `${path}.`
    return [
      { path, member, isRequired: inside.required?.includes(name) ?? false },
      ...membersOf(member, next, depth + 1),
    ]
  })
}

/** Renders a value's description, its default, and its bounds. */
export const aboutView = (schema: Schema): Html =>
  html`${schema.description === undefined ? '' : lineOf(schema.description)}${
    schema.default === undefined ? '' : html` <small>Default: <code>${JSON.stringify(schema.default)}</code></small>`
  }${boundsOf(schema).map((bound) => html` <small>${bound}</small>`)}`

function boundsOf({ minLength, maxLength, minimum, maximum, minItems, maxItems, pattern }: Schema): string[] {
  // Below this, a number is no bound but the largest that JavaScript counts exactly.
  const highest = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined
  const lowest = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined
  return [
    minLength !== undefined && minLength > 1 ? `At least ${minLength} characters.` : '',
    maxLength === undefined ? '' : `At most ${maxLength} characters.`,
    lowest === undefined ? '' : `At least ${lowest}.`,
    highest === undefined ? '' : `At most ${highest}.`,
    minItems === undefined ? '' : `At least ${minItems} entries.`,
    maxItems === undefined ? '' : `At most ${maxItems} entries.`,
    pattern === undefined ? '' : `Matches ${pattern}`,
  ].filter((bound) => bound !== '')
}
