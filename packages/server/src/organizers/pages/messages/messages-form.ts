import { type Language, type MessagePreview, registrationStatuses } from '@training-signup/contract'
import { html } from 'hono/html'
import type { PartnerChoices } from '../../../core/partners/partner-choices.ts'
import { isolated, isolatesInText } from '../../../delivery/compose/isolates.ts'
import type { Config } from '../../../platform/config.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, type WordKey } from '../../../words/admin.ts'
import { bothView } from '../forms/both-view.ts'
import type { Edits } from '../forms/merge-edits.ts'
import { withQuery } from '../forms/paging.ts'
import { adminPath } from '../frame.ts'
import { partnerControl, partnerHint } from '../partner-control.ts'
import { type Named, namedView } from '../roster/named-view.ts'
import { faultMarks, fieldFault } from '../trainings/alert-note.ts'
import { choiceOptions, type TrainingChoice } from '../trainings/training-choice.ts'
import { draftWords } from './messages-edits.ts'
import { longest, type TrainingFacts } from './messages-facts.ts'
import type { Faults, Typed } from './messages-input.ts'

export interface FormView {
  config: Config
  lang: Language
  typed: Typed
  /** Of a draft: what it is filled in from, and what has to be chosen. */
  edits?: Edits<Typed>
  faults: Faults
  facts: TrainingFacts
  /** The people it names, if it does. */
  named?: Named | undefined
  /** The trainings to choose from. A draft stays with its own. */
  choices?: TrainingChoice[]
  /** The stored draft. Undefined: it is new. */
  draft?: Draft
  canSend: boolean
}

export interface Draft {
  id: string
  /** The version that the form shows. */
  tag: string
  preview: MessagePreview
  /** Of the recipient that the preview shows. */
  name: string
  /** The language of the email that the preview shows. */
  lang: Language
  /** The person and the language that the address names. */
  wanted: { person?: string | undefined; in?: Language | undefined }
  /** Where a test goes, and whether that is the reader's own address. */
  test: { to: string | undefined; isOwn: boolean }
}

/** Both are understood in either language. */
const placeholders = {
  en: { name: '{first name}', other: '{first name|neighbor}' },
  es: { name: '{nombre}', other: '{nombre|colega}' },
}

/**
 * Renders the form of a message: who gets it, what it says, how it looks, and the buttons. What
 * sends it stands after what it looks like, also on a phone.
 */
export function formView(view: FormView): Html {
  const { config, lang, draft } = view
  const path = draft ? `/messages/${draft.id}` : '/messages/new'
  // What is saved shows the same person again.
  const action = adminPath(config, withQuery(path, draft?.wanted ?? {}))
  return html`<div class="split">
<form class="stack" id="message" method="post" action="${action}"${draft ? html` data-draft` : ''} novalidate>
<button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true"></button>
${view.edits ? html`<div id="base">${bothView(lang, view.edits, draftWords(lang))}</div>` : ''}${whoView(view)}
${whatView(view)}
${draft ? '' : sendView(view)}
</form>
<aside class="card pin" id="look" aria-labelledby="look-title">${lookView(view)}</aside>
${draft ? html`<p class="note wait" role="alert" data-unstored hidden>${icon('alert')}<span>${say(lang, 'admin.unstored')}</span></p><div id="send" class="stack">${sendView(view)}</div>` : ''}
</div>
${draft ? html`<p><a class="button danger quiet" href="${adminPath(config, `${path}/delete`)}">${say(lang, 'admin.messages.delete')}</a></p>` : ''}`
}

function whoView({ lang, typed, faults, facts, named, choices, draft }: FormView): Html {
  const training = choices
    ? html`<label class="field"><span>${say(lang, 'admin.messages.training')}</span><select class="input" name="training" data-choose>${choiceOptions(choices, typed.training)}</select></label>
<p><button class="button" name="do" value="choose" data-without-script>${say(lang, 'admin.messages.useTraining')}</button></p>`
    : html`<input type="hidden" name="training" value="${typed.training}">${typed.registrations ? html`<input type="hidden" name="registrations" value="${typed.registrations.join(' ')}">` : ''}<p><b>${facts.title}</b></p>${named ? namedView(lang, named) : ''}`
  const shown = registrationStatuses.filter(
    (status) => (status === 'confirmed' && !named) || (facts.counts[status] ?? 0) > 0 || typed.status.includes(status),
  )
  const fault = faults.status
  return html`<section class="card" aria-labelledby="who-title"><h2 id="who-title">${say(lang, 'admin.messages.who')}</h2>
${training}
<fieldset${fault ? html` aria-describedby="status-fault"` : ''}><legend>${say(lang, 'admin.messages.status')}</legend>${fieldFault('status', fault)}<div class="chips">${shown.map(
    (status) =>
      html`<label class="chip"><input class="unseen" type="checkbox" name="status" value="${status}"${typed.status.includes(status) ? html` checked` : ''}>${say(lang, `admin.messages.status.${status}`)} <span class="num">${facts.counts[status] ?? 0}</span></label>`,
  )}</div></fieldset>
${narrowView(lang, typed, faults, facts, named)}
<div id="counts">${draft ? countsView(lang, typed, draft.preview) : ''}</div></section>`
}

function narrowView(
  lang: Language,
  typed: Typed,
  faults: Faults,
  { roles, agencies, partners }: TrainingFacts,
  named: Named | undefined,
): Html | '' {
  const isOpen = (['role', 'agency', 'partner'] as const).some((name) => typed[name] !== '' || faults[name])
  if (named && !isOpen) return ''
  // A choice that is no longer offered, or not to everyone, must not widen the filter unseen.
  const isKnown = typed.role === '' || roles.some(({ value }) => value === typed.role)
  const options = isKnown ? roles : [...roles, { value: typed.role, label: typed.role }]
  const roleField =
    options.length === 0
      ? ''
      : html`<div class="field"><label for="role">${say(lang, 'admin.messages.role')}</label>${fieldFault('role', faults.role)}<select class="input" id="role" name="role"${faultMarks('role', faults.role)}><option value="">${say(lang, 'admin.messages.role.all')}</option>${options.map(
          ({ value, label }) =>
            html`<option value="${value}"${value === typed.role ? html` selected` : ''}>${label}</option>`,
        )}</select></div>`
  return html`<details${isOpen ? html` open` : ''}><summary>${say(lang, 'admin.messages.narrow')}</summary><div class="two">${roleField}${partnerField(lang, typed.partner, faults.partner, partners)}
<div class="field"><label for="agency">${say(lang, 'admin.messages.agency')}</label><small id="agency-hint">${say(lang, 'admin.messages.agency.hint')}</small>${fieldFault('agency', faults.agency)}<input class="input" id="agency" name="agency" value="${typed.agency}" maxlength="${longest.agency}" list="agencies"${faultMarks('agency', faults.agency, 'agency-hint')}></div><datalist id="agencies">${agencies.map((agency) => html`<option value="${agency}"></option>`)}</datalist></div></details>`
}

function partnerField(lang: Language, chosen: string, fault: string | undefined, choices: PartnerChoices): Html | '' {
  if (choices.partners.length === 0 && chosen === '') return ''
  const hint = partnerHint(lang, choices)
  return html`<div class="field"><label for="partner">${say(lang, 'admin.messages.partner')}</label>${hint && html`<small id="partner-hint">${hint}</small>`}${fieldFault('partner', fault)}${partnerControl(
    {
      id: 'partner',
      choices,
      chosen,
      none: say(lang, 'admin.messages.partner.all'),
      attributes: faultMarks('partner', fault, hint && 'partner-hint'),
    },
  )}</div>`
}

/** Says who gets it in another way than most, and who does not. */
function countsView(lang: Language, typed: Typed, preview: MessagePreview): Html {
  const { people, recipients, throughCoordinator, unreachable, unsubscribed, languages } = preview
  const notes: [WordKey, number][] = [
    ['admin.messages.count.coordinator', throughCoordinator],
    ['admin.messages.count.shared', people > recipients ? recipients : 0],
    ['admin.messages.count.spanish', typed.text.es === '' ? languages.es : 0],
    ['admin.messages.count.unsubscribed', unsubscribed],
    ['admin.messages.count.unreachable', unreachable],
  ]
  const said = notes.filter(([, count]) => count > 0).map(([key, count]) => say(lang, key, { count }))
  if (people === 0) said.unshift(say(lang, 'admin.messages.count.none'))
  return html`${said.map((sentence) => html`<p class="hint">${sentence}</p>`)}`
}

function whatView({ lang, typed, faults, facts }: FormView): Html {
  const about = (value: 'seat' | 'other') =>
    html`<label class="pick-one"><input type="radio" name="about" value="${value}"${typed.about === value ? html` checked` : ''}><span>${say(lang, `admin.messages.about.${value}`)}<br><small>${say(lang, `admin.messages.about.${value}.hint`)}</small></span></label>`
  const hasSpanish =
    typed.subject.es !== '' || typed.text.es !== '' || Boolean(faults['subject.es'] ?? faults['text.es'])
  const spanish =
    facts.isBilingual || hasSpanish
      ? html`<details${hasSpanish ? html` open` : ''}><summary>${say(lang, 'admin.messages.spanish')}</summary><div class="stack"><p class="hint">${say(lang, 'admin.messages.spanish.hint')}</p>${textFields(lang, typed, faults, 'es')}</div></details>`
      : ''
  return html`<section class="card" aria-labelledby="what-title"><h2 id="what-title">${say(lang, 'admin.messages.what')}</h2>
${textFields(lang, typed, faults, 'en')}
${spanish}
<p class="hint">${say(lang, 'admin.messages.name', placeholders[lang])}</p>
<label class="tick"><input type="checkbox" name="showsTraining" value="1"${typed.showsTraining ? html` checked` : ''}>${say(lang, 'admin.messages.showsTraining')}</label>
<fieldset><legend>${say(lang, 'admin.messages.about')}</legend>${about('seat')}${about('other')}</fieldset></section>`
}

function textFields(lang: Language, { subject, text }: Typed, faults: Faults, of: Language): Html {
  const [subjectLabel, textLabel] =
    of === 'en'
      ? (['admin.messages.subject', 'admin.messages.text'] as const)
      : (['admin.messages.subject.es', 'admin.messages.text.es'] as const)
  return html`<div class="field"><label for="subject.${of}">${say(lang, subjectLabel)}</label>${fieldFault(`subject.${of}`, faults[`subject.${of}`])}<input class="input" id="subject.${of}" name="subject.${of}" lang="${of}" value="${subject[of]}" maxlength="${longest.subject}"${faultMarks(`subject.${of}`, faults[`subject.${of}`])}></div>
<div class="field"><label for="text.${of}">${say(lang, textLabel)}</label>${fieldFault(`text.${of}`, faults[`text.${of}`])}<textarea class="input" id="text.${of}" name="text.${of}" lang="${of}" rows="7"${faultMarks(`text.${of}`, faults[`text.${of}`])}>
${text[of]}</textarea></div>`
}

function sendView({ lang, draft, canSend }: FormView): Html {
  const noMail = canSend
    ? ''
    : html`<p class="note wait">${icon('clock')}<span>${say(lang, 'admin.messages.noMail')}</span></p>`
  if (!draft)
    return html`${noMail}<p class="row"><button class="button primary" name="do" value="save">${say(lang, 'admin.messages.preview')}</button></p>`
  const { people } = draft.preview
  const send =
    people === 0
      ? ''
      : html`<input type="hidden" form="message" name="people" value="${draft.preview.tag}"><button class="button primary" form="message" name="do" value="send">${say(lang, 'admin.messages.send', { count: people })}</button>`
  const { to: address, isOwn } = draft.test
  const test = address
    ? html`<button class="button" form="message" name="do" value="test">${say(lang, isOwn ? 'admin.messages.test.me' : 'admin.messages.test', { address })}</button>`
    : ''
  return html`${noMail}<p class="row">${send}${test}<button class="button quiet" form="message" name="do" value="save">${say(lang, 'admin.messages.save')}</button></p>
${address ? '' : html`<p class="hint">${say(lang, 'admin.messages.test.none')}</p>`}`
}

/** Shows the email to one recipient as an email program does. */
function lookView({ config, lang, facts, draft }: FormView): Html {
  const title = html`<h2 id="look-title">${say(lang, 'admin.messages.look')}</h2>`
  const { shown = null, recipients = 0, mail = null } = draft?.preview ?? {}
  if (!draft || !shown || !mail) return html`${title}<p class="hint">${say(lang, 'admin.messages.look.later')}</p>`
  const at = (person: string | undefined, of: Language | undefined) =>
    `${adminPath(config, withQuery(`/messages/${draft.id}`, { person, in: of }))}#look`
  const next =
    recipients === 1
      ? ''
      : html` · <a href="${at(shown.next ?? undefined, undefined)}">${say(lang, shown.next ? 'admin.messages.next' : 'admin.messages.first')}</a>`
  const languages = facts.isBilingual
    ? html`<nav class="chips" aria-label="${say(lang, 'admin.messages.languages')}">${(['en', 'es'] as const).map(
        (of) =>
          html`<a class="chip" href="${at(shown.registration, of)}"${of === draft.lang ? html` aria-current="true"` : ''}>${say(lang, `admin.messages.language.${of}`)}</a>`,
      )}</nav><p class="hint">${say(lang, `admin.messages.registeredIn.${shown.lang}`)}</p>`
    : ''
  const { name } = draft
  const address = adminPath(
    config,
    withQuery(`/messages/${draft.id}/email`, { person: shown.registration, in: draft.lang, v: draft.tag }),
  )
  return html`${title}<p><small>${say(lang, 'admin.messages.to', { name: isolatesInText(isolated(name)), position: shown.position, count: recipients })}${next}</small></p>${languages}
<p><b lang="${draft.lang}">${mail.subject}</b></p>
<iframe class="email" src="${address}" title="${say(lang, 'admin.messages.email')}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}
