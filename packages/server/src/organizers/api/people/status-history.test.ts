import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createManageTokens } from '../../../core/registrations/manage-token.ts'
import { answerAsSupervisor } from '../../../core/registrations/supervisor-answer.ts'
import { approve } from '../../../core/seats/approval.ts'
import { expireRegistrations } from '../../../core/seats/expire.ts'
import { actingAs, operator } from '../../../platform/access/caller.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { press } from '../../../testing/pages/press.ts'
import { sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { type Json, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { addAccount } from '../../accounts/accounts.ts'

const approval = { access: 'approval', verify: 'never' } as const

onBothDatabases(
  'the history of a status',
  (given) => {
    const admin = (...asked: Parameters<ReturnType<typeof given>['admin']>) => given().admin(...asked)
    async function registered(draft: object, people: object[] = [someone()]) {
      const { slug } = await given().givenTraining(draft)
      for (const person of people)
        assert.equal((await given().signUp(slug, { people: [person as ReturnType<typeof someone>] })).status, 201)
      return { slug, ids: (await given().people(slug)).map(({ id }) => String(id)) }
    }
    const manage = async (id: string, action: string, kind: 'registration' | 'group' = 'registration') => {
      const token = createManageTokens(given().context).issue({ kind, id, version: 1 })
      const path = `/r/${token}/${action}`
      const { status } = await given().app.request(path, press)
      assert.ok(status < 400, `${path}: ${status}`)
    }
    /** Every change of status, the latest first. */
    const changesOf = async (id: string) => {
      const { body } = await admin('GET', `/registrations/${id}/history`)
      return body.events
        .filter(({ kind }: Json) => kind === 'status-changed')
        .map(({ from, to, by, name = '' }: Json) => [from, to, by, name].join(' ').trim())
    }

    test('has the emails about people without an address, which went to their coordinator', async () => {
      const { slug } = await given().givenTraining({ audience: approval })
      const people = ['Rosa', 'Luis'].map((givenName) => ({ givenName, familyName: 'Diaz' }))
      await given().signUp(slug, { people, coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' } })
      const [rosa = '', luis = ''] = (await given().people(slug)).map(({ id }) => String(id))
      await approve(given().context, rosa)
      const emailsOf = async (id: string) => {
        const { events } = (await admin('GET', `/registrations/${id}/history`)).body
        return events.filter(({ kind }: Json) => kind === 'email').map(({ email }: Json) => email)
      }
      assert.deepEqual(await emailsOf(rosa), ['approved', 'group-summary'])
      assert.deepEqual(await emailsOf(luis), ['group-summary'])
      assert.match(
        await organizerPages(given()).open(`/registrations/${rosa}`),
        /Email to the coordinator: Request approved/,
      )
    })

    test('a sign-up writes no row: when it was made is known', async () => {
      const { ids } = await registered({})
      const { body } = await admin('GET', `/registrations/${ids[0]}/history`)
      assert.deepEqual(
        body.events.map(({ kind }: Json) => kind).filter((kind: string) => kind !== 'email'),
        ['registered'],
      )
      assert.deepEqual(await changesOf(ids[0] ?? ''), [])
    })

    test('names the organizer’s account, the API key, and the operator', async () => {
      const { ids } = await registered({ audience: approval }, [someone(), someone(), someone()])
      const [byAccount = '', byKey = '', byOperator = ''] = ids
      const account = (
        await admin('POST', '/accounts', { name: 'Dana Cole', email: 'dana@org.example', role: 'organizer' })
      ).body
      await approve(actingAs(given().context, { ...operator, kind: 'person', id: account.id }), byAccount)
      const { key } = (await admin('POST', '/keys', { name: 'Nightly job', role: 'organizer', days: 30 })).body
      await given().send('POST', `/api/v1/admin/registrations/${byKey}/decline`, undefined, {
        authorization: `Bearer ${key}`,
      })
      await admin('POST', `/registrations/${byOperator}/approve`)
      assert.deepEqual(await changesOf(byAccount), ['pending_approval confirmed organizer Dana Cole'])
      assert.deepEqual(await changesOf(byKey), ['pending_approval declined organizer Nightly job'])
      assert.deepEqual(await changesOf(byOperator), ['pending_approval confirmed operator'])
      const text = await organizerPages(given()).open(`/registrations/${byAccount}`)
      assert.match(text, /Confirmed \(before: Needs approval\)<small>(?:[^<]|<\/?span[^>]*>)*\s· by Dana Cole</)
      // Once the account is gone, so is the name.
      assert.equal((await admin('DELETE', `/accounts/${account.id}`)).status, 204)
      assert.deepEqual(await changesOf(byAccount), ['pending_approval confirmed organizer'])
    })

    test('tells the person, the waiting list, and time apart', async () => {
      given().clock.now = new Date('2027-01-10T18:00:00.000Z')
      const people = [someone(), someone(), someone()]
      const { ids } = await registered({ seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' } }, people)
      const [first = '', second = '', third = ''] = ids
      await manage(first, 'cancel')
      assert.deepEqual(await changesOf(first), ['confirmed cancelled person'])
      assert.deepEqual(await changesOf(second), ['waitlisted offered waiting-list'])
      await manage(second, 'accept')
      await manage(second, 'cancel')
      assert.deepEqual(await changesOf(second), [
        'confirmed cancelled person',
        'offered confirmed person',
        'waitlisted offered waiting-list',
      ])
      given().clock.later({ days: 30 })
      await given().context.db.writer.updateTable('outbox').set({ outcome: 'sent' }).execute()
      await expireRegistrations(given().context)
      assert.deepEqual(await changesOf(third), ['offered expired time', 'waitlisted offered waiting-list'])
    })

    test('tells the supervisor and the coordinator apart', async () => {
      const audience = { ...approval, supervisor: 'required' as const, domains: ['kcpd.example'] }
      const { ids } = await registered({ audience }, [someone({ supervisorEmail: 'chief@kcpd.example' })])
      const request = await given().row('supervisor_request', { registration_id: ids[0] ?? '' })
      await answerAsSupervisor(given().context, request.id, 'yes')
      assert.deepEqual(await changesOf(ids[0] ?? ''), ['pending_approval confirmed supervisor'])

      const { slug } = await given().givenTraining()
      const { email: _, ...colleague } = someone()
      await given().signUp(slug, { people: [colleague], coordinator: { name: 'Kim Doe', email: 'kim@kcpd.example' } })
      const row = await given().row('registration', { slug, family_name: colleague.familyName })
      await manage(row.group_id ?? '', `people/${row.id}/cancel`, 'group')
      assert.deepEqual(await changesOf(row.id), ['confirmed cancelled coordinator'])
    })

    test('says what was done, on the page only where the statuses do not say it', async () => {
      const { slug, ids } = await registered({ seats: { capacity: 0, waitlist: true } })
      const [id = ''] = ids
      await given().context.db.writer.updateTable('training').set({ capacity: 1 }).where('slug', '=', slug).execute()
      assert.equal((await admin('POST', `/registrations/${id}/promote`)).status, 200)
      given().clock.later({ minutes: 1 })
      await admin('POST', `/registrations/${id}/cancel`)
      const { events } = (await admin('GET', `/registrations/${id}/history`)).body
      assert.deepEqual(
        events.flatMap(({ action }: Json) => action ?? []),
        ['cancel', 'promote'],
      )
      const text = await organizerPages(given()).open(`/registrations/${id}?lang=es`)
      assert.match(text, /\s· fuera de turno</)
    })

    test('a check-in names the colleague at the door, in the history and in the log', async () => {
      given().clock.now = new Date('2027-03-06T14:00:00.000Z')
      const { slug, ids } = await registered({})
      const [id = ''] = ids
      const reach = { trainings: 'all' as const, agency: null, partner: null }
      const who = { email: 'sam@org.example', name: 'Sam Park', lang: 'en' as const, role: 'door' as const }
      const account = await addAccount(given().context, { ...who, ...reach })
      const browser = sessionBrowser(given)
      await browser.signIn(account.email)
      await browser.open(`/admin/door/${slug}`)
      // The door goes on without a session, as the one who opened it.
      browser.endSession()
      for (const action of ['check-in', 'undo', 'check-in', 'check-in']) {
        given().clock.later({ minutes: 1 })
        assert.equal((await browser.send(`/admin/door/${slug}/${id}/${action}`, [])).status, 303)
      }
      const { events } = (await admin('GET', `/registrations/${id}/history`)).body
      const ofDoor = events.filter(({ kind }: Json) => kind.startsWith('check'))
      assert.deepEqual(
        ofDoor.map(({ kind, by, name }: Json) => [kind, by, name]),
        ['checked-in', 'check-in-undone', 'checked-in'].map((kind) => [kind, 'organizer', 'Sam Park']),
      )
      const { open } = organizerPages(given())
      assert.match(
        await open(`/registrations/${id}`),
        /Checked in<small>(?:[^<]|<\/?span[^>]*>)*\s· by Sam Park<[^]*Check-in taken back<small>(?:[^<]|<\/?span[^>]*>)*\s· by Sam Park</,
      )
      assert.match(await open('/audit'), /Sam Park<[^]{0,300}Checked in/)
      // Of a check-in before that, only its time is known.
      await given().context.db.writer.deleteFrom('person_event').execute()
      const left = (await admin('GET', `/registrations/${id}/history`)).body.events
      assert.equal(left.filter(({ kind }: Json) => kind === 'checked-in').length, 1)
    })

    test('the person’s page shows each change with who made it, and deleting the person deletes them', async () => {
      const { ids } = await registered({ audience: approval })
      const [id = ''] = ids
      const { open, post } = organizerPages(given())
      await post(`/registrations/${id}/approve`)
      given().clock.later({ minutes: 1 })
      await manage(id, 'cancel')
      const text = await open(`/registrations/${id}`)
      assert.match(
        text,
        /Canceled \(before: Confirmed\)<small>(?:[^<]|<\/?span[^>]*>)*\s· by the person<[^]*Confirmed \(before: Needs approval\)<small>(?:[^<]|<\/?span[^>]*>)*\s· by the operator</,
      )
      const rows = () => given().rows('status_change', { registration_id: id })
      assert.equal((await rows()).length, 2)
      assert.equal((await admin('DELETE', `/registrations/${id}`)).status, 204)
      assert.equal((await rows()).length, 0)
    })
  },
  mailing,
)
