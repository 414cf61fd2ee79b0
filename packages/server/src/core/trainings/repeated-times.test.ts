import assert from 'node:assert/strict'
import { test } from 'mocha'
import { everyMail } from '../../testing/mails/every-mail.ts'
import { onBothDatabases, readJson } from '../../testing/servers/test-app.ts'

/** All its times are in the hour that the clocks show twice. */
const repeated = {
  start: '2027-11-07T01:30',
  end: '2027-11-07T01:50',
  doors: '01:15',
  contact: { name: 'Desk', email: 'desk@example.org' },
  seats: { capacity: null, waitlist: true },
}
const inZone = {
  en: /1:30\u00A0AM\u00A0CDT – 1:50\u00A0AM\u00A0CDT/,
  es: /1:30\u00A0a\.\u00A0m\.\u00A0CDT – 1:50\u00A0a\.\u00A0m\.\u00A0CDT/,
}

onBothDatabases('a time that occurs twice', (given) => {
  for (const lang of ['en', 'es'] as const) {
    test(`says which of the two it is in ${lang}, in the answer, on the page, and in every email`, async () => {
      const { context, givenTraining, send } = given()
      const { slug } = await givenTraining(repeated)
      const { training } = await readJson(await send('GET', `/api/v1/trainings/${slug}?lang=${lang}`))
      assert.match(training.when.text, inZone[lang])
      assert.match(training.when.doors, /CDT$/)
      assert.equal(training.when.start, '2027-11-07T01:30:00-05:00')
      assert.match(await (await send('GET', `/t/${slug}?lang=${lang}`)).text(), inZone[lang])
      given().clock.later({ seconds: 1 })
      for (const { name, mail } of await everyMail(context, slug, lang)) {
        // Wrapped lines break only at spaces.
        const said = mail.text.replace(/\s*\n\s*/g, ' ')
        if (/1:30\u00A0/.test(said)) assert.match(said, inZone[lang], name)
      }
    })
  }

  test('is named also where registration opens then', async () => {
    const { givenTraining, send } = given()
    const { slug } = await givenTraining({
      start: '2027-12-07T09:00',
      end: '2027-12-07T12:00',
      opensAt: '2027-11-07T01:30',
    })
    const { training } = await readJson(await send('GET', `/api/v1/trainings/${slug}`))
    assert.match(training.notice.title, /1:30\u00A0AM\u00A0CDT/)
  })

  test('is named in the report to the organizer', async () => {
    const { context, clock, givenTraining } = given()
    const { slug } = await givenTraining({
      start: '2027-12-07T09:00',
      end: '2027-12-07T12:00',
      contact: { name: 'Desk', email: 'desk@example.org' },
      seats: { capacity: null, waitlist: true },
    })
    await context.db.transaction((tx) =>
      tx.updateTable('training').set({ created_at: '2027-11-07T07:30:00.000Z' }).where('slug', '=', slug).execute(),
    )
    clock.now = new Date('2027-11-08T07:30:00.000Z')
    const digest = (await everyMail(context, slug, 'en')).find(({ kind }) => kind === 'digest')
    assert.match(digest?.mail.text ?? '', /1:30\u00A0AM\u00A0CST/)
  })
})
