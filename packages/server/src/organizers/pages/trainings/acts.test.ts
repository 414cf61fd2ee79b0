import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createOrganizer, newsOf } from '../../../testing/organizer.ts'
import { sentControls } from '../../../testing/pages/sent-controls.ts'
import { newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { createWaiter } from '../../../testing/waiter.ts'

onBothDatabases(
  'the pages that publish and end a training',
  (given) => {
    const { open, send, stored } = createOrganizer(given)
    const { wait, told } = createWaiter(given)
    const ask = async (slug: string, act: string) => {
      const { status, text } = await open(`/trainings/${slug}/${act}`)
      return { status, text, form: sentControls(text) }
    }
    const act = async (slug: string, name: string) => send(`/trainings/${slug}/${name}`, (await ask(slug, name)).form)
    const people = async (slug: string, count: number) => {
      for (let index = 0; index < count; index++) await given().signUp(slug, { people: [someone()] })
    }

    test('say how many people are emailed, and what, before a training is called off, and tell everyone once', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true } })
      await people(slug, 3)
      const { text, form } = await ask(slug, 'call-off')
      const other = await ask(slug, 'call-off')
      assert.match(text, /<button class="button danger">Call off this training and send 3 emails<\/button>/)
      assert.match(text, /The training has been canceled: Saturday, March 6, 9 AM/)
      assert.match(text, /The organizer canceled it, so it won’t take place/)
      assert.equal((await stored(slug)).status, 'published')
      assert.deepEqual(await newsOf(given(), slug), [])
      const { to } = await send(`/trainings/${slug}/call-off`, form)
      assert.equal(to, `/admin/trainings/${slug}/edit?done=call-off&count=3`)
      assert.match((await open(to.replace('/admin', ''))).text, /The training is called off. 3 emails will be sent./)
      assert.equal((await send(`/trainings/${slug}/call-off`, form)).to, to)
      assert.equal((await send(`/trainings/${slug}/call-off`, other.form)).status, 409)
      assert.deepEqual(await newsOf(given(), slug), Array(3).fill('training-cancelled'))
    })

    test('are found from the top of the long form', async () => {
      const { slug } = await given().givenTraining()
      const { text } = await open(`/trainings/${slug}/edit`)
      assert.match(text, /<a class="button quiet" href="#acts">More actions</)
      const [, below = ''] = text.split('id="acts"')
      assert.match(below, new RegExp(`href="/admin/trainings/${slug}/call-off"`))
    })

    test('tell everyone that a training takes place after all', async () => {
      const { slug } = await given().givenTraining()
      await people(slug, 2)
      await act(slug, 'call-off')
      const { text, form } = await ask(slug, 'resume')
      assert.match(text, /Publish again and send 2 emails/)
      await send(`/trainings/${slug}/resume`, form)
      assert.equal((await stored(slug)).status, 'published')
      assert.match(
        text,
        /It takes place after all[^]*The training takes place after all: [^]*It’s no longer canceled\. Here’s when/,
      )
      assert.deepEqual(await newsOf(given(), slug), ['training-restored', 'training-restored'])
    })

    test('say that people hear of it only where someone does', async () => {
      const { slug } = await given().givenTraining()
      for (const name of ['call-off', 'resume']) {
        const { text } = await ask(slug, name)
        assert.match(text, /No one is emailed/)
        assert.doesNotMatch(text, /gets one email/)
        await act(slug, name)
      }
    })

    test('publish a draft, and refuse one whose day has passed', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      assert.match((await ask(slug, 'publish')).text, /No one is emailed/)
      await act(slug, 'publish')
      assert.equal((await stored(slug)).status, 'published')
      const late = await given().givenTraining({ status: 'draft', start: '2026-01-01T09:00', end: '2026-01-01T10:00' })
      assert.match((await ask(late.slug, 'publish')).text, /has passed/)
      assert.equal((await stored(late.slug)).status, 'draft')
    })

    test('close registration now, and open it again for those who asked to be told', async () => {
      const { slug } = await given().givenTraining({ opensAt: '2027-01-10T06:00', series: newSlug() })
      assert.match((await act(slug, 'close')).to ?? '', /done=close/)
      assert.equal((await given().app.request(`/api/v1/trainings/${slug}`)).status, 200)
      const { body } = await given().signUp(slug, { people: [someone()] })
      assert.equal(body.type, '/problems/registration-closed')
      const { email } = await wait(slug)
      const { text, form } = await ask(slug, 'reopen')
      assert.match(text, /1 person asked for an email when they can register/)
      await send(`/trainings/${slug}/reopen`, form)
      assert.equal((await given().signUp(slug, { people: [someone()] })).status, 201)
      assert.equal((await told(email)).length, 1)
    })

    test('count only those who hear of this date: not those who have another date already', async () => {
      const series = newSlug()
      const on = (day: string) => ({ start: `${day}T09:00`, end: `${day}T15:00`, closesAt: '2027-01-09T09:00' })
      const first = await given().givenTraining({ series, ...on('2027-03-06') })
      const { email } = await wait(first.slug)
      const draft = await given().givenTraining({
        series,
        status: 'draft',
        start: '2027-05-01T09:00',
        end: '2027-05-01T15:00',
      })
      assert.match((await ask(draft.slug, 'publish')).text, /1 person asked for an email/)
      // A date before the one that they asked about is none for them.
      const early = { start: '2027-02-01T09:00', end: '2027-02-01T15:00' }
      const before = await given().givenTraining({ series, status: 'draft', ...early })
      assert.doesNotMatch((await ask(before.slug, 'publish')).text, /asked for an email/)
      // Another date takes registrations: they hear of that one.
      await given().givenTraining({ series, start: '2027-04-03T09:00', end: '2027-04-03T15:00' })
      assert.doesNotMatch((await ask(draft.slug, 'publish')).text, /asked for an email/)
      assert.equal((await told(email)).length, 1)
      assert.doesNotMatch((await ask(draft.slug, 'publish')).text, /asked for an email/)
    })

    test('take a training off the site without an email, and put it back', async () => {
      const { slug } = await given().givenTraining()
      await people(slug, 1)
      await act(slug, 'withdraw')
      assert.equal((await given().app.request(`/t/${slug}`)).status, 410)
      await act(slug, 'publish')
      assert.equal((await given().app.request(`/t/${slug}`)).status, 200)
      assert.deepEqual(await newsOf(given(), slug), [])
    })

    test('delete a draft for good, and nothing else', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      assert.equal((await act(slug, 'delete')).to, '/admin')
      assert.equal((await open(`/trainings/${slug}/edit`)).status, 404)
      const other = await given().givenTraining()
      assert.equal((await open(`/trainings/${other.slug}/delete`)).status, 409)
      assert.equal((await send(`/trainings/${other.slug}/delete`, new URLSearchParams())).status, 409)
    })

    test('are offered only where they are possible', async () => {
      const offered = async (slug: string) =>
        [
          ...(await open(`/trainings/${slug}/edit`)).text.matchAll(
            new RegExp(`class="line(?: ends)?" href="/admin/trainings/${slug}/([a-z-]+)"`, 'g'),
          ),
        ].map(([, name]) => name)
      const draft = await given().givenTraining({ status: 'draft' })
      assert.deepEqual(await offered(draft.slug), ['publish', 'delete'])
      const { slug } = await given().givenTraining()
      assert.deepEqual(await offered(slug), ['close', 'withdraw', 'call-off'])
      await act(slug, 'close')
      assert.deepEqual(await offered(slug), ['reopen', 'withdraw', 'call-off'])
      await act(slug, 'call-off')
      assert.deepEqual(await offered(slug), ['resume', 'withdraw'])
    })

    test('ask again if more would be emailed than they said', async () => {
      const { slug } = await given().givenTraining()
      const { form } = await ask(slug, 'call-off')
      await people(slug, 1)
      const { status, text } = await send(`/trainings/${slug}/call-off`, form)
      assert.equal(status, 409)
      assert.match(text, /nothing was done yet[^]*and send 1 email</)
      assert.equal((await stored(slug)).status, 'published')
    })
  },
  mailing,
)

onBothDatabases('the pages that end a training on a server without email', (given) => {
  test('say that people are to be told, if there is anything to tell', async () => {
    const { open } = createOrganizer(given)
    const { slug } = await given().givenTraining()
    await given().signUp(slug, { people: [someone()] })
    assert.match((await open(`/trainings/${slug}/call-off`)).text, /This server sends no emails\. Tell people yourself/)
    const { text } = await open(`/trainings/${slug}/close`)
    assert.match(text, /No one is emailed/)
    assert.doesNotMatch(text, /Tell people yourself/)
  })
})
