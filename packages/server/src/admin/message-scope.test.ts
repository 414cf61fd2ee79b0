import assert from 'node:assert/strict'
import { test } from 'mocha'
import { listMessages } from '../messages/messages.ts'
import { listMails } from '../organizers/mail-list.ts'
import { onBothDatabases, someone } from '../testing/test-app.ts'
import { readChoices } from './training-choice.ts'

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
})
