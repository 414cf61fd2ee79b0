import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createContext } from '../context.ts'
import type { SendMail } from '../outgoing-mail.ts'
import { onBothDatabases, somebody } from '../testing/test-app.ts'
import { deliverMails } from './deliver.ts'

onBothDatabases('a person who is signed up again', (running) => {
  /** Registers a person, and sends them the confirmation. */
  const registered = async () => {
    const { slug } = await running().givenTraining({ fields: { phone: 'optional', agency: 'optional' } })
    const person = somebody({ agency: 'KCPD' })
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
    await signUp({ phone: '816-555-0101' })
    await signUp({ phone: '816-555-0102' })
    await signUp({ phone: '816-555-0102', agency: 'FBI' })
    await deliverMails(running().context)
    const [mail = '', ...others] = told()
    assert.deepEqual(others, [])
    for (const answer of ['816-555-0101', '816-555-0102', 'KCPD', 'FBI'])
      assert.equal(mail.split(answer).length, 2, `${answer} in ${mail}`)
  })

  test('gets it in the mail that waits, though the second one could leave earlier', async () => {
    const { signUp, told } = await registered()
    const { context, clock } = running()
    await signUp({ phone: '816-555-0103' })
    const sendMail: SendMail = async () => {
      throw Object.assign(new Error(), { code: 'ECONNREFUSED' })
    }
    await deliverMails(createContext({ ...context, sendMail }))
    await signUp({ phone: '816-555-0104' })
    await deliverMails(context)
    assert.deepEqual(told(), [])
    clock.now = new Date(clock.now.getTime() + 10 * 60_000)
    await deliverMails(context)
    const [mail = '', ...others] = told()
    assert.deepEqual(others, [])
    assert.match(mail, /816-555-0104[\s\S]*816-555-0103/)
  })

  test('gets a second mail about what was entered while the first was on its way', async () => {
    const { signUp, told } = await registered()
    const { context, clock } = running()
    await signUp({ phone: '816-555-0105' })
    const sendMail: SendMail = async (mail) => {
      if (told().length === 0) {
        clock.now = new Date(clock.now.getTime() + 1000)
        await signUp({ phone: '816-555-0106' })
        await context.sendMail?.(mail)
        await deliverMails(context)
      } else await context.sendMail?.(mail)
    }
    await deliverMails(createContext({ ...context, sendMail }))
    const [first = '', second = '', ...others] = told()
    assert.deepEqual(others, [])
    assert.match(first, /816-555-0105/)
    assert.match(second, /816-555-0106/)
  })
})
