import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { contractServer } from '../../testing/contract/states.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'

onBothDatabases(
  'an email that is sent again',
  (given) => {
    async function registered(draft: object = {}, person = someone()) {
      const { slug } = await given().givenTraining(draft)
      await given().signUp(slug, { people: [person] })
      await deliverMails(given().context)
      const rows = await given().rows('registration', { slug })
      return { slug, id: rows.at(-1)?.id ?? '' }
    }
    const again = async (id: string) => (await given().admin('POST', `/registrations/${id}/send-again`)).body
    const mailsTo = async (id: string) =>
      (await given().rows('outbox', { registration_id: id })).map(({ kind, outcome }) => `${kind} ${outcome}`)

    test('is the confirmation, once in ten minutes, until the address is corrected', async () => {
      const { id } = await registered()
      assert.deepEqual(await again(id), { email: 'confirmed', isNew: true })
      await deliverMails(given().context)
      assert.deepEqual(await again(id), { email: 'confirmed', isNew: false })
      given().clock.later({ minutes: 9 })
      assert.deepEqual(await again(id), { email: 'confirmed', isNew: false })
      given().clock.later({ minutes: 1 })
      assert.deepEqual(await again(id), { email: 'confirmed', isNew: true })
      assert.deepEqual(await again(id), { email: 'confirmed', isNew: false }, 'while it waits, too')
      await deliverMails(given().context)
      await given().admin('PATCH', `/registrations/${id}`, { person: { email: 'corrected@kcpd.example' } })
      assert.deepEqual(await again(id), { email: 'confirmed', isNew: true })
      assert.equal((await mailsTo(id)).filter((one) => one.startsWith('confirmed')).length, 4)
    })

    test('is one even where two press at the same time', async () => {
      const { id } = await registered()
      const answers = await Promise.all([again(id), again(id), again(id)])
      assert.equal(answers.filter(({ isNew }) => isNew).length, 1)
    })

    test('is the link for someone without a seat, and after the start', async () => {
      const waiting = await registered({ audience: { access: 'approval', verify: 'never' } })
      assert.deepEqual(await again(waiting.id), { email: 'your-link', isNew: true })
      const seated = await registered({ start: '2027-01-10T14:00', end: '2027-01-10T16:00' })
      given().clock.later({ hours: 26 })
      assert.deepEqual(await again(seated.id), { email: 'your-link', isNew: true })
    })

    test('goes to the coordinator of someone without an address, as the link to the group', async () => {
      const { slug } = await given().givenTraining()
      const { email: _, ...member } = someone()
      await given().signUp(slug, {
        people: [member, someone()],
        coordinator: { name: 'Pat', email: 'pat@kcpd.example' },
      })
      const own = (await given().rows('registration', { slug })).find(({ email }) => email === null)
      assert.deepEqual(await again(own?.id ?? ''), { email: 'your-link', isNew: true })
      const [link] = await given().rows('outbox', { group_id: own?.group_id ?? '', kind: 'your-link' })
      assert.equal(link?.registration_id, null)
    })

    test('says who had it sent in the history of the person', async () => {
      const { id } = await registered()
      await again(id)
      const { events } = (await given().admin('GET', `/registrations/${id}/history`)).body
      assert.deepEqual(
        events.filter(({ kind }: { kind: string }) => kind === 'sent-again').map(({ by }: { by: string }) => by),
        ['operator'],
      )
    })
  },
  contractServer,
)
