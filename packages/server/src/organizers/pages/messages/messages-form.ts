import { type Language, type MessagePreview, registrationStatuses } from '@training-signup/contract'
import { html } from 'hono/html'
import { isolated, isolatesInText } from '../../../delivery/compose/isolates.ts'
import type { Config } from '../../../platform/config.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import {
  boxList,
  boxView,
  groupView,
  hiddenFields,
  inputField,
  pickField,
  saying,
  selectField,
  textField,
} from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { withQuery } from '../paging.ts'
import { partnerChoices } from '../partner-choices.ts'
import { type NamedPeople, namedView } from '../roster/named-view.ts'
import { bothView } from '../sent-forms/both-view.ts'
import type { Edits } from '../sent-forms/merge-edits.ts'
import { type TrainingChoice, trainingOptions } from '../trainings/training-choice.ts'
import { draftWords } from './messages-edits.ts'
import { longest, type TrainingFacts } from './messages-facts.ts'
import type { TypedMessage } from './messages-input.ts'
import { laterView } from './messages-later.ts'
import { saveAsTemplate } from './template-pages.ts'

interface MessageForm {
  config: Config
  lang: Language
  typed: TypedMessage
  /** Of a draft: what it is filled in from, and what has to be chosen. */
  edits?: Edits<TypedMessage>
  faults: Faults
  facts: TrainingFacts
  /** The people it names, if it does. */
  named?: NamedPeople | undefined
  /** The trainings to choose from. A draft stays with its own. */
  choices?: TrainingChoice[]
  /** The stored draft. Undefined: it is new. */
  draft?: Draft
  canSend: boolean
  /** When it is to be sent, as it was typed. */
  at?: string | undefined
  /** The name of a new template, as it was typed. */
  templateName?: string | undefined
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
export function formView(view: MessageForm): Html {
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
${
  draft
    ? html`<p class="note wait" role="alert" data-unstored hidden>${icon('warn')}
<span>${say(lang, 'admin.unstored')}</span></p><div id="send" class="stack">${sendView(view)}</div>
<div class="stack">${draftMore(view)}</div>`
    : ''
}
</div>
${draft ? html`<p><a class="button danger quiet" href="${adminPath(config, `${path}/delete`)}">${say(lang, 'admin.messages.delete')}</a></p>` : ''}`
}

/** Renders what else can be done with a draft. */
function draftMore({ lang, typed, faults, facts: { zone }, at = '', templateName }: MessageForm): Html {
  const name = templateName || typed.subject.en
  return html`${laterView(lang, { at, faults, zone })}${saveAsTemplate(lang, faults, name)}`
}

function whoView(view: MessageForm): Html {
  const { lang, typed, faults, facts, named, choices, draft } = view
  const said = saying({ lang, words: 'admin.messages.', faults })
  const training = choices
    ? html`${selectField({ ...said('training'), options: trainingOptions(choices), chosen: typed.training, attributes: { 'data-choose': true } })}
<p><button class="button" name="do" value="choose" data-without-script>${say(lang, 'admin.messages.useTraining')}</button></p>`
    : html`${hiddenFields({ training: typed.training, registrations: typed.registrations?.join(' ') })}
<p><b>${facts.title}</b></p>${named ? namedView(lang, named) : ''}`
  const shown = registrationStatuses.filter(
    (status) => (status === 'confirmed' && !named) || (facts.counts[status] ?? 0) > 0 || typed.status.includes(status),
  )
  const chips = boxList({
    look: 'chip',
    name: 'status',
    values: shown,
    chosen: typed.status,
    label: (status) => say(lang, `admin.messages.status.${status}`),
    count: (status) => facts.counts[status] ?? 0,
    attributes: { class: 'unseen' },
  })
  return html`<section class="card" aria-labelledby="who-title"><h2 id="who-title">${say(lang, 'admin.messages.who')}</h2>
${training}
${groupView({ legend: say(lang, 'admin.messages.status'), name: 'status', faults }, html`<div class="chips">${chips}</div>`)}
${narrowView(lang, typed, faults, facts, named)}
<div id="counts">${draft ? countsView(lang, typed, draft.preview) : ''}</div>${remindersLink(view)}</section>`
}

function narrowView(
  lang: Language,
  typed: TypedMessage,
  faults: Faults,
  { roles, agencies, partners }: TrainingFacts,
  named: NamedPeople | undefined,
): Html | '' {
  const isOpen = (['role', 'agency', 'partner'] as const).some((name) => typed[name] !== '' || faults.has(name))
  if (named && !isOpen) return ''
  const said = saying({ lang, words: 'admin.messages.', faults })
  // A choice that is no longer offered, or not to everyone, must not widen the filter unseen.
  const roleOptions = [{ value: '', label: say(lang, 'admin.messages.role.all') }, ...roles]
  const role = pickField({ ...said('role'), hasMore: false, options: roleOptions, chosen: typed.role })
  const offered = partnerChoices(lang, partners, say(lang, 'admin.messages.partner.all'))
  const partner = pickField({ ...said('partner'), ...offered, chosen: typed.partner })
  const some = agencies.map((value) => ({ value, label: '' }))
  const agency = inputField({ ...said('agency'), value: typed.agency, some, attributes: { maxlength: longest.agency } })
  return html`<details${isOpen ? html` open` : ''}><summary>${say(lang, 'admin.messages.narrow')}</summary>
<div class="two">${roles.length > 0 || typed.role ? role : ''}${partners.partners.length > 0 || typed.partner ? partner : ''}
${agency}</div></details>`
}

/** Says who gets it in another way than most, and who does not. */
function countsView(lang: Language, typed: TypedMessage, preview: MessagePreview): Html {
  const { people, recipients, throughCoordinator, unreachable, unsubscribed, languages } = preview
  const notes: [PageWordKey, number][] = [
    ['admin.messages.count.coordinator', throughCoordinator],
    ['admin.messages.count.shared', people > recipients ? recipients : 0],
    ['admin.messages.count.spanish', typed.text.es === '' ? languages.es : 0],
    ['admin.messages.count.unsubscribed', unsubscribed],
    ['admin.messages.count.unreachable', unreachable],
  ]
  const said = notes.filter(([, count]) => count > 0).map(([key, count]) => say(lang, key, { count }))
  said.unshift(
    people === 0 ? say(lang, 'admin.messages.count.none') : say(lang, 'admin.messages.count.people', { count: people }),
  )
  return html`${said.map((sentence) => html`<p class="hint">${sentence}</p>`)}`
}

/** Leads to the emails that go out without anyone's pressing. */
const remindersLink = ({ config, lang, facts }: MessageForm): Html =>
  html`<p class="hint">${say(lang, 'admin.reminders.hint')}
<a href="${adminPath(config, `/trainings/${facts.slug}/reminders`)}">${say(lang, 'admin.reminders.title')}</a></p>`

function whatView({ lang, typed, faults, facts }: MessageForm): Html {
  const about = boxList({
    type: 'radio',
    look: 'pick-one',
    name: 'about',
    values: ['seat', 'other'] as const,
    chosen: [typed.about],
    label: (value) => say(lang, `admin.messages.about.${value}`),
    hint: (value) => say(lang, `admin.messages.about.${value}.hint`),
  })
  const hasSpanish =
    typed.subject.es !== '' || typed.text.es !== '' || faults.has('subject.es') || faults.has('text.es')
  const spanish =
    facts.isBilingual || hasSpanish
      ? html`<details${hasSpanish ? html` open` : ''}><summary>${say(lang, 'admin.messages.spanish')}</summary>
<div class="stack"><p class="hint">${say(lang, 'admin.messages.spanish.hint')}</p>${textFields(lang, typed, faults, 'es')}</div></details>`
      : ''
  const label = say(lang, 'admin.messages.showsTraining')
  return html`<section class="card" aria-labelledby="what-title"><h2 id="what-title">${say(lang, 'admin.messages.what')}</h2>
${textFields(lang, typed, faults, 'en')}
${spanish}
<p class="hint">${say(lang, 'admin.messages.name', placeholders[lang])}</p>
${boxView({ look: 'tick', name: 'showsTraining', value: '1', isChosen: typed.showsTraining, label })}
${groupView({ legend: say(lang, 'admin.messages.about') }, about)}</section>`
}

function textFields(lang: Language, { subject, text }: TypedMessage, faults: Faults, of: Language): Html {
  const said = saying({ lang, words: 'admin.messages.', faults })
  const field = (name: 'subject' | 'text') => said(`${name}.${of}`, of === 'en' ? name : `${name}.es`)
  const attributes = { lang: of, maxlength: longest.subject }
  return html`${inputField({ ...field('subject'), value: subject[of] ?? '', attributes })}
${textField({ ...field('text'), value: text[of] ?? '', rows: 7, attributes: { lang: of } })}`
}

function sendView({ lang, draft, canSend }: MessageForm): Html {
  const noMail = canSend
    ? ''
    : html`<p class="note wait">${icon('clock')}<span>${say(lang, 'admin.messages.noMail')}</span></p>`
  if (!draft)
    return html`${noMail}<p class="row"><button class="button primary" name="do" value="save">${say(lang, 'admin.messages.preview')}</button></p>`
  const { people } = draft.preview
  const send =
    people === 0
      ? ''
      : html`<input type="hidden" form="message" name="people" value="${draft.preview.tag}">
<button class="button primary" form="message" name="do" value="send">${say(lang, 'admin.messages.send', { count: people })}</button>`
  const { to: address, isOwn } = draft.test
  const test = address
    ? html`<button class="button" form="message" name="do" value="test">${say(
        lang,
        isOwn ? 'admin.messages.test.me' : 'admin.messages.test',
        { address },
      )}</button>`
    : ''
  return html`${noMail}<p class="row">${send}${test}
<button class="button quiet" form="message" name="do" value="save">${say(lang, 'admin.messages.save')}</button></p>
${address ? '' : html`<p class="hint">${say(lang, 'admin.messages.test.none')}</p>`}`
}

/** Shows the email to one recipient as an email program does. */
function lookView({ config, lang, facts, draft }: MessageForm): Html {
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
          html`<a class="chip" href="${at(shown.registration, of)}"${
            of === draft.lang ? html` aria-current="true"` : ''
          }>${say(lang, `admin.messages.language.${of}`)}</a>`,
      )}</nav><p class="hint">${say(lang, `admin.messages.registeredIn.${shown.lang}`)}</p>`
    : ''
  const { name } = draft
  const address = adminPath(
    config,
    withQuery(`/messages/${draft.id}/email`, { person: shown.registration, in: draft.lang, v: draft.tag }),
  )
  return html`${title}<p><small>${unbroken(
    say(lang, 'admin.messages.to', {
      name: isolatesInText(isolated(name)),
      position: shown.position,
      count: recipients,
    }),
  )}${next}</small></p>
${languages}
<p><b lang="${draft.lang}">${mail.subject}</b></p>
<iframe class="email" src="${address}" title="${say(lang, 'admin.messages.email')}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}
