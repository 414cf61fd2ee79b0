import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createContext } from '../../core/context.ts'
import type { SendMail } from '../../platform/outgoing-mail.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { deliverMails } from '../deliver.ts'

onBothDatabases('a person who is signed up again', (running) => {
  /** Registers a person, and sends them the confirmation. */
  const registered = async () => {
    const { slug } = await running().givenTraining({ fields: { agency: 'optional', phone: 'optional' } })
    const person = someone({ agency: 'KCPD' })
    const signUp = (answers: Record<string, string>) => running().signUp(slug, { people: [{ ...person, ...answers }] })
    await signUp({})
    await deliverMails(running().context)
    running().mails.length = 0
    const told = () =>
      running()
        .mails.filter(({ to }) => to === person.email)
        .map(({ text }) => text)
    return { signUp, told }
  }

  test('gets one mail with all that was entered while it waited, each answer once', async () => {
    const { signUp, told } = await registered()
    await signUp({ agency: 'Oak' })
    await signUp({ agency: 'Elm' })
    await signUp({ phone: '816-555-0101', agency: 'FBI' })
    await deliverMails(running().context)
    const [mail = '', ...others] = told()
    assert.deepEqual(others, [])
    for (const answer of ['Oak', 'Elm', 'FBI']) assert.equal(mail.split(answer).length, 2, `${answer} in ${mail}`)
    // Not a number that a stranger wants called.
    assert.doesNotMatch(mail, /816-555/)
  })

  test('gets it in the mail that waits, though the second one could leave earlier', async () => {
    const { signUp, told } = await registered()
    const { context, clock } = running()
    await signUp({ agency: 'Ash' })
    const sendMail: SendMail = async () => {
      throw Object.assign(new Error(), { code: 'ECONNREFUSED' })
    }
    await deliverMails(createContext({ ...context, sendMail }))
    await signUp({ agency: 'Fir' })
    await deliverMails(context)
    assert.deepEqual(told(), [])
    clock.later({ minutes: 10 })
    await deliverMails(context)
    const [mail = '', ...others] = told()
    assert.deepEqual(others, [])
    assert.match(mail, /Fir[\s\S]*Ash/)
  })

  test('gets a second mail about what was entered while the first was on its way', async () => {
    const { signUp, told } = await registered()
    const { context, clock } = running()
    await signUp({ agency: 'Yew' })
    const sendMail: SendMail = async (mail) => {
      if (told().length === 0) {
        clock.later({ seconds: 1 })
        await signUp({ agency: 'Bay' })
        await context.sendMail?.(mail)
        await deliverMails(context)
      } else await context.sendMail?.(mail)
    }
    await deliverMails(createContext({ ...context, sendMail }))
    const [first = '', second = '', ...others] = told()
    assert.deepEqual(others, [])
    assert.match(first, /Yew/)
    assert.match(second, /Bay/)
  })
})
