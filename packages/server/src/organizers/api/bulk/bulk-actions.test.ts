import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../../delivery/deliver.ts'
import { approving, counts, createDecider } from '../../../testing/bulk.ts'
import { askAs } from '../../../testing/keys.ts'
import { onBothDatabases, readJson, someone } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../../testing/verify.ts'
import { forgetBulkActions } from './bulk-actions.ts'

onBothDatabases(
  'a decision about several people',
  (given) => {
    const { later, mailsTo, people } = createSigner(given)
    const { registered, decide, decided, statuses, read, carryOut, decisions } = createDecider(given)

    test('waits ten minutes: until then no status changes, and no email exists', async () => {
      const { slug, ids } = await registered(approving, 3)
      const action = await decided('approve', slug, ids)
      assert.deepEqual(
        [action.state, action.people, action.counts, action.leftOut, action.caller],
        ['waiting', 3, counts({ waiting: 3 }), { status: 0, waiting: 0 }, { kind: 'operator', id: 'operator' }],
      )
      assert.equal(action.dueAt, '2027-01-10T12:10:00.000Z')
      later(9)
      await carryOut()
      assert.deepEqual(await statuses(slug), ['pending_approval', 'pending_approval', 'pending_approval'])
      assert.deepEqual(await decisions(slug), [])
      later(1)
      await carryOut()
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
      const done = await read(action.id)
      assert.deepEqual(
        [done.state, done.counts, done.finishedAt],
        ['done', counts({ done: 3 }), '2027-01-10T12:10:00.000Z'],
      )
      assert.deepEqual(
        done.registrations,
        ids.map((id) => ({ id, outcome: 'done' })),
      )
      assert.deepEqual(await decisions(slug), ['approved', 'approved', 'approved'])
      await carryOut()
      assert.equal((await decisions(slug)).length, 3)
    })

    test('is undone without a trace, and can be made again', async () => {
      const { slug, ids } = await registered(approving, 2)
      const first = await decided('decline', slug, ids)
      assert.equal((await given().admin('DELETE', `/bulk-actions/${first.id}`)).status, 204)
      assert.equal((await given().admin('GET', `/bulk-actions/${first.id}`)).status, 404)
      assert.equal((await given().admin('POST', `/bulk-actions/${first.id}/run`)).status, 404)
      later(20)
      await carryOut()
      assert.deepEqual(await statuses(slug), ['pending_approval', 'pending_approval'])
      assert.deepEqual(await decisions(slug), [])
      await decided('approve', slug, ids)
    })

    test('is done now if asked, which can’t be undone', async () => {
      const { slug, ids } = await registered(approving, 2)
      const { id } = await decided('approve', slug, ids)
      const ran = await given().admin('POST', `/bulk-actions/${id}/run`)
      assert.deepEqual([ran.status, ran.body.state, ran.body.counts], [200, 'done', counts({ done: 2 })])
      const again = await given().admin('POST', `/bulk-actions/${id}/run`)
      assert.deepEqual(again.body, ran.body)
      const undone = await given().admin('DELETE', `/bulk-actions/${id}`)
      assert.deepEqual(
        [undone.status, undone.body.detail],
        [409, 'This bulk action has already been carried out, so it can’t be undone. Its emails are on their way.'],
      )
      assert.equal((await decisions(slug)).length, 2)
    })

    test('is about everyone who matches a filter at that moment', async () => {
      const { slug } = await given().givenTraining({ ...approving, fields: { agency: 'optional' } })
      for (const agency of ['Harbor House', 'Harbor House', 'City Fire'])
        await given().signUp(slug, { people: [someone({ agency })] })
      const filter = { status: ['pending_approval'], agency: 'harbor house' }
      const { body } = await decide('approve', slug, { filter })
      assert.equal(body.people, 2)
      await given().signUp(slug, { people: [someone({ agency: 'Harbor House' })] })
      later(10)
      await carryOut()
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'pending_approval', 'pending_approval'])
    })

    test('leaves out people whose status does not allow it, or who are in another, and says so', async () => {
      const { slug, ids } = await registered(approving, 4)
      const [first = '', second = '', third = ''] = ids
      await given().admin('POST', `/registrations/${first}/approve`)
      const one = await decided('approve', slug, [second, third])
      assert.equal(one.people, 2)
      const input = { action: 'decline', training: slug, registrations: ids }
      const { body: preview } = await given().admin('POST', '/bulk-actions/preview', input)
      assert.deepEqual([preview.people, preview.emails, preview.leftOut], [1, 1, { status: 1, waiting: 2 }])
      assert.deepEqual(
        preview.leftOutPeople.map(({ id, status, reason }: Record<string, string>) => [id, status, reason]),
        [
          [first, 'confirmed', 'status'],
          [second, 'pending_approval', 'waiting'],
          [third, 'pending_approval', 'waiting'],
        ],
      )
      const { people: chosen, leftOut } = await decided('decline', slug, ids)
      assert.deepEqual([chosen, leftOut], [1, { status: 1, waiting: 2 }])
      const none = await decide('decline', slug, { registrations: ids })
      assert.deepEqual([none.status, none.body.type], [409, '/problems/wrong-status'])
      assert.match(none.body.detail, /^No one can be decided on: they aren’t pending_approval/)
    })

    test('keeps a person out of two at a time, also if both are made at the same time', async () => {
      const { slug, ids } = await registered(approving, 3)
      const all = await Promise.all(
        ['approve', 'decline', 'cancel'].map((action) => decide(action, slug, { registrations: ids })),
      )
      assert.equal(all.filter(({ status }) => status === 201).length, 1)
    })

    test('shows one of the emails before it is decided, and sends that one', async () => {
      const full = { seats: { capacity: 1, waitlist: true } }
      const bare = (text = '') => text.replaceAll(/https:\S+/g, '')
      for (const [action, draft] of [
        ['approve', approving],
        ['approve', { ...approving, seats: { capacity: 0, waitlist: true } }],
        ['decline', approving],
        ['cancel', {}],
        ['promote', full],
      ] as const) {
        const { slug, ids } = await registered(draft, 2)
        if (action === 'promote') await given().context.db.writer.updateTable('training').set({ capacity: 2 }).execute()
        const registrations = ids.slice(-1)
        const input = { action, training: slug, registrations }
        const { body } = await given().admin('POST', '/bulk-actions/preview', input)
        assert.deepEqual([body.people, body.emails, body.unreachable], [1, 1, 0], action)
        const { email } = (await given().admin('GET', `/registrations/${registrations[0]}`)).body
        await mailsTo(email)
        const { id } = await decided(action, slug, registrations)
        await given().admin('POST', `/bulk-actions/${id}/run`)
        const [mail, ...more] = await mailsTo(email)
        assert.deepEqual([mail?.subject, bare(mail?.text)], [body.mail.subject, bare(body.mail.text)])
        assert.deepEqual(more, [])
      }
    })

    test('shows the coordinator’s email about it, not a later one about the same person that still waits', async () => {
      const { slug } = await given().givenTraining(approving)
      const members = [0, 1].map(() => {
        const { email: _, ...person } = someone()
        return person
      })
      const coordinator = { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` }
      await given().signUp(slug, { people: members, coordinator })
      const [one, other] = await people(slug)
      // The email about the first one is still waiting, and takes in the second one.
      await given().admin('POST', `/registrations/${one?.id}/cancel`)
      await given().admin('POST', `/registrations/${other?.id}/approve`)
      const input = { action: 'cancel', training: slug, registrations: [other?.id] }
      const { body } = await given().admin('POST', '/bulk-actions/preview', input)
      assert.match(body.mail.subject, /2 people in your group were canceled/)
      assert.deepEqual(await decisions(slug), ['approved', 'cancelled', 'group-summary'], 'nothing was sent or lost')
    })

    test('shows an email whose links open nothing', async () => {
      const { slug, ids } = await registered(approving, 1)
      const input = { action: 'approve', training: slug, registrations: ids }
      const { body } = await given().admin('POST', '/bulk-actions/preview', input)
      const [link = ''] = /https:\/\/signup\.example\/r\/[\w-]{66,}/.exec(body.mail.text) ?? []
      assert.ok(link)
      assert.equal((await given().app.request(link)).status, 404)
    })

    test('counts one email for people who share a coordinator, and none for those that none reaches', async () => {
      const { slug } = await given().givenTraining(approving)
      const unreachable = () => {
        const { email: _, ...person } = someone()
        return person
      }
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      await given().signUp(slug, { people: [someone(), unreachable(), unreachable()], coordinator })
      await given().admin('POST', '/registrations', { training: slug, people: [unreachable()], channel: 'phone' })
      const input = { action: 'cancel', training: slug, filter: {} }
      const { body } = await given().admin('POST', '/bulk-actions/preview', input)
      assert.deepEqual([body.people, body.emails, body.unreachable], [4, 2, 1])
      await deliverMails(given().context)
      const { body: action } = await decide('cancel', slug, { filter: {} })
      await given().admin('POST', `/bulk-actions/${action.id}/run`)
      assert.deepEqual(
        (await decisions(slug)).filter((kind) => kind !== 'group-summary'),
        ['cancelled', 'cancelled'],
      )
    })

    test('answers 404 for people of another training or out of reach, and for another’s bulk action', async () => {
      const { slug, ids } = await registered({ ...approving, fields: { agency: 'optional' } }, 1)
      const other = await registered(approving, 1)
      for (const registrations of [[...ids, ...other.ids], [crypto.randomUUID()], other.ids])
        assert.equal((await decide('approve', slug, { registrations })).status, 404)
      await given().signUp(slug, { people: [someone({ agency: 'Harbor House' })] })
      const own = (await people(slug)).map(({ id }) => id).filter((id) => !ids.includes(id))
      const headers = await askAs(given(), { role: 'organizer', scope: { agency: 'harbor house' } })
      const ask = async (method: string, path: string, body?: object) =>
        given().send(method, `/api/v1/admin/bulk-actions${path}`, body, headers)
      const input = (registrations: string[]) => ({ action: 'approve', training: slug, registrations })
      assert.equal((await ask('POST', '', input([...ids, ...own]))).status, 404)
      assert.equal((await ask('POST', '/preview', input(ids))).status, 404)
      const everyone = await readJson(await ask('POST', '', { action: 'approve', training: slug, filter: {} }))
      assert.equal(everyone.people, 1)
      const foreign = await decided('approve', slug, ids)
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/run'],
        ['DELETE', ''],
      ] as const)
        assert.equal((await ask(method, `/${foreign.id}${path}`)).status, 404)
      const { bulkActions } = await readJson(await ask('GET', `?training=${slug}`))
      assert.deepEqual(
        bulkActions.map(({ id }: { id: string }) => id),
        [everyone.id],
      )
      assert.equal((await ask('DELETE', `/${everyone.id}`)).status, 204)
    })

    test('needs either ids or a filter, and not too many people', async () => {
      const { slug, ids } = await registered(approving, 1)
      for (const whom of [{}, { registrations: ids, filter: {} }, { registrations: [] }])
        assert.equal((await decide('approve', slug, whom)).status, 422)
    })

    test('is off today’s list of what to decide while it waits', async () => {
      const { slug, ids } = await registered(approving, 2)
      const toDecide = async () =>
        (await given().admin('GET', '/today')).body.decisions.find(
          ({ kind, training }: Record<string, string>) => kind === 'approvals' && training === slug,
        )?.count
      assert.equal(await toDecide(), 2)
      const { id } = await decided('approve', slug, ids.slice(1))
      assert.equal(await toDecide(), 1)
      await given().admin('DELETE', `/bulk-actions/${id}`)
      assert.equal(await toDecide(), 2)
    })

    test('is in the audit log with what was decided', async () => {
      const { slug, ids } = await registered(approving, 1)
      const previews = () => given().rows('audit', { route: 'POST /api/v1/admin/bulk-actions/preview' })
      const { length: before } = await previews()
      await given().admin('POST', '/bulk-actions/preview', { action: 'approve', training: slug, registrations: ids })
      assert.equal((await previews()).length, before + 1)
      const { id } = await decided('approve', slug, ids)
      await given().admin('DELETE', `/bulk-actions/${id}`)
      const { entries } = (await given().admin('GET', `/audit?object=${id}`)).body
      assert.deepEqual(
        entries.map(({ action, route, filters }: Record<string, unknown>) => [action, route, filters]),
        [
          ['deleted', 'DELETE /api/v1/admin/bulk-actions/:id', {}],
          ['changed', 'POST /api/v1/admin/bulk-actions', { action: 'approve', training: slug }],
        ],
      )
    })

    test('is forgotten a day after it was carried out', async () => {
      const { slug, ids } = await registered(approving, 2)
      const waiting = await decided('approve', slug, ids.slice(1))
      const { id } = await decided('approve', slug, ids.slice(0, 1))
      await given().admin('POST', `/bulk-actions/${id}/run`)
      later(23 * 60)
      await forgetBulkActions(given().context)
      assert.equal((await read(id)).state, 'done')
      later(2 * 60)
      await forgetBulkActions(given().context)
      assert.equal((await given().admin('GET', `/bulk-actions/${id}`)).status, 404)
      assert.equal((await read(waiting.id)).state, 'waiting')
    })
  },
  mailing,
)
