import type { Form, ProblemFault } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import { answerPage, type Page } from '../pages/layout.ts'
import { readSentForm } from '../pages/sent-form.ts'
import { helpView } from '../pages/training-details.ts'
import { emailCheck } from '../trainings/answer-checks.ts'
import { findPublicTraining } from '../trainings/trainings.ts'
import { say, sayFault } from '../words/index.ts'
import { type Holder, holderOf } from './holder.ts'
import { sendLink } from './send-link.ts'
import { fillingPage } from './views.ts'

/**
 * Creates the “Send me my link” page. Its response is the same for every address: only the owner of
 * the mailbox learns more.
 */
export function createFinding(deps: Deps) {
  const sendsMail = deps.config.mail !== undefined
  const holderFor = async (c: Context) => {
    const stored = await findPublicTraining(deps, c.req.param('slug') ?? '')
    return holderOf(deps, c, stored, { path: `/t/${stored.row.slug}/find` })
  }
  return {
    async show(c: Context): Promise<Response> {
      const holder = await holderFor(c)
      return answerPage(c, deps.config, sendsMail ? findPage(holder) : noMailPage(holder))
    },
    async send(c: Context): Promise<Response> {
      const holder = await holderFor(c)
      if (!sendsMail) return answerPage(c, deps.config, noMailPage(holder))
      const { person } = await readSentForm(c, formFor(holder))
      const typed = typeof person['email'] === 'string' ? person['email'] : ''
      const checked = emailCheck(limits.email)(typed)
      if (!checked || 'fault' in checked) {
        const code = checked ? checked.fault : 'required'
        const message = sayFault(holder.lang, code, { field: 'email', label: say(holder.lang, 'field.email') })
        return answerPage(c, deps.config, findPage(holder, typed, [{ pointer: '/people/0/email', code, message }]), 422)
      }
      await sendLink(deps, holder.stored.row.id, String(checked.value), holder.lang)
      return answerPage(c, deps.config, donePage(holder))
    },
  }
}

const formFor = ({ lang }: Pick<Holder, 'lang'>): Form => ({
  fields: [
    {
      id: 'email',
      type: 'email',
      label: say(lang, 'field.email'),
      required: true,
      autocomplete: 'email',
      maxLength: limits.email,
    },
  ],
  consents: [],
  requires: [],
})

function findPage(holder: Holder, typed = '', faults: ProblemFault[] = []): Page {
  const { lang, languages, training, at } = holder
  const page = fillingPage(holder, {
    title: say(lang, 'manage.find'),
    lead: html`<p><strong>${training.title}</strong><br>${training.when.text}</p><p>${say(lang, 'manage.find.text')}</p>`,
    fields: formFor(holder).fields,
    person: { email: typed },
    faults,
    action: at(),
    button: say(lang, 'manage.find.button'),
    back: toTraining(holder),
  })
  return { ...page, languages, body: html`${page.body}${helpView(training)}` }
}

const donePage = (holder: Holder): Page =>
  sayingPage(holder, say(holder.lang, 'manage.find.done'), 'manage.find.done.text')

const noMailPage = (holder: Holder): Page =>
  sayingPage(holder, say(holder.lang, 'manage.find.heading'), 'manage.find.none')

const sayingPage = (holder: Holder, title: string, text: 'manage.find.done.text' | 'manage.find.none'): Page => ({
  lang: holder.lang,
  languages: text === 'manage.find.none' ? holder.languages : [],
  title,
  body: html`<main><div class="panel" role="status"><h1>${title}</h1><p>${say(holder.lang, text)}</p></div>${toTraining(holder)}</main>${helpView(holder.training)}`,
})

const toTraining = ({ training }: Holder) =>
  html`<p class="onward"><a href="${training.links.page}">${training.title}</a></p>`
