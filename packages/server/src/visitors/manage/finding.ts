import type { Form, ProblemFault } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { emailCheck } from '../../core/trainings/answer-checks.ts'
import { findPublicTraining } from '../../core/trainings/trainings.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { momentView, moods } from '../../platform/html/moment.ts'
import { readSentForm } from '../../platform/html/sent-form.ts'
import type { System } from '../../platform/system.ts'
import { say, sayFault } from '../../words/index.ts'
import { type LinkOwner, linkOwnerOf } from './link-owner.ts'
import { sendLink } from './send-link.ts'
import { fillingPage, frame } from './views.ts'

/**
 * Creates the “Send me my link” page. Its response is the same for every address: only the owner of
 * the mailbox learns more.
 */
export function createFinding(system: System) {
  const sendsMail = system.config.mail !== undefined
  const holderFor = async (c: Context) => {
    const stored = await findPublicTraining(system, c.req.param('slug') ?? '')
    return linkOwnerOf(system, c, stored, { path: `/t/${stored.row.slug}/find` })
  }
  return {
    async show(c: Context): Promise<Response> {
      const owner = await holderFor(c)
      return answerPage(c, system.config, sendsMail ? findPage(owner) : noMailPage(owner))
    },
    async send(c: Context): Promise<Response> {
      const owner = await holderFor(c)
      if (!sendsMail) return answerPage(c, system.config, noMailPage(owner))
      const { person } = await readSentForm(c, formFor(owner))
      const typed = typeof person['email'] === 'string' ? person['email'] : ''
      const checked = emailCheck(limits.email)(typed)
      if (!checked || 'fault' in checked) {
        const code = checked ? checked.fault : 'required'
        const message = sayFault(owner.lang, code, { field: 'email', label: say(owner.lang, 'field.email') })
        return answerPage(
          c,
          system.config,
          findPage(owner, typed, [{ pointer: '/people/0/email', code, message }]),
          422,
        )
      }
      await sendLink(system, owner.stored.row.id, String(checked.value), owner.lang)
      return answerPage(c, system.config, donePage(owner))
    },
  }
}

const formFor = ({ lang }: Pick<LinkOwner, 'lang'>): Form => ({
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

function findPage(owner: LinkOwner, typed = '', faults: ProblemFault[] = []): Page {
  const { lang, languages, training, at } = owner
  const page = fillingPage(owner, {
    title: say(lang, 'manage.find'),
    lead: html`<p><strong>${training.title}</strong><br>${training.when.text}</p><p>${say(lang, 'manage.find.text')}</p>`,
    fields: formFor(owner).fields,
    person: { email: typed },
    faults,
    action: at(),
    button: say(lang, 'manage.find.button'),
    back: toTraining(owner),
  })
  return { ...page, languages }
}

const donePage = (owner: LinkOwner): Page =>
  sayingPage(owner, say(owner.lang, 'manage.find.done'), 'manage.find.done.text')

const noMailPage = (owner: LinkOwner): Page =>
  sayingPage(owner, say(owner.lang, 'manage.find.heading'), 'manage.find.none')

const sayingPage = (owner: LinkOwner, title: string, text: 'manage.find.done.text' | 'manage.find.none'): Page => ({
  ...frame(owner),
  languages: text === 'manage.find.none' ? owner.languages : [],
  title,
  body: html`<main>${momentView({ mood: moods.code, title, text: say(owner.lang, text) })}${toTraining(owner)}</main>`,
})

const toTraining = ({ training }: LinkOwner) =>
  html`<p class="onward"><a href="${training.links.page}">${training.title}</a></p>`
