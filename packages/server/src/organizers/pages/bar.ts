import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { type Caller, may } from '../../platform/access/caller.ts'
import type { Permission } from '../../platform/access/roles.ts'
import type { Config } from '../../platform/config.ts'
import { hiddenFields, searchField } from '../../platform/html/form/field.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { logoView } from '../../platform/html/lines.ts'
import { type PageWordKey, say } from '../../words/admin.ts'
import { adminPath } from './admin-path.ts'

/** What the navigation leads to: the work in the order of a training, then what is set up once. */
const sections = {
  trainings: { path: '', needs: ['read-trainings', 'read-people'] },
  messages: { path: '/messages', needs: ['read-messages'] },
  emails: { path: '/emails', needs: ['read-messages'] },
  door: { path: '/door', needs: ['read-names'] },
  numbers: { path: '/numbers', needs: ['read-numbers'] },
  partners: { path: '/partners', needs: ['read-partners'] },
  agencies: { path: '/agencies', needs: ['change-people'] },
  settings: { path: '/settings', needs: ['manage-accounts', 'manage-keys', 'manage-webhooks', 'read-audit'] },
} as const satisfies Record<string, { path: string; needs: readonly Permission[] }>
export type SectionName = keyof typeof sections

export interface Bar {
  config: Config
  lang: Language
  caller: Caller
  /** Where the page stands in the navigation. */
  section: SectionName
  /** Whether the page has the field that finds anyone. */
  finds?: boolean | undefined
  /** Whose pages these are. */
  organizer?: Organizer | undefined
}

/** How the bar names the organizer. */
export interface Organizer {
  name: string
  logoUrl?: string | undefined
}

/**
 * Renders the bar on top of every page of someone who is signed in: one row, whatever the screen.
 * Where the navigation has no room, it unfolds.
 */
export const barView = (bar: Bar): Html =>
  html`<header class="site">${brandView(bar.config, bar.lang, bar.organizer)}
${navigation(bar)}
${findView(bar)}
${accountView(bar)}</header>`

/** Renders the organizer's logo and name, which lead to the first page. */
export const brandView = (config: Config, lang: Language, organizer?: Organizer): Html =>
  html`<a class="brand" href="${adminPath(config)}">${
    organizer?.logoUrl === undefined ? icon('check') : logoView(organizer.logoUrl)
  }<span>${organizer?.name ?? say(lang, 'admin.brand')}</span></a>`

function navigation({ config, lang, caller, section: current }: Bar): Html {
  const shown = (Object.keys(sections) as SectionName[]).filter((name) =>
    sections[name].needs.some((permission: Permission) => may(caller, permission)),
  )
  return html`<details class="bar-menu" name="bar"><summary class="button">${icon('menu')}${say(lang, 'admin.nav.menu')}</summary>
<nav aria-label="${say(lang, 'admin.nav')}">${shown.map(
    (name) =>
      html`<a href="${adminPath(config, sections[name].path)}"${
        name === current ? html` aria-current="page"` : ''
      }>${say(lang, `admin.nav.${name}` satisfies PageWordKey)}</a>`,
  )}</nav></details>`
}

/** Renders the field that finds anyone. Where it has no room, a link leads to one. */
function findView({ config, lang, caller, finds }: Bar): Html | '' {
  if (finds || !may(caller, 'read-people')) return ''
  const [path, label] = [adminPath(config, '/find'), say(lang, 'admin.findPeople')]
  return html`<a class="find-link" href="${path}">${icon('search')}<span class="unseen">${label}</span></a>
<form class="find" role="search" aria-label="${label}" method="get" action="${path}">${searchField({
    id: 'find',
    name: 'q',
    label: html`<span class="unseen">${label}</span>`,
    value: '',
    attributes: { placeholder: label, maxlength: 254, autocapitalize: 'none', 'data-find': true },
  })}</form>`
}

/** Renders who is signed in, with what role, and what only concerns them. */
function accountView({ config, lang, caller }: Bar): Html {
  const { name, role, kind } = caller
  return html`<details class="bar-menu who" name="bar"><summary class="button">${icon('person')}<span><b>${name}</b>
<small>${say(lang, `admin.role.${role}`)}</small></span></summary>
<div>${kind === 'person' ? html`<a href="${adminPath(config, '/account')}">${say(lang, 'admin.account')}</a>${languageForm(config, lang)}` : ''}
<form method="post" action="${adminPath(config, '/sign-out')}"><button class="button quiet">${say(lang, 'admin.nav.signOut')}</button></form></div></details>`
}

/** Switches the language of an account's pages and emails. Each is named in itself. */
function languageForm(config: Config, lang: Language): Html {
  const other: Language = lang === 'en' ? 'es' : 'en'
  return html`<form method="post" action="${adminPath(config, '/account/language')}">${hiddenFields({
    lang: other,
  })}<button class="button quiet" lang="${other}">${say(other, `field.language.${other}`)}</button></form>`
}
