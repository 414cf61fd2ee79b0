import assert from 'node:assert/strict'
import { test } from 'mocha'
import { account as accountOf } from '../../../testing/contract/account-states.ts'
import { unlicensed } from '../../../testing/contract/credit-cases.ts'
import {
  contractServer,
  coordinated,
  draftedMessage,
  partner,
  registeredIn,
  training,
} from '../../../testing/contract/states.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { savingForms } from '../../../testing/pages/saving-forms.ts'
import { shownForms } from '../../../testing/pages/shown-forms.ts'
import { onBothDatabases, type TestApp } from '../../../testing/servers/test-app.ts'
import { markName } from './form-mark.ts'
import { mergeControls } from './merge-edits.ts'

interface Refused {
  open: (running: TestApp) => Promise<{ page: string; action: string }>
  /** What is refused besides what is typed into every field. */
  wrong?: Record<string, string>
  button?: string
}

const at = (page: string, action = page) => ({ page, action })
const always = (page: string) => async () => at(page)
const stored = (name: string) => savingForms[name]?.open ?? assert.fail(name)
const approval = { audience: { access: 'approval' } } as const

/** Every form with fields that can be wrong. */
const forms: Record<string, Refused> = {
  'a new training': { open: always('/trainings/new'), button: 'save' },
  'a copy': { open: async (running) => at(`/trainings/${(await training(running)).slug}/copy`), button: 'save' },
  'the organizer': { open: stored('POST /organizer'), button: 'save' },
  'a training': { open: stored('POST /trainings/:slug/edit'), wrong: { 'title.en': '' }, button: 'save' },
  'a new profile': { open: always('/profiles/new'), button: 'save' },
  'a profile': { open: stored('POST /profiles/:id'), wrong: { 'name.en': '' }, button: 'save' },
  'what a training counts for': {
    open: stored('POST /trainings/:slug/credit/edit'),
    wrong: { 'credits.0.number': '' },
    button: 'save',
  },
  'someone’s times': {
    open: stored('POST /trainings/:slug/attendance/people/:id'),
    wrong: { out0: 'noon' },
    button: 'save',
  },
  'a new partner': { open: always('/partners/new') },
  'a partner': { open: stored('POST /partners/:slug') },
  'a page of a partner': {
    open: async (running) => {
      const { slug } = await partner(running)
      return at(`/partners/${slug}`, `/partners/${slug}/placements`)
    },
  },
  'a new webhook': { open: always('/webhooks') },
  'a webhook': { open: stored('POST /webhooks/:id') },
  'a new account': { open: always('/accounts/new'), wrong: { name: '' } },
  'an account': { open: async (running) => at(`/accounts/${(await accountOf(running)).id}`), wrong: { name: '' } },
  'a key': { open: always('/keys'), wrong: { name: '' } },
  'a walk-in': {
    open: async (running) => at(`/door/${(await training(running)).slug}/walk-in`),
    wrong: { givenName: '' },
  },
  'a new message': {
    open: async (running) => at(`/messages/new?training=${(await training(running)).slug}`, '/messages/new'),
    wrong: { 'subject.en': '', agency: 'x'.repeat(300) },
    button: 'save',
  },
  'a message': { open: stored('POST /messages/:id'), wrong: { 'subject.en': '' }, button: 'save' },
  'an accommodation': { open: stored('POST /registrations/:id/accommodation'), wrong: { owner: 'x'.repeat(101) } },
  'a correction': { open: stored('POST /registrations/:id/correct'), wrong: { givenName: '' } },
  'someone who called': {
    open: async (running) => at(`/trainings/${(await training(running)).slug}/add`),
    wrong: { givenName: '' },
  },
  'someone of an agency': {
    open: async (running) => at(`/trainings/${(await coordinated(running)).slug}/register`),
    wrong: { givenName: '' },
  },
  'a colleague who comes instead': {
    open: async (running) => at(`/registrations/${(await coordinated(running)).id}/replace`),
    wrong: { givenName: '' },
  },
  'the reminders': { open: stored('POST /trainings/:slug/reminders'), wrong: { 'reminder.en': 'Dear {name}' } },
  'a message that waits': {
    open: async (running) => {
      const { id } = await draftedMessage(running)
      await running.admin('PUT', `/messages/${id}/schedule`, { sendAt: '2027-03-03T15:00:00.000Z' })
      return at(`/messages/${id}`, `/messages/${id}/schedule`)
    },
    wrong: { at: '2020-01-01T09:00' },
  },
  'a seat more than there are': {
    open: async (running) => {
      const { id } = await registeredIn({ seats: { capacity: 0, waitlist: true } })(running)
      return at(`/registrations/${id}/extra-seat`)
    },
    wrong: { reason: '' },
  },
  'a license number': {
    open: async (running) => at(`/registrations/${(await unlicensed(running)).ids[0]}/license`),
    wrong: { licenceNumber: ' ' },
  },
  'a decision': {
    open: async (running) => at(`/registrations/${(await registeredIn(approval)(running)).id}/decline`),
    wrong: { note: 'x'.repeat(501) },
  },
}

onBothDatabases(
  'a form that is refused',
  (given) => {
    for (const [what, { open, wrong = {}, button }] of Object.entries(forms))
      test(`comes back as it was typed, and says at each field what is wrong: ${what}`, async () => {
        const pages = organizerPages(given())
        const { page, action } = await open(given())
        const formIn = (text: string) =>
          shownForms(text, `/admin${page}`).find(({ paths }) => paths.includes(`/admin${action}`)) ??
          assert.fail(`no form for ${action}`)
        const form = formIn(await pages.open(page))
        form.fillIn()
        const typed = form.sent().map(([name, value]): [string, string] => [name, wrong[name] ?? value])
        const fields = Object.groupBy(typed, ([name]) => name)
        const values = Object.entries(fields).map(([name, all = []]) => [name, all.map(([, value]) => value)])
        const { status, text } = await pages.post(action, {
          ...Object.fromEntries(values),
          ...(button ? { do: button } : {}),
        })
        assert.equal(status, 422)
        assert.deepEqual(comparable(formIn(text).sent()), comparable(typed))
        assertLinked(text)
        assertSaidToPeople(text)
      })
  },
  contractServer,
)

/** What is typed: spaces around it and its line breaks are not. */
const comparable = (fields: readonly [string, string][]) =>
  fields
    .filter(([name]) => name !== markName && name !== mergeControls.base && name !== 'asked')
    .map(([name, value]) => `${name}=${value.replaceAll('\r\n', '\n').trim()}`)
    .toSorted()

/** Names and standards as programs write them. People read what to type. */
const saidToPrograms = /\b[a-z]+[A-Z]\w*|\b(?:ISO|IANA|JSON|RFC|null|slug|regex|SMTP_URL)\b|T\d\d:\d\d/

function assertSaidToPeople(text: string) {
  const faults = [...text.matchAll(/class="fault"[^>]*>[^]*?<span>([^<]*)</g)].map(([, said = '']) => said)
  assert.deepEqual(
    faults.filter((said) => saidToPrograms.test(said)),
    [],
  )
}

/** Each field that is marked leads to its fault, and each line on top leads to a field. */
function assertLinked(text: string) {
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const marked = [...text.matchAll(/<(?:input|select|textarea)[^>]* aria-invalid="true"[^>]*>/g)].map(([tag]) => tag)
  for (const tag of marked) {
    const about = /aria-describedby="([^"]*)"/.exec(tag)?.[1]?.split(' ') ?? []
    assert.ok(
      about.some((id) => /-fault$|^error-/.test(id)),
      tag,
    )
    for (const id of about) assert.ok(ids.has(id), id)
  }
  const links = /role="alert"[^>]*id="faults"[^]*?<\/ul>/.exec(text)?.[0].matchAll(/href="#([^"]+)"/g) ?? []
  for (const [, id] of links) assert.ok(ids.has(id), id)
  assert.ok(marked.length > 0 || /class="fault"/.test(text))
}
