import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { controlsIn, formsIn } from '../../../testing/pages/sent-controls.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'
import { listAccounts } from '../../accounts/accounts.ts'

let people = 0
const newName = () => `dana${(people += 1)}`

interface SlipForm {
  /** Makes what the form is about, and returns its path. */
  open: (running: TestApp) => Promise<string>
  field: string
  fields?: Record<string, string>
  /** Returns what holds the address once it is stored. */
  stored: (running: TestApp, path: string) => Promise<unknown>
}

const asFields = (sent: URLSearchParams): Record<string, string[]> =>
  Object.fromEntries([...new Set(sent.keys())].map((name) => [name, sent.getAll(name)]))

/** Everyone in the training of a path. */
const peopleOf = async ({ admin }: TestApp, path: string) =>
  (await admin('GET', `/registrations?training=${path.split('/')[2]}&sensitive=1`)).body.registrations

const forms: Record<string, SlipForm> = {
  'adding a person': {
    open: async ({ givenTraining }) => `/trainings/${(await givenTraining()).slug}/add`,
    field: 'email',
    fields: { givenName: 'Dana' },
    stored: peopleOf,
  },
  'correcting a person': {
    open: async ({ givenTraining, signUp, admin }) => {
      const { slug } = await givenTraining()
      await signUp(slug, { people: [someone()] })
      const { body } = await admin('GET', `/registrations?training=${slug}`)
      return `/registrations/${body.registrations[0].id}/correct`
    },
    field: 'email',
    stored: async ({ admin }, path) => (await admin('GET', `/registrations/${path.split('/')[2]}`)).body,
  },
  'adding an account': {
    open: async () => '/accounts/new',
    field: 'email',
    fields: { name: 'Dana', role: 'organizer', reach: 'all' },
    stored: ({ context }) => listAccounts(context.db.reader),
  },
  'editing the contact of a training': {
    open: async ({ givenTraining }) => `/trainings/${(await givenTraining()).slug}/edit`,
    field: 'contact.email',
    fields: { do: 'save' },
    stored: async ({ admin }, path) => (await admin('GET', `/trainings/${path.split('/')[2]}`)).body,
  },
}

onBothDatabases(
  'an address with a slip in an organizers’ form',
  (given) => {
    for (const [name, { open, field, fields = {}, stored }] of Object.entries(forms)) {
      const begin = async () => {
        const typed = newName()
        const [slip, meant] = [`${typed}@gmial.com`, `${typed}@gmail.com`]
        const path = await open(given())
        const pages = organizerPages(given())
        /** Sends the form of a page as a browser does, with these fields in it. */
        const send = (page: string, more: Record<string, string>) => {
          const form = formsIn(page).find((one) => one.includes(`name="${field}"`)) ?? assert.fail('no form')
          const sent = controlsIn(form)
          for (const [key, value] of Object.entries(more)) sent.set(key, value)
          return pages.post(path, asFields(sent))
        }
        const isStored = async (address: string) => JSON.stringify(await stored(given(), path)).includes(address)
        const first = await send(await pages.open(path), { ...fields, [field]: slip })
        return { slip, meant, send, first, isStored }
      }

      test(`stops the first press only, when ${name}`, async () => {
        const { slip, meant, send, first, isStored } = await begin()
        assert.equal(first.status, 422)
        assert.match(first.text, /Check the part after the @/)
        assert.ok(first.text.includes(`Did you mean ${meant}?`))
        assert.equal(await isStored(slip), false)
        const second = await send(first.text, fields)
        assert.equal(second.status, 303, second.text)
        assert.equal(await isStored(slip), true)
      })

      test(`can be taken, and is then sent by its own button, when ${name}`, async () => {
        const { slip, meant, send, first, isStored } = await begin()
        const { do: _, ...rest } = fields
        const taken = await send(first.text, { ...rest, _show: `${field} ${meant}` })
        assert.equal(taken.status, 200, taken.text)
        assert.match(taken.text, new RegExp(`name="${field.replace('.', '\\.')}"[^>]*value="${meant}"`))
        assert.doesNotMatch(taken.text, /Did you mean/)
        assert.deepEqual([await isStored(slip), await isStored(meant)], [false, false])
        const sent = await send(taken.text, fields)
        assert.equal(sent.status, 303, sent.text)
        assert.deepEqual([await isStored(slip), await isStored(meant)], [false, true])
      })
    }

    test('stops no correction of something else, once it is stored', async () => {
      const { slug } = await given().givenTraining()
      await given().signUp(slug, { people: [someone({ email: 'dana@gmial.com' })] })
      const [{ id }] = await peopleOf(given(), `/trainings/${slug}`)
      const pages = organizerPages(given())
      const path = `/registrations/${id}/correct`
      const sent = controlsIn(formsIn(await pages.open(path)).find((one) => one.includes('name="email"')) ?? '')
      sent.set('familyName', 'Quintana')
      assert.equal((await pages.post(path, asFields(sent))).status, 303)
      assert.equal((await peopleOf(given(), `/trainings/${slug}`))[0].familyName, 'Quintana')
    })
  },
  { environment: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'signup@example.org' } },
)
