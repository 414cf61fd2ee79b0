import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases, readJson, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { say } from '../../words/index.ts'

const promise = /\bour email\b|we(’re| will|’ll)? email(ing)? you/i
const told = /Save your reference number/

/** What the hosted page says after its form was sent. */
async function sendForm({ app, clock }: TestApp, path: string, page: string): Promise<string> {
  clock.later({ seconds: 5 })
  const [, name = '', token = ''] = /<input type="hidden" name="([^"]+)" value="([^"]+)"/.exec(page) ?? []
  const form = new URLSearchParams({ [name]: token, ...someone() })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://signup.example' }
  return (await app.request(path, { method: 'POST', headers, body: form.toString() })).text()
}

/** What each of the ways in says about mails. */
async function readWays(server: TestApp) {
  const { slug } = await server.givenTraining()
  const answer = await readJson(await server.app.request(`/api/v1/trainings/${slug}?lang=en`))
  const signedUp = await server.signUp(slug, { people: [someone()] })
  const several = await readJson(await server.app.request(`/api/v1/trainings/${slug}?lang=en&for=several`))
  const page = await (await server.app.request(`/t/${slug}?lang=en`)).text()
  const sent = await sendForm(server, `/t/${slug}?lang=en`, page)
  const hint = answer.form.fields.find(({ id }: { id: string }) => id === 'email').hint
  return {
    hint,
    page,
    sent,
    next: signedUp.body.next.text,
    result: answer.words['result.confirmed.text'],
    before: answer.words['result.before'],
    severalResult: several.words['result.confirmed.text'],
    keys: Object.keys({ ...answer.words, ...several.words }),
  }
}

onBothDatabases('a server without mail', (running) => {
  test('promises none, and says to keep the reference', async () => {
    const { hint, next, page, sent, result, before, keys } = await readWays(running())
    for (const said of [hint, next, page, sent, result, before]) assert.doesNotMatch(said, promise)
    for (const said of [next, sent, result]) assert.match(said, told)
    assert.match(hint, /reach you/)
    assert.ok(!keys.includes('result.sentTo'))
  })

  const contact = { name: 'Training desk', email: 'desk@example.org', phone: '816-555-0100' }
  const asked = { en: 'Contact the organizer', es: 'Comuníquese con la organización' }
  const kept = { en: told, es: /Guarde su número de referencia/ }
  for (const status of ['confirmed', 'waitlisted', 'pending_approval'] as const)
    for (const lang of ['en', 'es'] as const)
      test(`names the contact to people who are ${status}, where there is one, in ${lang}`, async () => {
        const next = async (training: Pick<TrainingDraft, 'contact'>) => {
          const { slug } = await running().givenTraining({ ...trainings[status], ...training })
          if (status === 'waitlisted') await running().signUp(slug, { people: [someone()] })
          const { body } = await running().signUp(slug, { people: [someone()], lang })
          assert.equal(body.status, status)
          assert.match(body.next.text, kept[lang])
          return body.next.text
        }
        const all = await next({ contact })
        assert.ok(all.endsWith(`${asked[lang]}: Training desk, desk@example.org, 816-555-0100`), all)
        const phone = await next({ contact: { phone: contact.phone } })
        assert.ok(phone.endsWith(`${asked[lang]}: 816-555-0100`), phone)
        assert.ok(!(await next({})).includes(asked[lang]))
      })
})

/** Of such a training the next sign-up is answered so. */
const trainings = {
  confirmed: {},
  waitlisted: { seats: { capacity: 1, waitlist: true } },
  pending_approval: { audience: { access: 'approval' } },
} satisfies Record<string, Partial<TrainingDraft>>

onBothDatabases(
  'a server with mail',
  (running) => {
    test('says so wherever people sign up', async () => {
      const { hint, next, page, sent, result, severalResult, before, keys } = await readWays(running())
      assert.doesNotMatch(next, /Contact the organizer/)
      for (const said of [next, sent, result, severalResult, before]) assert.match(said, promise)
      assert.match(hint, /for your confirmation/i)
      assert.ok(page.includes(hint))
      assert.deepEqual(
        keys.filter((key) => key.startsWith('mail')),
        [],
      )
    })

    for (const lang of ['en', 'es'] as const)
      test(`promises the reminder to people who get a seat while it is ahead, in ${lang}`, async () => {
        const reminder = say(lang, 'mail.reminder.ahead')
        const isPromised = async (training: Partial<TrainingDraft>) => {
          const { slug } = await running().givenTraining(training)
          const path = `/t/${slug}?lang=${lang}`
          return (await sendForm(running(), path, await (await running().app.request(path)).text())).includes(reminder)
        }
        const soon = new Date(running().clock.now.getTime() + 30 * 60 * 60_000).toISOString().slice(0, 11)
        assert.equal(await isPromised({}), true)
        assert.equal(await isPromised({ audience: { access: 'approval' } }), false)
        assert.equal(await isPromised({ seats: { capacity: 0, waitlist: true } }), false)
        assert.equal(await isPromised({ start: `${soon}09:00`, end: `${soon}15:00` }), false)
      })
  },
  mailing,
)
