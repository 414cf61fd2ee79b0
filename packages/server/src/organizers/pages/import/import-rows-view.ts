import type { Field, ImportedPerson, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { fullName } from '../../../core/people/person-columns.ts'
import { boxView, hiddenFields, inputField, selectField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { columnOf, controls, isChoice, sameCells } from './import-changes.ts'
import { type PreviewView, shortened } from './preview-parts.ts'

/** More than one mends before one looks again. */
const mostShown = 50

/** Renders the rows that someone has to decide about, each with a field to mend it. */
export function rowsToLookAt(view: PreviewView): Html | '' {
  const { lang, preview } = view
  const entries = [...faultEntries(view), ...preview.people.flatMap((one) => doubtEntry(view, one) ?? [])]
  if (entries.length === 0) return ''
  const more = entries.length - mostShown
  return html`<section class="card"><h2>${say(lang, 'admin.import.look')}</h2>
<ul class="rows look">${entries.slice(0, mostShown).map((entry) => html`<li>${entry()}</li>`)}</ul>
${more > 0 ? html`<p>${say(lang, 'admin.import.look.more', { count: more })}</p>` : ''}
<p><button class="button">${say(lang, 'admin.import.again')}</button></p></section>`
}

/** Drawn when it is shown. */
type Entry = () => Html

/** An answer that none of the options is stands once, for all rows that say the same. */
function faultEntries(view: PreviewView): Entry[] {
  const { preview, draft } = view
  const known = new Set<string>()
  return preview.people.flatMap((person) =>
    person.outcome !== 'faulty'
      ? []
      : person.faults.flatMap((fault): Entry[] => {
          const at = columnOf(preview, fault.field)
          const cell = draft.rows[person.row - 1]?.[at] ?? ''
          if (!isChoice(preview.fields.get(fault.field)) || at === -1)
            return [() => faultView(view, person, fault, { at, rows: [person.row] })]
          const same = `${at} ${cell}`
          if (known.has(same)) return []
          known.add(same)
          return [() => faultView(view, person, fault, { at, rows: sameCells(draft.rows, at, cell) })]
        }),
  )
}

function faultView(
  { lang, preview, draft }: PreviewView,
  person: ImportedPerson,
  { field: id, message, typed }: ImportedPerson['faults'][number],
  { at, rows }: { at: number; rows: number[] },
): Html {
  const field = preview.fields.get(id)
  const says = typed === '' ? '' : ` ${say(lang, 'admin.import.says', { typed: shortened(typed) })}`
  const value = draft.rows[person.row - 1]?.[at] ?? ''
  return html`<p>${rowText(lang, rows)}\u00A0· ${fullName(person.givenName, person.familyName)}</p>
${field && at !== -1 ? fixView(lang, field, { row: person.row, value, fault: `${message}.${says}` }) : html`<p>${message}.${says}</p>`}`
}

function rowText(lang: Language, [first = 0, ...others]: number[]): Html {
  const count = others.length
  return html`<b>${
    count > 0 ? say(lang, 'admin.import.rows', { rows: first, count }) : say(lang, 'admin.import.row', { row: first })
  }</b>`
}

function fixView(
  lang: Language,
  { id, label, options, maxLength }: Field,
  { row, value, fault }: { row: number; value: string; fault: string },
): Html {
  const name = controls.fix(row, id)
  const said = { name, label, faults: new Map([[name, fault]]) }
  if (!options)
    return inputField({
      ...said,
      value,
      attributes: { maxlength: maxLength, autocomplete: 'off', spellcheck: 'false' },
    })
  const none = { value: '', label: say(lang, 'admin.import.fix.choose') }
  const known = { value, label: `“${shortened(value)}”` }
  return selectField({ ...said, options: [known, none, ...options], chosen: value })
}

/** Returns what to ask about someone who may be known, or whose address may have a slip. */
function doubtEntry({ lang, preview, draft }: PreviewView, one: ImportedPerson): Entry | undefined {
  const { row, outcome, of, meant } = one
  const head = () => html`<p>${rowText(lang, [row])}\u00A0· ${fullName(one.givenName, one.familyName)}</p>`
  const isAllowed = draft.input.sameName?.includes(row) ?? false
  if (outcome === 'same-name' || isAllowed)
    return () => html`${head()}<p>${of === null ? say(lang, 'admin.import.why.same-name') : say(lang, 'admin.import.why.same-name.row', { of })}</p>
${hiddenFields({ [controls.asked]: String(row) })}${boxView({
  name: controls.anyway,
  value: String(row),
  isChosen: isAllowed,
  label: say(lang, 'admin.import.anyway'),
  look: 'check',
})}`
  if (outcome === 'twice' || outcome === 'registered' || outcome === 'full')
    return () =>
      html`${head()}<p>${outcome === 'twice' ? say(lang, 'admin.import.why.twice', { of: of ?? 0 }) : say(lang, `admin.import.why.${outcome}`)}</p>`
  if (meant === null || columnOf(preview, 'email') === -1) return undefined
  return () => html`${head()}<p>${say(lang, 'admin.import.meant.why')} ${one.email ?? ''}</p>
${boxView({ name: controls.meant(row), value: meant, label: say(lang, 'admin.import.meant', { address: meant }), look: 'check' })}`
}
