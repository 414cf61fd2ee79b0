import { type AccountRole, accountRoles, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Caller } from '../access/caller.ts'
import { includesRole } from '../access/roles.ts'
import { trainingsWithin } from '../access/within.ts'
import type { Access } from '../accounts/scope.ts'
import type { Config } from '../config.ts'
import type { App } from '../context.ts'
import { pathOf } from '../pages/assets.ts'
import type { Html } from '../pages/layout.ts'
import { formatDate } from '../trainings/local-time.ts'
import { readInput } from '../trainings/trainings.ts'
import { pickText, say } from '../words/index.ts'
import { adminAssets } from './assets.ts'
import { adminPath } from './frame.ts'
import type { Form } from './pages.ts'

/** Loads the style of these pages. */
export const accountHead = (config: Config): Html =>
  html`<link rel="stylesheet" href="${pathOf(config, adminAssets.accountStyle)}">`

/** Reads a role and its reach. What does not belong to the role is left out. */
export function readAccess(form: Form): Access {
  const role = form.get('role') as AccountRole
  const isWhole = role === 'owner' || role === 'partner' || form.get('reach') !== 'some'
  return {
    role,
    trainings: isWhole ? 'all' : form.all('training'),
    agency: role === 'agency' ? form.get('agency') || null : null,
    partner: role === 'partner' ? form.get('partner') || null : null,
  }
}

/** Renders the fields of a role and of what it reaches, as far as the caller may give them. */
export async function accessFields(app: App, lang: Language, caller: Caller, values: Access): Promise<Html> {
  const trainings = await app.db.reader
    .selectFrom('training')
    .select(['slug', 'input', 'starts_at'])
    .where(trainingsWithin(caller.scope))
    .orderBy('starts_at', 'desc')
    .orderBy('slug')
    .execute()
  const partners = await app.db.reader.selectFrom('partner').select(['slug', 'name']).orderBy('name').execute()
  const isSome = values.trainings !== 'all'
  const chosen = new Set(values.trainings === 'all' ? [] : values.trainings)
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
<fieldset class="options"><legend>${say(lang, 'admin.reach')}</legend>${option({ name: 'reach', value: 'all', isChosen: !isSome, text: say(lang, 'admin.reach.all') })}${option({ name: 'reach', value: 'some', isChosen: isSome, text: say(lang, 'admin.reach.some') })}
<div class="option-list">${trainings.map((training) =>
    option({
      type: 'checkbox',
      name: 'training',
      value: training.slug,
      isChosen: chosen.has(training.slug),
      text: html`${pickText(readInput(training).title, lang)}<br><small>${formatDate(training.starts_at.slice(0, 10), lang)}</small>`,
    }),
  )}</div></fieldset>
<div class="two"><label class="field"><span>${say(lang, 'admin.reach.agency')}</span><input class="input" name="agency" value="${values.agency ?? ''}" maxlength="200"><small>${say(lang, 'admin.reach.agency.hint')}</small></label>
<label class="field"><span>${say(lang, 'admin.reach.partner')}</span><select class="input" name="partner"><option value="">${say(lang, 'admin.reach.none')}</option>${partners.map(
    ({ slug, name }) => html`<option value="${slug}"${slug === values.partner ? html` selected` : ''}>${name}</option>`,
  )}</select><small>${say(lang, 'admin.reach.partner.hint')}</small></label></div>`
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

const faulty = ['email', 'name', 'agency', 'partner', 'trainings'] as const

/** Says what to correct about a member of an account or a key. */
export function faultText(lang: Language, member: unknown): string {
  const known = faulty.find((name) => name === member)
  return say(lang, known ? `admin.accounts.fault.${known}` : 'admin.accounts.fault')
}

/** Renders the line above a form that says what to correct. */
export const faultNote = (text: string): Html => html`<p class="note stop" role="alert"><span>${text}</span></p>`

export const languageField = (lang: Language, label: string, chosen: Language): Html =>
  html`<label class="field"><span>${label}</span><select class="input pick" name="lang">${(['en', 'es'] as const).map(
    (one) =>
      html`<option value="${one}"${one === chosen ? html` selected` : ''}>${say(lang, `field.language.${one}`)}</option>`,
  )}</select></label>`

export const textField = (name: string, label: string, value: string, type = 'text'): Html =>
  html`<label class="field"><span>${label}</span><input class="input" type="${type}" name="${name}" value="${value}" required maxlength="${type === 'email' ? 254 : 100}" autocomplete="off"></label>`

/** The crumbs of pages below the settings. */
export const settingsCrumb = (lang: Language) => ({ title: say(lang, 'admin.nav.settings'), path: '/settings' })

export const formAction = (app: App, path: string) => html`method="post" action="${adminPath(app.config, path)}"`
