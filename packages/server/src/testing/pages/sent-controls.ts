/** Returns the forms of a page's main part. */
export const formsIn = (page: string): string[] =>
  page.slice(page.indexOf('<main')).match(/<form\b[^]*?<\/form>/g) ?? []

/**
 * Returns what a browser without scripts would send of the first form in a page's main part, or of
 * the one with an id, apart from buttons.
 */
export const sentControls = (page: string, id?: string): URLSearchParams =>
  controlsIn(formsIn(page).find((one) => id === undefined || one.includes(`id="${id}"`)) ?? '')

/** Returns what a browser without scripts would send of a form, apart from buttons. */
export function controlsIn(form: string): URLSearchParams {
  const sent = new URLSearchParams()
  for (const [control] of form.matchAll(/<input\b[^>]*>|<textarea\b[^]*?<\/textarea>|<select\b[^]*?<\/select>/g)) {
    const name = attribute(control, 'name')
    if (name === undefined) continue
    const value = valueOf(control)
    if (value !== undefined) sent.append(name, value)
  }
  return sent
}

function valueOf(control: string): string | undefined {
  if (control.startsWith('<textarea')) {
    // The first line break after the tag is no part of the text.
    const text = /^<textarea[^>]*>\n?([^]*)<\/textarea>$/.exec(control)?.[1] ?? ''
    return unescaped(text).replaceAll('\n', '\r\n')
  }
  if (control.startsWith('<select')) {
    const options = control.match(/<option[^>]*>/g) ?? []
    const chosen = options.find((one) => / selected\b/.test(one)) ?? options[0]
    return chosen && (attribute(chosen, 'value') ?? '')
  }
  const type = attribute(control, 'type')
  if (type === 'file') return undefined
  if (type === 'checkbox' || type === 'radio')
    return / checked\b/.test(control) ? (attribute(control, 'value') ?? 'on') : undefined
  return (attribute(control, 'value') ?? '').replaceAll(/[\r\n]/g, type === 'hidden' ? '$&' : '')
}

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const unescaped = (text: string) =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
