import assert from 'node:assert/strict'
import { test } from 'mocha'
import { type Coordinator, coordinated, coordinatorOf, mailsLater, registerFor } from '../../../testing/coordinator.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { type Json, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { carryOutBulkActions } from '../../api/bulk/carry-out.ts'

onBothDatabases(
  'a coordinator whose people an organizer changes',
  (given) => {
    const named = (givenName: string) => ({ ...someone(), givenName })
    const read = (pat: Coordinator) => mailsLater(given(), pat)
    const act = async (id: string, action: string, body: object = {}): Promise<Json> => {
      const { status, body: answer } = await given().admin('POST', `/registrations/${id}/${action}`, body)
      assert.ok(status < 300, `${action}: ${status}`)
      return answer
    }
    const approval = { audience: { access: 'approval' } } as const

    for (const [action, subject] of [
      ['approve', /^Someone you registered has a seat: /],
      ['decline', /^A registration you made was declined: /],
      ['cancel', /^A registration you made was canceled: /],
    ] as const)
      test(`gets one email when they ${action}, without names in its subject`, async () => {
        const pat = await coordinatorOf(given())
        const slug = await coordinated(given(), approval)
        const ada = named('Ada')
        const id = await registerFor(pat, slug, ada)
        assert.deepEqual(await read(pat), [])
        await act(id, action)
        const [mail, ...more] = await read(pat)
        assert.deepEqual(more, [])
        assert.match(mail?.subject ?? '', subject)
        assert.doesNotMatch(mail?.subject ?? '', new RegExp(`Ada|${ada.familyName}|First aid`))
        assert.match(mail?.text ?? '', new RegExp(`Ada ${ada.familyName}`))
        assert.match(mail?.text ?? '', new RegExp(`/admin/registrations/${id}`))
        assert.doesNotMatch(mail?.text ?? '', /\/r\//)
      })

    test('hears of the waiting list, and of the seat that follows', async () => {
      const pat = await coordinatorOf(given())
      const slug = await coordinated(given(), { ...approval, seats: { capacity: 1, waitlist: true } })
      const [first, second] = [await registerFor(pat, slug, named('Ada')), await registerFor(pat, slug, named('Bo'))]
      await act(first, 'approve')
      await read(pat)
      await act(second, 'approve')
      assert.match((await read(pat))[0]?.subject ?? '', /^No seat yet: someone you registered is on the waiting list: /)
      await given().admin('PATCH', `/trainings/${slug}`, {
        seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' },
      })
      await act(first, 'cancel')
      assert.match((await read(pat))[0]?.subject ?? '', /^A registration you made was canceled: /)
    })

    test('reads in one email of everyone that one decision is about, in their own language', async () => {
      const pat = await coordinatorOf(given())
      await given().admin('PATCH', `/accounts/${pat.id}/profile`, { lang: 'es' })
      const lee = await coordinatorOf(given(), { name: 'Lee Park' })
      const slug = await coordinated(given(), { ...approval, seats: { capacity: null, waitlist: false } })
      const ids: string[] = []
      for (let one = 0; one < 23; one++) ids.push(await registerFor(pat, slug, named(`Ada${one}`)))
      ids.push(await registerFor(lee, slug, named('Bo')))
      await read(pat)
      const decision = { training: slug, action: 'approve', registrations: ids }
      const { body: preview } = await given().admin('POST', '/bulk-actions/preview', decision)
      assert.deepEqual([preview.people, preview.emails], [24, 26])
      await given().admin('POST', '/bulk-actions', decision)
      given().clock.later({ minutes: 11 })
      await carryOutBulkActions(given().context)
      const [mail, ...more] = await read(pat)
      assert.deepEqual(more, [])
      assert.match(mail?.subject ?? '', /^23 personas que usted inscribió tienen cupo: /)
      for (let one = 0; one < 23; one++) assert.match(mail?.text ?? '', new RegExp(`Ada${one} `))
      assert.doesNotMatch(mail?.text ?? '', /Bo /)
      assert.equal(given().mails.filter(({ to }) => to === lee.email).length, 1)
    })

    test('hears of a swap once, with both names, and of a move, with where to', async () => {
      const pat = await coordinatorOf(given())
      const slug = await coordinated(given())
      const [ada, bo] = [named('Ada'), named('Bo')]
      const id = await registerFor(pat, slug, ada)
      await read(pat)
      const { open } = organizerPages(given())
      assert.match(
        await open(`/registrations/${id}/replace`),
        /Both get an email.*Pat Lee, their agency’s coordinator, gets an/s,
      )
      await act(id, 'replace', { person: bo })
      const swapped = await read(pat)
      assert.equal(swapped.length, 1)
      assert.match(
        swapped[0]?.text ?? '',
        new RegExp(`Ada ${ada.familyName}.*Canceled.*Bo ${bo.familyName}.*Seat conf`, 's'),
      )
      assert.match(given().mails.find(({ to }) => to === ada.email)?.text ?? '', /The organizer canceled/)
      const other = await coordinated(given(), { title: { en: 'Next week' }, discreetTitle: { en: 'Second course' } })
      const cy = await registerFor(pat, slug, named('Cy'))
      await read(pat)
      const moved = await act(cy, 'move', { training: other })
      assert.match((await read(pat))[0]?.text ?? '', /Moved to “.*Second course.*”/)
      await act(moved['id'], 'cancel')
      assert.equal((await read(pat)).length, 1)
    })

    test('hears nothing of what they changed, of others’ people, or once they no longer see them', async () => {
      const pat = await coordinatorOf(given())
      const lee = await coordinatorOf(given(), { name: 'Lee Park' })
      const slug = await coordinated(given())
      const [one, two, three] = [
        await registerFor(pat, slug, named('Ada')),
        await registerFor(pat, slug, named('Bo')),
        await registerFor(lee, slug, named('Cy')),
      ]
      await given().signUp(slug, { people: [someone()] })
      const visitor = (await given().people(slug)).at(-1)?.id ?? ''
      await read(pat)
      await pat.giveUp(one)
      await pat.replace(two, someone())
      await lee.giveUp(three)
      await act(String(visitor), 'cancel')
      assert.deepEqual([await read(pat), given().mails.filter(({ to }) => to === lee.email)], [[], []])
      const last = await registerFor(pat, slug, named('Di'))
      await read(pat)
      await act(last, 'cancel')
      await given().admin('DELETE', `/accounts/${pat.id}`)
      assert.deepEqual(await read(pat), [])
    })

    test('is counted on the pages that ask, and not in what the person gets', async () => {
      const pat = await coordinatorOf(given())
      const slug = await coordinated(given(), approval)
      const id = await registerFor(pat, slug, named('Ada'))
      await read(pat)
      const { open } = organizerPages(given())
      const told = /2 emails go out: one to them, and one to Pat Lee, their agency’s coordinator\./
      for (const page of ['approve', 'decline', 'cancel', 'move'])
        assert.match(await open(`/registrations/${id}/${page}`), told, page)
      assert.match(
        await open(`/registrations/${id}/approve?lang=es`),
        /Se envían 2 correos electrónicos: uno a la persona/,
      )
      assert.doesNotMatch(await open(`/registrations/${id}/approve`), /Someone you registered/)
      await given().signUp(slug, { people: [someone()] })
      const visitor = (await given().people(slug)).at(-1)?.id
      assert.doesNotMatch(await open(`/registrations/${visitor}/cancel`), /emails go out/)
    })
  },
  mailing,
)
