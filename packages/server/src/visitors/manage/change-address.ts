import type { Form } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { canonicalAddress } from '../../core/people/person.ts'
import { codePauseSeconds } from '../../core/proof/ask-again.ts'
import { codeDigitsNow } from '../../core/proof/code-budget.ts'
import { readCode } from '../../core/proof/codes.ts'
import {
  type AddressOwner,
  findChange,
  finishChange,
  sendChangeCode,
  startChange,
} from '../../core/registrations/change-address.ts'
import { emailCheck } from '../../core/trainings/answer-checks.ts'
import { personDoubts } from '../../platform/html/doubt.ts'
import { answerPage, messagePage, type Page } from '../../platform/html/layout.ts'
import { readControls, readSentCode, readSentForm } from '../../platform/html/sent-form.ts'
import { pressed } from '../../platform/http/require-press.ts'
import { ProblemError, type ProblemName } from '../../platform/problem.ts'
import { say, sayFault, type WordKey } from '../../words/index.ts'
import { type CodeNotices, codePage } from '../pages/verify-page.ts'
import { seeOther } from './answers.ts'
import type { GroupOwner, RegistrationOwner } from './link-owner.ts'
import { fillingPage, frame, settledView } from './views.ts'

type Owner = RegistrationOwner | GroupOwner

/** The steps to another address, as the last part of their paths. */
const steps = ['address', 'address-code'] as const
export const isAddressStep = (action: string): boolean => steps.some((step) => step === action)

/**
 * Creates the form with which people change the address of their own registration, or coordinators
 * the one of their group. The code that goes to the new address proves it.
 */
export function createAddressForm(app: App) {
  const { config } = app
  return {
    async show(c: Context, owner: Owner): Promise<Response> {
      const waiting = c.req.query('new') === undefined && (await findChange(app.db.reader, subjectOf(owner), app.now()))
      return answerPage(c, config, waiting ? await changeCodePage(app, owner, waiting.email) : addressPage(owner))
    },
    async send(c: Context, owner: Owner, action: string): Promise<Response> {
      if (action === 'address') return start(app, c, owner)
      const waiting = await findChange(app.db.reader, subjectOf(owner), app.now())
      // Its time is over, or another window has finished it.
      if (!waiting) return seeOther(config, owner.at('/address'))
      const { step, code } = readSentCode(await readControls(c))
      if (step === 'change') return seeOther(config, `${owner.at('/address')}&new`)
      return step === 'again' ? again(app, c, owner, waiting.email) : finish(app, c, owner, waiting.email, code)
    },
  }
}

const subjectOf = (owner: Owner): AddressOwner =>
  owner.kind === 'group' ? { kind: 'group', id: owner.group.id } : { kind: 'registration', id: owner.registration.id }

const presentAddress = (owner: Owner): string =>
  (owner.kind === 'group' ? owner.group.coordinator_email : owner.registration.email) ?? ''

const addressForm = ({ lang }: Owner): Form => ({
  fields: [
    {
      id: 'email',
      type: 'email',
      label: say(lang, 'manage.address.new'),
      required: true,
      autocomplete: 'email',
      maxLength: limits.email,
    },
  ],
  consents: [],
  requires: [],
})

function addressPage(owner: Owner, typed = '', fault?: string): Page {
  const { lang, at } = owner
  return fillingPage(owner, {
    title: say(lang, 'manage.address'),
    lead: html`<p>${say(lang, 'manage.address.text')}</p>`,
    above: settledView(say(lang, 'manage.address.now'), presentAddress(owner)),
    fields: addressForm(owner).fields,
    person: { email: typed },
    faults: fault === undefined ? [] : [{ pointer: '/people/0/email', code: 'answer', message: fault }],
    action: at('/address'),
    button: say(lang, 'manage.address.button'),
  })
}

async function changeCodePage(app: App, owner: Owner, address: string, notices?: CodeNotices): Promise<Page> {
  const { lang, at } = owner
  return codePage(
    { ...frame(owner), languages: [] },
    {
      text: say(lang, 'manage.address.sent', { address }),
      action: at('/address-code'),
      controls: pressed,
      button: say(lang, 'manage.address.finish'),
      change: say(lang, 'manage.address.other'),
      digits: await codeDigitsNow(app, owner.stored.input.audience),
      hasLink: false,
      back: html`<a class="button" href="${at()}">${say(lang, 'manage.back')}</a>`,
    },
    notices,
  )
}

async function start(app: App, c: Context, owner: Owner): Promise<Response> {
  const { lang } = owner
  const form = addressForm(owner)
  const { person, asked } = await readSentForm(c, form)
  const typed = String(person['email'] ?? '').trim()
  const refuseWith = (message: string) => answerPage(c, app.config, addressPage(owner, typed, message), 422)
  const refuse = (key: WordKey) => refuseWith(say(lang, key))
  const checked = emailCheck(limits.email)(typed)
  if (!checked) return refuse('manage.address.required')
  if ('fault' in checked) return refuseWith(sayFault(lang, checked.fault, { field: 'email' }))
  const [doubt] = personDoubts(lang, { fields: form.fields, person }, asked)
  if (doubt?.message) return refuseWith(doubt.message)
  const email = String(checked.value)
  if (canonicalAddress(email) === canonicalAddress(presentAddress(owner))) return refuse('manage.address.same')
  try {
    const outcome = await startChange(app, subjectOf(owner), { email, lang })
    return outcome === 'outside' ? refuse('manage.address.outside') : seeOther(app.config, owner.at('/address'))
  } catch (error) {
    const key = wordsOf(error)
    if (!key) throw error
    return refuse(key)
  }
}

async function again(app: App, c: Context, owner: Owner, address: string): Promise<Response> {
  try {
    await sendChangeCode(app, subjectOf(owner))
    const notice = say(owner.lang, 'verify.again.sent')
    return answerPage(c, app.config, await changeCodePage(app, owner, address, { notice }))
  } catch (error) {
    const key = wordsOf(error)
    if (!key) throw error
    const page = await changeCodePage(app, owner, address, { fault: say(owner.lang, key) })
    return answerPage(c, app.config, page, 422)
  }
}

async function finish(app: App, c: Context, owner: Owner, address: string, typed: string): Promise<Response> {
  const { lang } = owner
  const refuse = async (key: WordKey) =>
    answerPage(c, app.config, await changeCodePage(app, owner, address, { typed, fault: say(lang, key) }), 422)
  if (typed.trim() === '') return refuse('verify.missing')
  if (readCode(typed) === undefined) return refuse('manage.address.code')
  try {
    const outcome = await app.limits.tryCode(c, () => finishChange(app, subjectOf(owner), typed))
    return answerPage(c, app.config, outcome === 'taken' ? takenPage(owner) : donePage(owner, address))
  } catch (error) {
    const key = wordsOf(error)
    if (!key) throw error
    return refuse(key)
  }
}

const wordsOfProblem: Partial<Record<ProblemName, WordKey>> = {
  'wrong-code': 'verify.wrong',
  'code-used-up': 'verify.used-up',
  'codes-paused': 'manage.address.paused',
  busy: 'failed.busy',
}

function wordsOf(error: unknown): WordKey | undefined {
  if (!(error instanceof ProblemError)) return undefined
  const { problemName, retryAfterSeconds = 0 } = error
  if (problemName === 'too-many-codes')
    return retryAfterSeconds <= codePauseSeconds ? 'verify.again.wait' : 'manage.address.often'
  return wordsOfProblem[problemName]
}

// The link of the page that shows it has ended: it leads nowhere.
const donePage = (owner: Owner, address: string): Page => ({
  ...messagePage(
    owner.lang,
    say(owner.lang, 'manage.address.done'),
    say(owner.lang, 'manage.address.done.text', { address }),
  ),
  ...frame(owner),
})

const takenPage = (owner: Owner): Page => ({
  ...messagePage(
    owner.lang,
    say(owner.lang, 'manage.address.taken'),
    say(owner.lang, 'manage.address.taken.text'),
    html`<p><a class="button" href="${owner.at()}">${say(owner.lang, 'manage.back')}</a></p>`,
  ),
  ...frame(owner),
})
