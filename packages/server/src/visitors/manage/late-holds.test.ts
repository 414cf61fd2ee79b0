import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { expireRegistrations } from '../../core/seats/expire.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

const start = '2027-01-12T15:00:00.000Z'
const afterCutOff = new Date('2027-01-12T13:30:00.000Z')

onBothDatabases(
  'after the cut-off a seat is held until the start',
  (running) => {
    const { post, linkOf, passLink, signedUp } = createVisitor(running)
    /** A person with a seat, approved long ago. */
    const seated = async (training: Partial<TrainingDraft>) => {
      const { slug } = await running().givenTraining({
        start: '2027-01-12T09:00',
        end: '2027-01-12T15:00',
        ...training,
      })
      const [own] = await signedUp(slug, [someone()])
      await running().admin('POST', `/registrations/${own!.id}/approve`)
      running().clock.now = afterCutOff
      return { slug, id: own!.id, link: await linkOf(own!.id) }
    }
    const pendingIn = async (slug: string) => {
      await expireRegistrations(running().context)
      const registrations = await running().people(slug, '&status=pending_approval')
      const { seats } = (await running().admin('GET', `/trainings/${slug}`)).body
      return [registrations.map((one: { expiresAt: string }) => one.expiresAt), seats.taken]
    }

    test('for a person whose name is changed to another’s', async () => {
      const { slug, link } = await seated({ audience: { access: 'approval' } })
      await post(`${link}/change`, { givenName: 'Grace', familyName: 'Kim' })
      assert.deepEqual(await pendingIn(slug), [[start], 1])
    })

    test('for a person who takes a colleague’s seat', async () => {
      const { slug, id, link } = await seated({ audience: { access: 'approval' } })
      const colleague = someone()
      await post(`${link}/pass`, colleague)
      const transfer = await running().row('transfer', { registration_id: id })
      await post(passLink(transfer.id), colleague)
      assert.deepEqual(await pendingIn(slug), [[start], 1])
    })
  },
  mailing,
)
