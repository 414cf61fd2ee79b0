import assert from 'node:assert/strict'
import type { Language, TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { say } from '../../words/index.ts'
import { deliverMails } from '../deliver.ts'

onBothDatabases('an email about a seat', (given) => {
  async function mailAfter(
    training: Partial<TrainingDraft>,
    { lang = 'en', act }: { lang?: Language; act?: (id: string) => Promise<unknown> } = {},
  ) {
    const { slug } = await given().givenTraining({ discreetTitle: { en: 'Day course' }, ...training })
    const person = someone()
    await given().signUp(slug, { people: [person], partner: 'rotary', lang })
    await act?.((await given().row('registration', { email: person.email })).id)
    await deliverMails(given().context)
    const { text = '', subject = '' } = given().mails.findLast(({ to }) => to === person.email) ?? {}
    return { slug, subject, text: text.replaceAll(/\s+/g, ' ') }
  }

  for (const lang of ['en', 'es'] as const)
    test(`that is confirmed promises the reminder and has the link for colleagues, in ${lang}`, async () => {
      const { slug, subject, text } = await mailAfter({}, { lang })
      assert.ok(text.includes(`${say(lang, 'mail.confirmed.text')} ${say(lang, 'mail.reminder.ahead')}`), text)
      const address = `https://signup.example/t/${slug}/share?p=rotary${lang === 'en' ? '' : '&lang=es'}`
      assert.ok(text.includes(`${say(lang, 'result.share')}: ${address}`), text)
      assert.ok(!subject.includes(say(lang, 'result.share')))
    })

  test('that was approved does, too, and one that someone waits for does not', async () => {
    const asking = { audience: { access: 'approval' } } as const
    const approve = (id: string) => given().admin('POST', `/registrations/${id}/approve`)
    for (const { text, isSeat } of [
      { ...(await mailAfter(asking, { act: approve })), isSeat: true },
      { ...(await mailAfter(asking)), isSeat: false },
      { ...(await mailAfter({ seats: { capacity: 0, waitlist: true } })), isSeat: false },
    ]) {
      assert.equal(text.includes(say('en', 'mail.reminder.ahead')), isSeat, text)
      assert.equal(text.includes('/share'), isSeat, text)
    }
  })

  test('promises no reminder that is due soon, because its training may have been moved a little', async () => {
    const start = new Date('2027-01-20T15:00:00Z').getTime()
    const textBefore = async (hours: number) => {
      given().clock.now = new Date(start - hours * 60 * 60_000)
      return (await mailAfter({ start: '2027-01-20T09:00', end: '2027-01-20T15:00' })).text
    }
    assert.ok((await textBefore(37)).includes(say('en', 'mail.reminder.ahead')))
    assert.ok(!(await textBefore(36)).includes(say('en', 'mail.reminder.ahead')))
  })
})
