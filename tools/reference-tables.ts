interface Named {
  name: string
  description?: string
  default?: string
  type?: { text: string }
  attribute?: string
  kind?: string
}

interface Element {
  name: string
  tagName?: string
  attributes: Named[]
  members: Named[]
  events: Named[]
  slots: Named[]
  cssProperties: Named[]
  cssParts: Named[]
}

interface Manifest {
  modules: { declarations: Partial<Element>[] }[]
}

/** The element's public face as Markdown, from the manifest. */
export function referenceOf(manifest: unknown): string {
  const declarations = (manifest as Manifest).modules.flatMap((module) => module.declarations)
  const element = declarations.find(({ tagName }) => tagName) as Element
  const properties = element.members.filter(({ kind, attribute }) => kind === 'field' && !attribute)
  return [
    table(['attribute, and property of the same name', ''], element.attributes.map(attributeRow)),
    table(['property', ''], properties.map(described)),
    table(
      ['event', 'with', ''],
      element.events.map((event) => [code(event.name), fieldsOf(event, declarations), event.description ?? '']),
    ),
    ...element.slots.map(({ description = '' }) => `**Content.** ${description}`),
    table(
      ['custom property', 'by default', ''],
      element.cssProperties.map((one) => [code(one.name), code(one.default ?? ''), one.description ?? '']),
    ),
    `<details>
<summary>${element.cssParts.length} parts, for <code>training-signup::part(…)</code></summary>

${table(['part', ''], element.cssParts.map(described))}

</details>`,
  ].join('\n\n')
}

const code = (text: string) => `\`${text}\``

const described = ({ name, description = '' }: Named) => [code(name), description]

const fieldsOf = ({ type }: Named, declarations: Partial<Element>[]) =>
  (declarations.find(({ name }) => name === type?.text)?.members ?? []).map(({ name }) => code(name)).join(', ')

const attributeRow = ({ name, type, description = '' }: Named) => {
  const choices = type && type.text !== 'string' ? `${type.text.replaceAll("'", '`').replaceAll(' | ', ', ')}. ` : ''
  return [code(name), choices + description]
}

/** With columns of one width, so that it can be read as it is, too. */
function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')))
  const widths = head.map((_, column) => Math.max(3, ...lines.map((row) => row[column]?.length ?? 0)))
  const written = lines.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [written[0], rule, ...written.slice(1)].join('\n')
}
