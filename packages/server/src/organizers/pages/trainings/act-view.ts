import type { AdminTraining, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import type { ChangeEmail } from '../../api/trainings/preview-end.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { letterView } from '../person/letter.ts'
import { type ActName, acts, possibleActs } from './acts.ts'

const wordOf = (name: ActName, part = '') => `admin.act.${name}${part}` as PageWordKey

/** Says what it leads to. Who hears of it by email is said where someone does. */
const textOf = (isTold: boolean, lang: Language, name: ActName) =>
  [(isTold && sayIfKnown(lang, wordOf(name, '.told'))) || '', say(lang, wordOf(name, '.text'))].join(' ').trim()

/** Renders what else can be done with a training: each leads to a page that asks first. */
export function actLinks({
  config,
  lang,
  training,
  now,
}: {
  config: Config
  lang: Language
  training: AdminTraining
  now: Date
}): Html | '' {
  const names = possibleActs(training, now)
  if (names.length === 0) return ''
  return html`<section class="stack" id="acts"><h2>${say(lang, 'admin.act.heading')}</h2><div class="card flush rows">${names.map(
    (name) =>
      html`<a class="line${acts[name].isEnd ? ' ends' : ''}" href="${adminPath(config, `/trainings/${training.training.slug}/${name}`)}"><span></span>
<span><b>${say(lang, wordOf(name))}</b><br><small>${textOf(config.mail !== undefined, lang, name)}</small></span>${icon('onward')}</a>`,
  )}</div></section>`
}

export interface ActPage {
  config: Config
  lang: Language
  name: ActName
  training: AdminTraining
  emails: readonly ChangeEmail[]
  /** How many visitors asked to hear when they can register. */
  alerts: number
  /** What stands before the question. */
  above: Html | ''
  /** Whether something has changed since the page was shown. */
  isChanged?: boolean
}

/** Renders the page that asks whether to do it. */
export function actPage({ config, lang, name, training, emails, alerts, above, isChanged }: ActPage): AdminPage {
  const { slug, title } = training.training
  const heading = say(lang, wordOf(name, '.title'))
  const count = emails.reduce((sum, one) => sum + one.count, 0)
  const act = say(lang, wordOf(name))
  // A heading of several cards stands above them.
  const head = html`<h1>${heading}</h1>`
  const { isEnd, opens, tells = false } = acts[name]
  return {
    title: heading,
    section: 'trainings',
    isNarrow: true,
    head: html`<link rel="stylesheet" href="${pathOf(config, adminAssets.trainingStyle)}">`,
    ...(isChanged ? { status: 409 } : {}),
    crumbs: [
      { title: say(lang, 'admin.nav.trainings'), path: '' },
      { title: pickText(title, lang), path: `/trainings/${slug}` },
    ],
    body: html`${above === '' ? '' : head}
${isChanged ? html`<p class="note wait" role="alert">${icon('warn')}<span>${say(lang, 'admin.act.changed')}</span></p>` : ''}
${above}
<form class="card" method="post">${above === '' ? head : ''}<p><b>${pickText(title, lang)}</b></p><p>${textOf(count > 0, lang, name)}</p>
${mailsView(lang, emails, tells && !config.mail)}
${opens && alerts > 0 ? html`<p class="note step">${icon('mail')}<span>${say(lang, 'admin.act.alerts', { count: alerts })}</span></p>` : ''}
<input type="hidden" name="told" value="${emails.map(({ kind }) => kind).join()}">
<p class="row"><button class="button ${isEnd ? 'danger' : 'primary'}">${count > 0 ? say(lang, 'admin.act.andTell', { act, count }) : act}</button>
<a class="button quiet" href="${adminPath(config, `/trainings/${slug}/edit`)}">${say(lang, 'admin.act.back')}</a></p></form>`,
  }
}

const mailsView = (lang: Language, emails: readonly ChangeEmail[], isUntold: boolean): Html =>
  emails.length === 0
    ? html`<p class="hint">${say(lang, isUntold ? 'admin.edit.noMail' : 'admin.act.noMails')}</p>`
    : html`${emails.map(
        ({ kind, count, mail }) =>
          html`<div class="note wait">${icon('mail')}<div>
<p><b>${say(lang, 'admin.act.mails', { count })}:</b> ${sayIfKnown(lang, `admin.act.kind.${kind}`) ?? kind}</p>${
            mail && html`<details><summary>${say(lang, 'admin.act.example')}</summary>${letterView(mail)}</details>`
          }</div></div>`,
      )}`
