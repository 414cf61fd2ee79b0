import assert from 'node:assert/strict'
import { test } from 'mocha'
import { listMessages } from '../../../core/messages/messages.ts'
import { askAs } from '../../../testing/keys.ts'
import { newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { listMails } from '../../api/people/mail-list.ts'
import { readChoices } from '../trainings/training-choice.ts'

const written = { about: 'seat', subject: { en: 'Where to park' }, text: { en: 'Use lot B.' } }

onBothDatabases('messages and emails', (given) => {
  test('are listed only for trainings that someone reaches with everyone in them', async () => {
    const { context, givenTraining, admin, signUp } = given()
    const [own, other] = [await givenTraining(), await givenTraining()]
    for (const { slug } of [own, other]) {
      await signUp(slug, { people: [someone()] })
      await admin('POST', '/messages', { training: slug, ...written })
    }
    const { id } = await context.db.reader
      .selectFrom('training')
      .select('id')
      .where('slug', '=', own.slug)
      .executeTakeFirstOrThrow()
    const seenWith = async (scope: Parameters<typeof readChoices>[1]) => ({
      messages: (await listMessages(context, { scope, limit: 50 })).messages.map(({ training }) => training),
      emails: (await listMails(context, { scope, limit: 50 })).mails.map(({ training }) => training),
      choices: (await readChoices(context, scope, 'en')).choices.map(({ slug }) => slug),
    })
    const only = { messages: [own.slug], emails: [own.slug], choices: [own.slug] }
    assert.deepEqual(await seenWith({ trainings: [id] }), only)
    const none = { messages: [], emails: [], choices: [] }
    assert.deepEqual(await seenWith({ trainings: [] }), none)
    assert.deepEqual(await seenWith({ trainings: 'all', agency: 'kansas city police' }), none)
    assert.equal((await seenWith({ trainings: 'all' })).messages.length, 2)
  })

  test('offer someone who reaches some trainings the partners of these, and no others', async () => {
    const { admin, givenTraining, signUp, app } = given()
    const sponsor = newSlug()
    const way = newSlug()
    const other = newSlug()
    for (const slug of [sponsor, way, other]) await admin('POST', '/partners', { slug, name: `Partner ${slug}` })
    const own = await givenTraining({ sponsors: [sponsor] })
    await givenTraining({ sponsors: [other] })
    await signUp(own.slug, { people: [someone()], partner: way })
    await given().context.impressions.write()
    const { id } = await given()
      .context.db.reader.selectFrom('training')
      .select('id')
      .where('slug', '=', own.slug)
      .executeTakeFirstOrThrow()
    const draft = { training: own.slug, ...written, filter: { status: ['confirmed'], partner: other } }
    const { body } = await admin('POST', '/messages', draft)
    const limited = await askAs(given(), { role: 'organizer', scope: { trainings: [id] } })
    for (const path of [
      `/messages/new?training=${own.slug}`,
      `/trainings/${own.slug}`,
      `/trainings/${own.slug}/edit`,
    ]) {
      const page = await (await app.request(`/admin${path}`, { headers: limited })).text()
      for (const slug of [sponsor, way]) assert.ok(page.includes(`Partner ${slug}`), `${path}: ${slug}`)
      assert.ok(!page.includes(other), path)
    }
    const page = await (await app.request(`/admin/messages/${body.id}`, { headers: limited })).text()
    assert.match(page, new RegExp(`<option value="${other}" selected>${other}</option>`))
    assert.ok(!page.includes(`Partner ${other}`))
  })
})
