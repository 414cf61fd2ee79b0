import { type AccountRole, accountRoles, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { type PartnerChoices, readPartnerChoices } from '../../../core/partners/partner-choices.ts'
import { formatDate, localOf } from '../../../core/trainings/local-time.ts'
import { searchedText } from '../../../core/trainings/match-text.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { includesRole } from '../../../platform/access/roles.ts'
import type { Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import type { Access } from '../../accounts/scope.ts'
import { adminAssets } from '../assets.ts'
import type { FieldWords } from '../forms/both-view.ts'
import { adminPath } from '../frame.ts'
import type { Form } from '../pages.ts'
import { partnerControl, partnerHint } from '../partner-control.ts'
import { alertNote, faultMarks, fieldFault } from '../trainings/alert-note.ts'
import { findField, readAllChoices } from '../trainings/training-choice.ts'

/** Loads the style of these pages. */
export const accountHead = (config: Config): Html =>
  html`<link rel="stylesheet" href="${pathOf(config, adminAssets.accountStyle)}">`

/** Reads a role and a reach as they were chosen. */
export const readAccess = (form: Form): Access => ({
  role: form.get('role') as AccountRole,
  trainings: form.get('reach') === 'some' ? form.all('training') : 'all',
  agency: form.get('agency') || null,
  partner: form.get('partner') || null,
})

/** Leaves out what was chosen but does not belong to the role. */
export const fitToRole = <Given extends Access>(given: Given): Given => ({
  ...given,
  ...(given.role === 'owner' || given.role === 'partner' ? { trainings: 'all' } : {}),
  ...(given.role === 'agency' ? {} : { agency: null }),
  ...(given.role === 'partner' ? {} : { partner: null }),
})

/** Returns what to find, if the button that searches for trainings was pressed. */
export const findIn = (form: Form): string | undefined =>
  form.get('do') === 'find' ? searchedText(form.get('find')) : undefined

/** What a form shows besides its values. */
export interface Shown {
  fault?: Fault | undefined
  /** What was typed to find trainings. */
  find?: string | undefined
}

/** Renders the fields of a role and of what it reaches, as far as the caller may give them. */
export async function accessFields(
  app: App,
  lang: Language,
  caller: Caller,
  values: Access,
  { fault, find = '' }: Shown = {},
): Promise<Html> {
  const wrong = textOf('trainings', fault)
  const isSome = values.trainings !== 'all'
  const chosen = values.trainings === 'all' ? [] : values.trainings
  const { choices, hasMore } = await readAllChoices(app, caller.scope, lang, { chosen, find })
  return html`<fieldset class="options"><legend>${say(lang, 'admin.role')}</legend>${accountRoles
    .filter((role) => includesRole(caller.role, role))
    .map((role) =>
      option({
        name: 'role',
        value: role,
        isChosen: values.role === role,
        text: html`<b>${say(lang, `admin.role.${role}`)}</b><br><small>${say(lang, `admin.role.${role}.text`)}</small>`,
      }),
    )}</fieldset>
<fieldset class="options"${wrong ? html` aria-describedby="trainings-fault"` : ''}><legend>${say(lang, 'admin.reach')}</legend>${fieldFault('trainings', wrong)}${option({ name: 'reach', value: 'all', isChosen: !isSome, text: say(lang, 'admin.reach.all') })}${option({ name: 'reach', value: 'some', isChosen: isSome, text: say(lang, 'admin.reach.some') })}
<div class="option-list">${choices.map(({ slug, title, startsAt, timeZone }) =>
    option({
      type: 'checkbox',
      name: 'training',
      value: slug,
      isChosen: chosen.includes(slug),
      text: html`${title}<br><small>${formatDate(localOf(new Date(startsAt), timeZone).slice(0, 10), lang)}</small>`,
    }),
  )}</div>${hasMore ? findField(lang, find) : ''}</fieldset>
${limitFields(lang, values, await readPartnerChoices(app, caller.scope, [values.partner]), fault)}`
}

/** Renders the fields of the only agency or partner that is reached. */
function limitFields(lang: Language, { agency, partner }: Access, choices: PartnerChoices, fault?: Fault): Html {
  const [wrongAgency, wrongPartner] = [textOf('agency', fault), textOf('partner', fault)]
  const hint = partnerHint(lang, choices)
  return html`<div class="two"><div class="field"><label for="agency">${say(lang, 'admin.reach.agency')}</label>${fieldFault('agency', wrongAgency)}<input class="input" id="agency" name="agency" value="${agency ?? ''}" maxlength="200"${faultMarks('agency', wrongAgency, 'agency-hint')}><small id="agency-hint">${say(lang, 'admin.reach.agency.hint')}</small></div>
<div class="field"><label for="partner">${say(lang, 'admin.reach.partner')}</label>${fieldFault('partner', wrongPartner)}${partnerControl(
    {
      id: 'partner',
      choices,
      chosen: partner ?? '',
      none: say(lang, 'admin.reach.none'),
      attributes: faultMarks('partner', wrongPartner, 'partner-hint'),
    },
  )}<small id="partner-hint">${say(lang, 'admin.reach.partner.hint')}${hint && html`. ${hint}`}</small></div></div>`
}

interface Option {
  type?: 'radio' | 'checkbox'
  name: string
  value: string
  isChosen: boolean
  text: string | Html
}

const option = ({ type = 'radio', name, value, isChosen, text }: Option): Html =>
  html`<label class="option"><input type="${type}" name="${name}" value="${value}"${isChosen ? html` checked` : ''}><span>${text}</span></label>`

/** Says what a role and its reach are, in one line. */
export function accessText(lang: Language, { role, trainings, agency, partner }: Access): string {
  const parts = [say(lang, `admin.role.${role}`), agency, partner]
  if (trainings !== 'all') parts.push(say(lang, 'admin.reach.count', { count: trainings.length }))
  return parts.filter((part) => part !== null).join(' · ')
}

/** How the fields of an account are called where two people changed them. */
export const accountWords = (lang: Language): FieldWords => ({
  labelOf: (name) =>
    say(
      lang,
      name === 'access' ? 'admin.accounts.access' : name === 'lang' ? 'admin.accounts.lang' : 'admin.accounts.name',
    ),
  textOf: (name, value) =>
    name === 'access'
      ? accessInFull(lang, value as Access)
      : name === 'lang'
        ? say(lang, `field.language.${value as Language}`)
        : String(value),
})

/** Names the trainings too: two people can have chosen as many, and others. */
const accessInFull = (lang: Language, access: Access): string =>
  [accessText(lang, access), ...(access.trainings === 'all' ? [] : access.trainings)].join(', ')

/** What to correct about an account or a key. */
export interface Fault {
  /** The field; undefined if no field of the form is wrong. */
  field?: 'email' | 'name' | 'agency' | 'partner' | 'trainings'
  text: string
}

const fields = ['email', 'name', 'agency', 'partner', 'trainings'] as const

/** Says what to correct, by the path of a member that is not accepted. */
export function faultAt(lang: Language, [member, index]: readonly unknown[] = []): Fault {
  const field = fields.find((name) => name === member)
  if (!field) return { text: say(lang, 'admin.accounts.fault') }
  const key = field === 'trainings' && index === undefined ? 'trainings.none' : field
  return { field, text: say(lang, `admin.accounts.fault.${key}`) }
}

/** Renders the line above a form in which something is wrong. */
export const faultNote = (lang: Language, fault: Fault | undefined): Html | '' =>
  alertNote(fault?.field ? say(lang, 'admin.unsaved') : fault?.text)

const textOf = (field: Fault['field'], fault: Fault | undefined) => (fault?.field === field ? fault?.text : undefined)

export const languageField = (lang: Language, label: string, chosen: Language): Html =>
  html`<label class="field"><span>${label}</span><select class="input pick" name="lang">${(['en', 'es'] as const).map(
    (one) =>
      html`<option value="${one}"${one === chosen ? html` selected` : ''}>${say(lang, `field.language.${one}`)}</option>`,
  )}</select></label>`

export function textField(name: 'name' | 'email', label: string, value: string, fault?: Fault): Html {
  const wrong = textOf(name, fault)
  const attributes = name === 'email' ? html`type="email" maxlength="254"` : html`maxlength="100"`
  return html`<div class="field"><label for="${name}">${label}</label>${fieldFault(name, wrong)}<input class="input" id="${name}" name="${name}" value="${value}" required autocomplete="off" ${attributes}${faultMarks(name, wrong)}></div>`
}

export const formAction = (app: App, path: string) => html`method="post" action="${adminPath(app.config, path)}"`
