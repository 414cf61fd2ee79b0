import type { Field, Form, Person, ProblemFault } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { readReference } from '../../core/people/reference.ts'
import { emailCheck } from '../../core/trainings/answer-checks.ts'
import { findPublicTraining } from '../../core/trainings/trainings.ts'
import { answerPage, type Html, type Page } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { momentView, moods } from '../../platform/html/moment.ts'
import { readSentForm } from '../../platform/html/sent-form.ts'
import type { System } from '../../platform/system.ts'
import { say, sayFault } from '../../words/index.ts'
import { type LinkOwner, linkOwnerOf } from './link-owner.ts'
import { type LinkOwnerClue, sendLink } from './send-link.ts'
import { fillingPage, frame } from './views.ts'

/**
 * Creates the “Send me my link” page. It takes an address, or a reference and a name. Its response is
 * the same whatever is registered: only the owner of the mailbox learns more.
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
      if (!sendsMail) return answerPage(c, system.config, noMailPage(owner))
      return answerPage(c, system.config, findPage(owner, wayIn(c)))
    },
    async send(c: Context): Promise<Response> {
      const owner = await holderFor(c)
      if (!sendsMail) return answerPage(c, system.config, noMailPage(owner))
      const way = wayIn(c)
      const { person, asked, faults } = readAsked(owner, way, (await readSentForm(c, formFor(owner, way))).person)
      if (!asked) return answerPage(c, system.config, findPage(owner, way, person, faults), 422)
      await sendLink(system, owner.stored.row.id, asked, owner.lang)
      return answerPage(c, system.config, donePage(owner, way))
    },
  }
}

/** By what someone asks for their link. */
type Way = 'email' | 'reference'

const wayIn = (c: Context): Way => (c.req.query('by') === 'reference' ? 'reference' : 'email')

interface Read {
  person: Person
  /** Undefined where something is wrong. */
  asked?: LinkOwnerClue
  faults: ProblemFault[]
}

function readAsked({ lang }: LinkOwner, way: Way, sent: Person): Read {
  const typed = (id: string) => String(sent[id] ?? '').trim()
  const faultOf = (id: string, code: string, message: string) => ({ pointer: `/people/0/${id}`, code, message })
  if (way === 'email') {
    const person = { email: typed('email') }
    const checked = emailCheck(limits.email)(person.email)
    if (checked && !('fault' in checked)) return { person, asked: { email: String(checked.value) }, faults: [] }
    const code = checked ? checked.fault : 'required'
    const message = sayFault(lang, code, { field: 'email', label: say(lang, 'field.email') })
    return { person, faults: [faultOf('email', code, message)] }
  }
  const person = { reference: typed('reference'), name: typed('name') }
  const reference = readReference(person.reference)
  const isWhole = reference?.length === wholeReference
  const faults = [
    ...(isWhole ? [] : [faultOf('reference', 'required', say(lang, 'manage.find.reference.fault'))]),
    ...(person.name === '' ? [faultOf('name', 'required', say(lang, 'people.error.familyName.required'))] : []),
  ]
  return faults.length > 0 || !isWhole
    ? { person, faults }
    : { person, asked: { reference, name: person.name }, faults }
}

/** With its hyphen, like K7MQ-3FXA. */
const wholeReference = 9

function formFor({ lang }: Pick<LinkOwner, 'lang'>, way: Way): Form {
  const label = say(lang, 'field.email')
  const email: Field = {
    id: 'email',
    type: 'email',
    label,
    required: true,
    autocomplete: 'email',
    maxLength: limits.email,
  }
  const reference: Field = {
    id: 'reference',
    type: 'text',
    label: say(lang, 'manage.find.reference.label'),
    hint: say(lang, 'manage.find.reference.hint'),
    required: true,
    autocomplete: 'off',
    maxLength: 40,
  }
  // Not `familyName`, which stands next to a first name.
  const name: Field = {
    id: 'name',
    type: 'text',
    label: say(lang, 'field.familyName'),
    hint: say(lang, 'manage.find.name.hint'),
    required: true,
    autocomplete: 'family-name',
    maxLength: limits.name,
  }
  return { fields: way === 'email' ? [email] : [reference, name], consents: [], requires: [] }
}

/** Returns where a way of asking has its form. */
const pathTo = ({ at }: LinkOwner, way: Way) => (way === 'email' ? at() : `${at()}&by=reference`)

const otherWay = { email: 'reference', reference: 'email' } as const

const otherWayView = (owner: LinkOwner, way: Way) =>
  html`<p><a href="${pathTo(owner, otherWay[way])}">${say(owner.lang, `manage.find.by.${otherWay[way]}`)}</a></p>`

function findPage(owner: LinkOwner, way: Way, person: Person = {}, faults: ProblemFault[] = []): Page {
  const { lang, languages, training } = owner
  const lead = say(lang, way === 'email' ? 'manage.find.text' : 'manage.find.reference.text')
  const page = fillingPage(owner, {
    title: say(lang, 'manage.find'),
    lead: html`<p><strong>${training.title}</strong><br>${unbroken(training.when.text)}</p><p>${lead}</p>`,
    fields: formFor(owner, way).fields,
    person,
    faults,
    action: pathTo(owner, way),
    button: say(lang, 'manage.find.button'),
    back: html`${otherWayView(owner, way)}${toTraining(owner)}`,
  })
  return {
    ...page,
    languages:
      way === 'email'
        ? languages
        : languages.map(({ lang: one, href }) => ({ lang: one, href: `${href}&by=reference` })),
  }
}

/** Where emails are filtered, another one helps no one: a person does. */
function donePage(owner: LinkOwner, way: Way): Page {
  const { lang, stored } = owner
  const title = say(lang, 'manage.find.done')
  if (way === 'email') return sayingPage(owner, title, say(lang, 'manage.find.done.text'), otherWayView(owner, way))
  const { contact } = stored.input
  const ways = [contact?.name, contact?.phone, contact?.email].filter((one) => one !== undefined).join(', ')
  const call = ways === '' ? say(lang, 'manage.find.none') : say(lang, 'manage.find.call', { contact: ways })
  return sayingPage(owner, title, `${say(lang, 'manage.find.reference.done')} ${call}`)
}

const noMailPage = (owner: LinkOwner): Page => ({
  ...sayingPage(owner, say(owner.lang, 'manage.find.heading'), say(owner.lang, 'manage.find.none')),
  languages: owner.languages,
})

const sayingPage = (owner: LinkOwner, title: string, text: string, below: Html | '' = ''): Page => ({
  ...frame(owner),
  languages: [],
  title,
  body: html`<main>${momentView({ mood: moods.code, title, text })}${below}${toTraining(owner)}</main>`,
})

const toTraining = ({ training }: LinkOwner) =>
  html`<p class="onward"><a href="${training.links.page}">${training.title}</a></p>`
