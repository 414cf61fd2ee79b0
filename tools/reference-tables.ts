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

/** Returns the element's public interface as Markdown. */
export function referenceOf(manifest: unknown): string {
  const declarations = (manifest as Manifest).modules.flatMap((module) => module.declarations)
  const element = declarations.find(({ tagName }) => tagName) as Element
  const properties = element.members.filter(({ kind, attribute }) => kind === 'field' && !attribute)
  return [
    '## Set attributes',
    'Each is a property with the same name too.',
    table(['attribute', ''], element.attributes.map(attributeRow)),
    '## Set properties from a script',
    table(['property', ''], properties.map(described)),
    '## Listen for events',
    ...element.events.map((event) => eventText(event, declarations)),
    '## Leave a link inside',
    ...element.slots.map(({ description = '' }) => description),
    '## Set colors and sizes',
    table(
      ['custom property', 'default', ''],
      element.cssProperties.map((one) => [code(one.name), code(one.default ?? ''), one.description ?? '']),
    ),
    '## Style a part',
    `\`training-signup::part(…)\` takes one of these ${element.cssParts.length} names.`,
    table(['part', ''], element.cssParts.map(described)),
  ].join('\n\n')
}

const code = (text: string) => `\`${text}\``

const described = ({ name, description = '' }: Named) => [code(name), description]

function eventText(event: Named, declarations: Partial<Element>[]): string {
  const fields = (declarations.find(({ name }) => name === event.type?.text)?.members ?? []).map(({ name }) =>
    code(name),
  )
  return `**${code(event.name)}** with ${fields.join(', ')}\\\n${event.description ?? ''}`
}

const attributeRow = ({ name, type, description = '' }: Named) => {
  const choices = type && type.text !== 'string' ? `${type.text.replaceAll("'", '`').replaceAll(' | ', ', ')}. ` : ''
  return [code(name), choices + description]
}

/** Pads columns to one width, so that the source reads like a table too. */
function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')))
  const widths = head.map((_, column) => Math.max(3, ...lines.map((row) => row[column]?.length ?? 0)))
  const written = lines.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [written[0], rule, ...written.slice(1)].join('\n')
}
