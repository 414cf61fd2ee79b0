import type { FirstStep } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { readOrganizerName } from '../../core/trainings/organizer-defaults.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { type PageWordKey, say } from '../../words/admin.ts'
import { readFirstSteps } from '../api/today/first-steps.ts'
import { adminPath } from './frame.ts'
import type { Visit } from './pages.ts'

/** Where each thing is done. Emails are set up by the operator of the server. */
const paths = {
  organizer: '/organizer',
  colleagues: '/accounts/new',
  training: '/trainings/new',
  partner: '/partners/new',
} as const

const mailWord = ({ sendMail }: App, isDone: boolean) => {
  if (isDone) return 'admin.home.first.mail.done'
  return sendMail ? 'admin.home.first.mail.try' : 'admin.home.first.mail.text'
}

/** Returns the words of a step. Where there is a name, only the logo is missing. */
async function wordsOf(app: App, { step, isDone }: FirstStep): Promise<[title: PageWordKey, text: PageWordKey]> {
  const word = `admin.home.first.${step}` as const
  if (step === 'mail') return [word, mailWord(app, isDone)]
  if (step === 'organizer' && !isDone && (await readOrganizerName(app)) !== undefined)
    return ['admin.home.first.organizer.logo', 'admin.home.first.organizer.logo.text']
  return [word, `admin.home.first.${step}.text`]
}

/** Lists what there is to do before the first person can register. What is done says so by itself. */
export async function firstStepsView(app: App, { lang, caller }: Visit): Promise<Html | ''> {
  const steps = await readFirstSteps(app, caller)
  if (steps.every(({ isDone }) => isDone)) return ''
  const words = await Promise.all(steps.map((one) => wordsOf(app, one)))
  const rows = steps.map(({ step, isDone }, index) => {
    const [title, hint] = words[index]!.map((word) => say(lang, word))
    const text = html`<span><b>${title}</b><br><small>${hint}</small></span>`
    if (isDone)
      return html`<div class="line ok">${icon('check')}${text}<span class="state ok">${say(lang, 'admin.home.first.done')}</span></div>`
    return step === 'mail'
      ? html`<div class="line"><span class="open"></span>${text}<span></span></div>`
      : html`<a class="line" href="${adminPath(app.config, paths[step])}"><span class="open"></span>${text}${icon('onward')}</a>`
  })
  return html`<section class="stack" aria-labelledby="first-steps"><h2 id="first-steps">${say(lang, 'admin.home.first')}</h2>
<div class="card flush rows">${rows}</div></section>`
}
