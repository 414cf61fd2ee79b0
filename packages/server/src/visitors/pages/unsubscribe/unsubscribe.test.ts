import assert from 'node:assert/strict'
import { test } from 'mocha'
import { enqueueMessages } from '../../../core/messages/send-message.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { placesOf } from '../../../testing/erased.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'

const draft = async ({ admin }: TestApp, training: string, about: 'seat' | 'other'): Promise<string> =>
  (
    await admin('POST', '/messages', {
      training,
      about,
      subject: { en: 'Next year' },
      text: { en: 'We are planning another one.' },
    })
  ).body.id

const countOf = async ({ admin }: TestApp, id: string): Promise<number> =>
  (await admin('POST', `/messages/${id}/preview`, {})).body.recipients

async function enqueue({ admin, context }: TestApp, id: string) {
  await admin('POST', `/messages/${id}/send`)
  await enqueueMessages(context)
}

async function delivered({ context, mails }: TestApp) {
  mails.length = 0
  await deliverMails(context)
  return mails.filter(({ subject }) => subject === 'Next year')
}

async function sent(server: TestApp, slug: string, about: 'seat' | 'other') {
  await enqueue(server, await draft(server, slug, about))
  return delivered(server)
}

onBothDatabases('news that are not about the seat', (given) => {
  test('end for an address when its owner says so, on the page or in their mail program, and the seat stays', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    const [ada, luis] = [someone(), someone()]
    for (const one of [ada, luis]) await server.signUp(slug, { people: [one] })
    const first = await sent(server, slug, 'other')
    const [link, other] = [ada, luis].map(({ email }) => first.find(({ to }) => to === email)?.unsubscribe ?? '')
    assert.match(link ?? '', /^https:\/\/signup\.example\/unsubscribe\/[\w-]{86}\?lang=en$/)
    assert.ok(first[0]?.text.includes('/unsubscribe/'))

    const page = await server.app.request(link ?? '')
    assert.equal(page.status, 200)
    assert.match(await page.text(), /<form method="post" action="\/unsubscribe\//)
    await server.app.request(link ?? '', { method: 'HEAD' })
    const waiting = await draft(server, slug, 'other')
    assert.equal(await countOf(server, waiting), 2, 'looking changes nothing')
    await enqueue(server, waiting)
    for (let times = 0; times < 2; times++) {
      const oneClick = await server.app.request(link ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      })
      assert.deepEqual([oneClick.status, oneClick.headers.get('set-cookie')], [200, null])
    }
    assert.deepEqual(
      (await delivered(server)).map(({ to }) => to),
      [luis.email],
      'not even those on their way are sent',
    )
    const next = await draft(server, slug, 'other')
    assert.equal(await countOf(server, next), 1)
    await enqueue(server, next)
    assert.deepEqual(
      (await delivered(server)).map(({ to }) => to),
      [luis.email],
    )
    assert.equal((await sent(server, slug, 'seat')).length, 2)
    assert.equal((await server.admin('GET', `/trainings/${slug}`)).body.seats.counts.confirmed, 2)
    assert.notEqual(link, other)
    const places = [...(await placesOf(server, [ada.email])).keys()]
    assert.deepEqual(
      places.filter((place) => /^(unsubscribed|message)/.test(place)),
      [],
    )
  })

  test('cannot be ended by a link that we have not made', async () => {
    const server = given()
    for (const token of ['x', 'A'.repeat(86), '%00'])
      for (const method of ['GET', 'POST'])
        assert.equal((await server.app.request(`/unsubscribe/${token}`, { method })).status, 404)
    assert.deepEqual(
      await server.context.db.reader
        .selectFrom('unsubscribed')
        .selectAll()
        .where('recipient', 'like', 'A%AAAA')
        .execute(),
      [],
    )
  })

  test('say how they end, also by header, only where they can be ended', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    await server.signUp(slug, { people: [someone()], lang: 'es' })
    const [mail] = await sent(server, slug, 'seat')
    assert.equal(mail?.unsubscribe, undefined)
    assert.doesNotMatch(mail?.text ?? '', /unsubscribe/)
  })
})
