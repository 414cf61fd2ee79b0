import { type AccountRole, type Agency, accountRoles, type Language, language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { type PartnerChoices, readPartnerChoices } from '../../../core/partners/partner-choices.ts'
import { foldName } from '../../../core/people/person.ts'
import { formatDate, localOf } from '../../../core/trainings/local-time.ts'
import { searchedText } from '../../../core/trainings/match-text.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { includesRole } from '../../../platform/access/roles.ts'
import type { Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { type Faults, firstOf, noFaults } from '../../../platform/html/form/faults.ts'
import {
  boxList,
  boxView,
  groupView,
  inputField,
  type LabeledField,
  optionsOf,
  pickField,
  saying,
  selectField,
} from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import type { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import type { Access } from '../../accounts/scope.ts'
import { listAgencies } from '../../api/agencies/agencies.ts'
import { adminAssets } from '../assets.ts'
import { adminPath } from '../frame.ts'
import type { SentFields } from '../pages.ts'
import { partnerChoices } from '../partner-choices.ts'
import type { FieldWords } from '../sent-forms/both-view.ts'
import { findField, readAllChoices } from '../trainings/training-choice.ts'

/** Loads the style of these pages. */
export const accountHead = (config: Config): Html =>
  html`<link rel="stylesheet" href="${pathOf(config, adminAssets.accountStyle)}">`

/** Reads a role and a reach as they were chosen. */
export const readAccess = (form: SentFields): Access => ({
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
export const findIn = (form: SentFields): string | undefined =>
  form.get('do') === 'find' ? searchedText(form.get('find')) : undefined

/** What a form shows besides its values. */
export interface Shown {
  faults?: Faults
  /** What was typed to find trainings. */
  find?: string | undefined
}

/** Renders the fields of a role and of what it reaches, as far as the caller may give them. */
export async function accessFields(
  app: App,
  lang: Language,
  caller: Caller,
  values: Access,
  { faults = noFaults, find = '' }: Shown = {},
): Promise<Html> {
  const chosen = values.trainings === 'all' ? [] : values.trainings
  const { choices, hasMore } = await readAllChoices(app, caller.scope, lang, { chosen, find })
  const { agencies } = await listAgencies(app, caller.scope, { limit: mostAgencies })
  const roles = boxList({
    ...option,
    name: 'role',
    values: accountRoles.filter((role) => includesRole(caller.role, role)),
    chosen: [values.role],
    label: (role) => html`<b>${say(lang, `admin.role.${role}`)}</b>`,
    hint: (role) => say(lang, `admin.role.${role}.text`),
  })
  const reach = boxList({
    ...option,
    name: 'reach',
    values: ['all', 'some'] as const,
    chosen: [values.trainings === 'all' ? 'all' : 'some'],
    label: (one) => say(lang, `admin.reach.${one}`),
  })
  const trainings = choices.map(({ slug: value, title: label, startsAt, timeZone }) => {
    const hint = formatDate(localOf(new Date(startsAt), timeZone).slice(0, 10), lang)
    return boxView({ look: 'option', name: 'training', value, isChosen: chosen.includes(value), label, hint })
  })
  return html`${groupView({ legend: say(lang, 'admin.role'), look: 'options' }, roles)}
<div class="of-trainings">${groupView(
    { legend: say(lang, 'admin.reach'), look: 'options', name: 'trainings', faults },
    html`${reach}<div class="option-list">${trainings}</div>${hasMore ? findField(lang, find) : ''}`,
  )}</div>
${limitFields(lang, values, { partners: await readPartnerChoices(app, caller.scope, [values.partner]), agencies }, faults)}`
}

/** Renders the fields of the only agency or partner that is reached. The style shows the one that the role needs. */
function limitFields(
  lang: Language,
  { agency, partner }: Access,
  { partners, agencies }: { partners: PartnerChoices; agencies: Agency[] },
  faults: Faults,
): Html {
  const said = saying({ lang, words: 'admin.reach.', faults })
  const { hint, ...offered } = partnerChoices(lang, partners, say(lang, 'admin.reach.none'))
  const of = said('partner')
  const hints = html`${of.hint}${hint && html`. ${hint}`}`
  return html`${inputField({
    ...said('agency'),
    look: 'of-agency',
    value: agency ?? '',
    some: agencies.map(({ name: value }) => ({ value, label: value })),
    below: agencyNote(lang, agency, agencies),
    attributes: { maxlength: 200, autocomplete: 'off' },
  })}
${pickField({ ...offered, ...of, hint: hints, look: 'of-partner', chosen: partner ?? '' })}`
}

/** How many agencies the field offers: those that may be one first. */
const mostAgencies = 100

/** Says how many people an agency has, and which spellings may be of the same one. */
function agencyNote(lang: Language, agency: string | null, agencies: readonly Agency[]): Html | '' {
  const found = agency && agencies.find(({ name }) => foldName(name) === foldName(agency))
  if (!found) return ''
  const people = say(lang, 'admin.agencies.people', { count: found.people })
  const alike = found.alike.length === 0 ? '' : say(lang, 'admin.reach.agency.alike', { names: found.alike.join(', ') })
  return html`<p class="hint">${people}. ${alike}</p>`
}

const option = { type: 'radio', look: 'option' } as const

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

const fields = ['email', 'name', 'agency', 'partner', 'trainings'] as const

/** Says what to correct, by the path of a member that is not accepted. */
export function faultAt(lang: Language, [member, index]: readonly unknown[] = []): [name: string, sentence: string] {
  const field = fields.find((name) => name === member)
  if (!field) return ['', say(lang, 'admin.accounts.fault')]
  const key = field === 'trainings' && index === undefined ? 'trainings.none' : field
  return [field, say(lang, `admin.accounts.fault.${key}`)]
}

/** Says what to correct where something is refused; undefined if the form can’t correct it. */
export const faultsOf =
  (lang: Language) =>
  ({ problemName, problem }: ProblemError): Faults | undefined => {
    if (problem.status >= 500 || problem.status === 404) return undefined
    if (problem.errors?.length)
      return firstOf(problem.errors.map(({ pointer = '' }) => faultAt(lang, pointer.split('/').slice(1))))
    return new Map([[problemName === 'address-taken' ? 'email' : '', say(lang, `problem.${problemName}`)]])
  }

export const languageField = (lang: Language, label: string, chosen: Language): Html =>
  selectField({ name: 'lang', label, controlLook: 'pick', options: languageOptions(lang), chosen })

/** Returns every language, as pages in one of them call it. */
export const languageOptions = (lang: Language) =>
  optionsOf(language.options, (one) => say(lang, `field.language.${one}`))

export function ownField(name: 'name' | 'email', label: string, value: string, more: Partial<LabeledField>): Html {
  const own = name === 'email' ? { type: 'email', maxlength: 254 } : { maxlength: 100 }
  return inputField({ ...more, name, label, value, attributes: { required: true, autocomplete: 'off', ...own } })
}

export const formAction = (app: App, path: string) => html`method="post" action="${adminPath(app.config, path)}"`
