import { addedOutcomes, type ImportOutcome, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { fullName } from '../../../core/people/person-columns.ts'
import { boxField, groupView, hiddenFields, inputField, selectField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'
import { languagesOf } from '../../../words/index.ts'
import { cardTable } from '../card-table.ts'
import { letterView } from '../person/letter.ts'
import { controls } from './import-changes.ts'
import { rowsToLookAt } from './import-rows-view.ts'
import { type PreviewView, shortened } from './preview-parts.ts'

/** Renders how a list would turn out: who is added, what to look at, and what the columns hold. */
export function previewView(view: PreviewView): Html {
  const { lang, token, path, isChanged } = view
  return html`<h1>${say(lang, 'admin.import.check')}</h1>
${isChanged ? note(say(lang, 'admin.import.changed')) : ''}
${resultView(view)}
<form class="stack" method="post" action="${path}/preview" novalidate>${hiddenFields({ draft: token })}
${rowsToLookAt(view)}${columnsView(view)}</form>
${everyoneView(view)}`
}

const note = (text: string): Html => html`<p class="note wait" role="alert">${icon('warn')}<span>${text}</span></p>`

const leftOut = ['faulty', 'same-name', 'full', 'registered', 'twice'] as const satisfies ImportOutcome[]

function resultView({ lang, token, preview, path }: PreviewView): Html {
  const { counts } = preview
  const added = counts.confirmed + counts.waitlisted
  const said = addedOutcomes.flatMap((outcome) =>
    counts[outcome] > 0 ? [say(lang, `admin.import.${outcome}`, { count: counts[outcome] })] : [],
  )
  const left = leftOut.filter((outcome) => counts[outcome] > 0)
  const people = say(lang, 'admin.import.people', { count: added })
  const go =
    preview.emails > 0
      ? say(lang, 'admin.import.go.emails', { count: preview.emails, people })
      : say(lang, 'admin.import.go', { count: added })
  return html`<form class="card" method="post" action="${path}">${hiddenFields({ draft: token, tag: preview.tag })}
<h2>${added === 0 ? say(lang, 'admin.import.none') : unbroken(said.join(' · '))}</h2>
${added === 0 ? '' : emailsView(lang, preview, added)}
${
  left.length === 0
    ? ''
    : html`<p><b>${say(lang, 'admin.import.leftOut')}</b></p>
<ul>${left.map((outcome) => html`<li>${say(lang, `admin.import.${outcome}`, { count: counts[outcome] })}</li>`)}</ul>`
}
<p class="row">${added === 0 ? '' : html`<button class="button primary">${go}</button>`}
<a class="button" href="${path}">${say(lang, 'admin.import.other')}</a></p></form>`
}

function emailsView(lang: Language, { emails, mails, people }: PreviewView['preview'], added: number): Html {
  const without = people.filter(
    ({ outcome, email }) => email === null && addedOutcomes.some((one) => one === outcome),
  ).length
  const letters = addedOutcomes.flatMap((outcome) => {
    const mail = mails[outcome]
    return mail
      ? [html`<details><summary>${say(lang, `admin.import.mail.${outcome}`)}</summary>${letterView(mail)}</details>`]
      : []
  })
  const unreachable = without > 0 ? html`<p>${say(lang, 'admin.import.unreachable', { count: without })}</p>` : ''
  if (emails === 0) return html`<p>${say(lang, 'admin.import.noEmails')}</p>${without < added ? unreachable : ''}`
  return html`<div class="note wait">${icon('mail')}<div><p><b>${say(lang, 'admin.import.emails', { count: emails })}</b></p>
${unreachable}${letters}</div></div>`
}

/** A, B, …, Z, AA, as spreadsheets name their columns. */
const letterOf = (at: number): string =>
  (at > 25 ? letterOf(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))

const samples = 3

function columnsView(view: PreviewView): Html {
  const { lang, draft, preview } = view
  const { columns, headings, fields } = preview
  const hasName = columns.some(({ holds }) => holds === 'name' || holds === 'givenName')
  const options = [
    { value: 'skip', label: say(lang, 'admin.import.holds.skip') },
    { value: 'name', label: say(lang, 'admin.import.holds.name') },
    ...[...fields].map(([value, { label }]) => ({ value, label })),
  ]
  const first = headings ? draft.rows.findIndex((row) => row.length > 0) + 1 : 0
  const cellsOf = (at: number) =>
    [...new Set(draft.rows.slice(first).map((row) => row[at] ?? ''))].filter(Boolean).slice(0, samples)
  const fieldsView = columns.map(({ heading, holds }, at) => {
    const letter = letterOf(at)
    const label =
      heading === ''
        ? say(lang, 'admin.import.column', { letter })
        : say(lang, 'admin.import.column.named', { heading: shortened(heading), letter })
    const hint = cellsOf(at).map(shortened).join(' · ')
    return selectField({ name: controls.column(at), label, hint, options, chosen: holds })
  })
  const box = { name: controls.headings, label: say(lang, 'admin.import.headings'), isChosen: headings }
  return html`<section class="card" id="columns"><h2>${say(lang, 'admin.import.columns')}</h2>
${hasName ? '' : note(say(lang, 'admin.import.columns.noName'))}
<p>${say(lang, 'admin.import.columns.text')}</p>${hiddenFields({ [controls.hasHeadings]: '1' })}
<div class="sums">${fieldsView}</div>${boxField(box)}
${forEveryone(view)}<p><button class="button">${say(lang, 'admin.import.again')}</button></p></section>`
}

/** What a list often says of all of its people together, or not at all. */
const shared = ['role', 'agency'] as const

function forEveryone({ lang, preview, draft }: PreviewView): Html {
  const { fields, training } = preview
  const { everyone = {} } = draft.input
  const asked = shared.flatMap((id) => {
    const field = fields.get(id)
    if (!field) return []
    const said = { name: controls.everyone(id), label: field.label }
    const none = { value: '', label: say(lang, 'admin.import.fix.choose') }
    return field.options
      ? [selectField({ ...said, options: [none, ...field.options], chosen: everyone[id] })]
      : [inputField({ ...said, value: everyone[id] ?? '', attributes: { maxlength: field.maxLength } })]
  })
  const languages = languagesOf(training.input)
  const language =
    languages.length > 1
      ? selectField({
          name: controls.lang,
          label: say(lang, 'admin.import.lang'),
          options: languages.map((one) => ({ value: one, label: say(lang, `field.language.${one}` as PageWordKey) })),
          chosen: preview.lang,
        })
      : ''
  const rest =
    asked.length === 0
      ? ''
      : groupView({ legend: say(lang, 'admin.import.everyone') }, html`<div class="sums">${asked}</div>`)
  return html`${rest}${language}`
}

const tones: Record<ImportOutcome, string> = {
  confirmed: 'ok',
  waitlisted: 'wait',
  faulty: 'stop',
  twice: '',
  registered: '',
  'same-name': 'wait',
  full: 'stop',
}

/** Everyone, so that one can look up any of them. */
function everyoneView({ lang, preview }: PreviewView): Html {
  const headings = ['row', 'who', 'email', 'outcome'] as const
  const labelOf = (heading: (typeof headings)[number]) =>
    heading === 'row' ? say(lang, 'admin.import.row', { row: '' }).trim() : say(lang, `admin.import.all.${heading}`)
  return html`<details class="card"><summary>${say(lang, 'admin.import.all')}</summary>${cardTable({
    headings: headings.map(labelOf),
    rows: preview.people.map(({ row, givenName, familyName, email, outcome }) => [
      html`<span class="num">${row}</span>`,
      fullName(givenName, familyName),
      email ?? say(lang, 'admin.import.noEmail'),
      html`<span class="state ${tones[outcome]}">${say(lang, `admin.import.outcome.${outcome}`)}</span>`,
    ]),
  })}</details>`
}
