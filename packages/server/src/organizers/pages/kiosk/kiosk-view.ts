import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { arrivalsUntil } from '../../../core/attendance/attend.ts'
import type { OwnOutcome } from '../../../core/attendance/check-in-alone.ts'
import { sessionTimesOf } from '../../../core/attendance/read-attendance.ts'
import type { App } from '../../../core/context.ts'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { inputField } from '../../../platform/html/form/field.ts'
import { type IconName, icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { languagesOf, pickText } from '../../../words/index.ts'
import { adminPath } from '../admin-path.ts'
import { adminAssets } from '../assets.ts'

interface KioskView {
  app: App
  lang: Language
  /** The language that the page goes back to. */
  own: Language
  training: StoredTraining
}

/** What the kiosk says to the person before it. */
export type Said = { said: 'ask' } | Omit<Exclude<OwnOutcome, { said: 'ask' }>, 'registration'>

interface SaidWords {
  said: Said['said']
  title: string
  text: string
}

/** Returns what is said to someone. To all who are sent to the desk, it is the same to the byte. */
export function wordsFor({ lang, training }: Pick<KioskView, 'lang' | 'training'>, outcome: Said): SaidWords {
  const { said } = outcome
  if (outcome.said === 'ask')
    return { said, title: say(lang, 'admin.kiosk.ask'), text: say(lang, 'admin.kiosk.ask.text') }
  const name = outcome.givenName
  const time = formatTimeOf(outcome.at, training.row.time_zone, lang)
  if (outcome.said === 'already')
    return {
      said,
      title: say(lang, 'admin.kiosk.already'),
      text: say(lang, 'admin.kiosk.already.text', { name, time }),
    }
  if (outcome.said === 'out')
    return { said, title: say(lang, 'admin.kiosk.out', { name }), text: say(lang, 'admin.kiosk.out.text', { time }) }
  const text = hasOut(training) ? 'admin.kiosk.in.text' : 'admin.kiosk.in.arrival'
  return { said, title: say(lang, 'admin.kiosk.in', { name }), text: say(lang, text, { time }) }
}

const hasOut = ({ input }: StoredTraining) => input.attendance === 'in-and-out'

const looks = {
  in: ['ok', 'check'],
  out: ['ok', 'check'],
  already: ['ok', 'check'],
  ask: ['step', 'person'],
  offline: ['wait', 'offline'],
} as const satisfies Record<string, readonly [tone: string, icon: IconName]>

/** Renders the kiosk: two ways to say who one is, and what it answers. */
export function kioskView(view: KioskView, said: Said | undefined): { title: string; head: Html; body: Html } {
  const { app, lang, training } = view
  const title = say(lang, 'admin.kiosk.title')
  const facts = { timeZone: training.row.time_zone, lang, own: view.own, home: homeOf(view), halves: halvesOf(view) }
  const bands = (['in', 'ask', 'offline'] as const).map((name) => bandView(name))
  return {
    title,
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.kioskStyle)}">
<script type="module" src="${pathOf(app.config, adminAssets.kioskScript)}"></script>`,
    body: html`<main class="page kiosk stack" id="main" data-kiosk="${JSON.stringify(facts)}">
${headView(view)}
<div data-said role="status">${said ? bandView(said.said, wordsFor(view, said)) : ''}</div>
<div data-offline hidden>${bandView('offline', {
      title: say(lang, 'admin.kiosk.offline'),
      text: say(lang, 'admin.kiosk.offline.text'),
    })}</div>
<div class="halves">${codeForm(view)}${nameForm(view)}</div>
<template data-bands>${bands}</template></main>`,
  }
}

const homeOf = ({ app, training }: Pick<KioskView, 'app' | 'training'>) =>
  adminPath(app.config, `/door/${training.row.slug}/kiosk`)

/** The sessions with what they are called: a kiosk stays open from one to the next. */
function halvesOf({ lang, training: { input } }: Pick<KioskView, 'lang' | 'training'>) {
  const sessions = sessionTimesOf(input)
  const until = arrivalsUntil(sessions)
  return sessions.map(({ key }, index) => {
    const name = pickText(input.sessions?.find(({ start }) => start === key)?.label, lang)
    return { until: until[index] ?? '', label: name === undefined ? '' : `${name},` }
  })
}

function headView(view: KioskView): Html {
  const { app, lang, training } = view
  const { input, row } = training
  const now = app.now().toISOString()
  const halves = halvesOf(view)
  const label = (halves.find(({ until }) => now < until) ?? halves.at(-1))?.label
  const staff = adminPath(app.config, `/sign-in?to=${encodeURIComponent(`/admin/door/${row.slug}`)}`)
  const others = languagesOf(input).filter((one) => one !== lang)
  return html`<div class="row head"><div><h1>${say(lang, 'admin.kiosk.title')}</h1>
<p>${pickText(input.title, lang)}\u00A0· <b data-half>${label}</b> <span data-clock>${formatTimeOf(
    now,
    row.time_zone,
    lang,
  )}</span></p></div>
<div class="row end">${others.map(
    (one) =>
      html`<a class="button quiet" href="${homeOf(view)}?lang=${one}" hreflang="${one}" lang="${one}">${say(one, `field.language.${one}`)}</a>`,
  )}<a class="button" href="${staff}">${icon('lock')}${say(lang, 'admin.kiosk.staff')}</a></div></div>`
}

function bandView(name: keyof typeof looks, words?: { title: string; text: string }): Html {
  const [tone, picture] = looks[name]
  return html`<div class="band card ${tone}" data-band="${name}"><span class="mark">${icon(picture)}</span>
<div><h2>${words?.title}</h2><p>${words?.text}</p></div></div>`
}

/** No browser offers what others typed before. */
const asked = { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', autocorrect: 'off' }

const actionOf = (view: KioskView) => `${homeOf(view)}/check-in${view.lang === view.own ? '' : `?lang=${view.lang}`}`

function codeForm(view: KioskView): Html {
  const { lang } = view
  return html`<form class="card stack" method="post" action="${actionOf(view)}" data-by-code autocomplete="off" novalidate>
<h2>${say(lang, 'admin.kiosk.code')}</h2><h2 hidden>${say(lang, 'admin.kiosk.scan')}</h2>
<div class="camera" data-camera hidden><video muted playsinline></video><p>${say(lang, 'admin.kiosk.aim')}</p></div>
${inputField({
  name: 'code',
  label: say(lang, 'admin.kiosk.code.label'),
  hint: say(lang, 'admin.kiosk.code.hint'),
  value: '',
  attributes: { ...asked, autocapitalize: 'characters', maxlength: 20 },
})}
${buttonsView(view)}</form>`
}

function nameForm(view: KioskView): Html {
  const { lang } = view
  const attributes = { ...asked, maxlength: 254 }
  return html`<form class="card stack" method="post" action="${actionOf(view)}" data-by-name autocomplete="off" novalidate>
<h2>${say(lang, 'admin.kiosk.name')}</h2>
${inputField({ name: 'familyName', label: say(lang, 'admin.kiosk.familyName'), value: '', attributes })}
${inputField({ name: 'email', label: say(lang, 'admin.kiosk.email'), value: '', attributes: { ...attributes, inputmode: 'email' } })}
${buttonsView(view)}
<p class="hint">${say(lang, 'admin.kiosk.private')}</p></form>`
}

const buttonsView = ({ lang, training }: KioskView): Html =>
  html`<p class="row"><button class="button primary" name="do" value="in">${say(lang, 'admin.kiosk.checkIn')}</button>${
    hasOut(training)
      ? html`<button class="button" name="do" value="out">${say(lang, 'admin.kiosk.checkOut')}</button>`
      : ''
  }</p>`
