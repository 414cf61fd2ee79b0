import assert from 'node:assert/strict'
import { test } from 'mocha'
import { actingAs } from '../../../platform/access/caller.ts'
import { approving, createDecider } from '../../../testing/bulk.ts'
import { askAs } from '../../../testing/keys.ts'
import { signedInAs } from '../../../testing/pages/signed-in.ts'
import { onBothDatabases, readJson } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../../testing/verify.ts'
import { createBulkAction } from './bulk-actions.ts'

onBothDatabases(
  'a decision that waits',
  (given) => {
    const { later } = createSigner(given)
    const { registered, decided, statuses, carryOut, decisions } = createDecider(given)
    const asDana = async () => {
      const { slug, ids } = await registered(approving, 2)
      const dana = await signedInAs(given(), 'organizer')
      const input = { action: 'decline', training: slug, registrations: ids.slice(0, 1) }
      const { status, ...made } = await dana.api('POST', '/bulk-actions', input).then(async (answer) => ({
        status: answer.status,
        ...(await readJson(answer)),
      }))
      assert.equal(status, 201)
      return { slug, ids, dana, action: made.id as string, input }
    }
    const stateOf = async (id: string) => (await given().admin('GET', `/bulk-actions/${id}`)).status
    const lookAfterTenMinutes = async (slug: string) => {
      later(11)
      await carryOut()
      return { statuses: await statuses(slug), emails: await decisions(slug) }
    }
    const undecided = { statuses: ['pending_approval', 'pending_approval'], emails: [] }

    test('is undone when its organizer is removed, and others can decide right away', async () => {
      const { slug, ids, dana, action } = await asDana()
      await given().admin('DELETE', `/accounts/${dana.id}`)
      assert.equal(await stateOf(action), 404)
      assert.deepEqual(await lookAfterTenMinutes(slug), undecided)
      await decided('approve', slug, ids)
    })

    test('is undone when its organizer gets a role or a reach that does not allow it, and only then', async () => {
      const role = await asDana()
      await given().admin('PATCH', `/accounts/${role.dana.id}`, { role: 'auditor' })
      assert.deepEqual(await lookAfterTenMinutes(role.slug), undecided)
      const reach = await asDana()
      await given().admin('PATCH', `/accounts/${reach.dana.id}`, { trainings: [role.slug] })
      assert.deepEqual(await lookAfterTenMinutes(reach.slug), undecided)
      const kept = await asDana()
      await given().admin('PATCH', `/accounts/${kept.dana.id}`, { trainings: [kept.slug], name: 'Dana' })
      assert.deepEqual((await lookAfterTenMinutes(kept.slug)).statuses.toSorted(), ['declined', 'pending_approval'])
    })

    test('is undone when the key ends that decided it', async () => {
      const { slug, ids } = await registered(approving, 2)
      const headers = await askAs(given(), { role: 'organizer' })
      const input = { action: 'decline', training: slug, registrations: ids }
      const made = await given().send('POST', '/api/v1/admin/bulk-actions', input, headers)
      const { id } = (await readJson(made)).caller
      assert.equal((await given().admin('DELETE', `/keys/${id}`)).status, 204)
      assert.deepEqual(await lookAfterTenMinutes(slug), undecided)
    })

    test('is not carried out either if it was on its way while its organizer was removed', async () => {
      const { dana, slug, ids } = await asDana()
      await given().admin('DELETE', `/accounts/${dana.id}`)
      const caller = { id: dana.id, kind: 'person' as const, scope: { trainings: 'all' as const } }
      const late = await createBulkAction(actingAs(given().context, caller), caller, {
        action: 'decline',
        training: slug,
        registrations: ids,
      })
      assert.equal((await given().admin('POST', `/bulk-actions/${late.id}/run`)).status, 404)
      assert.deepEqual(await lookAfterTenMinutes(slug), undecided)
    })
  },
  mailing,
)
