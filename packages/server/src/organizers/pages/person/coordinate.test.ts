import assert from 'node:assert/strict'
import { test } from 'mocha'
import { coordinated, coordinatorOf, ownAgency } from '../../../testing/coordinator.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'

onBothDatabases(
  'the pages of a coordinator of an agency',
  (given) => {
    test('lead to registering people only where the organizer lets them', async () => {
      const pat = await coordinatorOf(given())
      const [open, shut] = [await coordinated(given()), (await given().givenTraining()).slug]
      assert.match((await pat.page(`/trainings/${open}`)).text, new RegExp(`/trainings/${open}/register"`))
      assert.doesNotMatch((await pat.page(`/trainings/${shut}`)).text, /\/register"/)
      const { status, text } = await pat.page(`/trainings/${shut}/register`)
      assert.equal(status, 403)
      assert.match(text, /The organizer hasn’t let agency coordinators register, replace, or cancel people/)
      assert.match((await pat.page(`/trainings/${shut}/register?lang=es`)).text, /La organización no permite/)
    })

    test('say before the press what happens to someone, in this training', async () => {
      const pat = await coordinatorOf(given())
      const saidIn = async (draft: object, lang = 'en') =>
        (await pat.page(`/trainings/${await coordinated(given(), draft)}/register?lang=${lang}`)).text
      const waits = 'They get a seat if one is free, or else a place on the waiting list.'
      assert.ok((await saidIn({ seats: { capacity: 9, waitlist: true } })).includes(waits))
      assert.match(
        await saidIn({ seats: { capacity: 9, waitlist: false } }),
        /a seat if one is free. If none is, they can’t be registered/,
      )
      const approval = { audience: { access: 'approval' } }
      assert.match(await saidIn(approval), /Someone must approve them first. Until then, they do not have a seat/)
      assert.doesNotMatch(await saidIn(approval), /get a seat/)
      assert.match(await saidIn(approval, 'es'), /Primero alguien debe aprobar su solicitud/)
      const domains = { audience: { access: 'domain', domains: ['kcpd.org', 'olathe.gov'] } }
      assert.match(await saidIn(domains), /at kcpd.org or olathe.gov: They get a seat .* must approve them first/)
    })

    test('say who must be approved before they take over a seat', async () => {
      const pat = await coordinatorOf(given())
      const saidOf = async (draft: object) => {
        const { body } = await pat.register(await coordinated(given(), draft), someone())
        return (await pat.page(`/registrations/${body.id}/replace`)).text
      }
      assert.match(await saidOf({}), /They get the seat of Ada/)
      const asked = await saidOf({ audience: { access: 'approval' } })
      assert.match(asked, /Someone must approve them first/)
      assert.doesNotMatch(asked, /They get the seat/)
    })

    test('ask what visitors are asked, but for the agency, and keep what was typed', async () => {
      const organizer = { name: 'County', privacyUrl: 'https://county.example/privacy' }
      const slug = await coordinated(given(), { fields: { agency: 'required', phone: 'required' }, organizer })
      const pat = await coordinatorOf(given())
      const path = `/trainings/${slug}/register`
      const { text } = await pat.page(path)
      assert.match(text, new RegExp(`They’ll be registered for ${ownAgency}`))
      assert.doesNotMatch(text, /name="agency"/)
      const person = someone()
      const refused = await pat.press(path, person)
      assert.equal(refused.status, 422)
      for (const fault of ['#field-phone', '#consent-privacy'])
        assert.match(refused.text, new RegExp(`href="${fault}"`))
      assert.match(refused.text, new RegExp(`value="${person.email}"`))
      for (const theirs of [/Enter their mobile number/, /They’ve read how County uses their information/])
        assert.match(refused.text, theirs)
      assert.doesNotMatch(refused.text, /I’ve read/)
      const entered = await pat.press(path, { ...person, phone: '816-555-0100', _consent: 'privacy', _another: '1' })
      assert.equal(entered.status, 303)
      const next = await pat.page(entered.to)
      assert.match(next.text, new RegExp(`${person.familyName} was added: Confirmed`))
      const [one] = await given().people(slug)
      assert.deepEqual([one.agency, one.consents], [ownAgency, ['privacy']])
    })

    test('say what is refused next to what was typed', async () => {
      const slug = await coordinated(given(), { seats: { capacity: 2, waitlist: false } })
      const pat = await coordinatorOf(given())
      const [path, person] = [`/trainings/${slug}/register`, someone()]
      assert.equal((await pat.press(path, person)).status, 303)
      const again = await pat.press(path, person)
      assert.equal(again.status, 422)
      assert.match(again.text, /This person is already on your list/)
      await pat.press(path, someone())
      const late = await pat.press(path, someone())
      assert.match(late.text, /There aren’t enough seats, and the training has no waiting list/)
      await given().admin('PATCH', `/trainings/${slug}`, { closesAt: '2027-01-09T09:00' })
      const closed = await pat.press(path, person)
      assert.deepEqual([closed.status, /Registration is closed/.test(closed.text)], [422, true])
      assert.match(closed.text, new RegExp(`value="${person.email}"`))
      assert.equal((await pat.page(path)).status, 409)
    })

    test('replace and give up from the person’s page, and ask before', async () => {
      const slug = await coordinated(given())
      const pat = await coordinatorOf(given())
      const { to } = await pat.press(`/trainings/${slug}/register`, someone())
      const [page = ''] = to.split('?')
      const shown = await pat.page(to)
      for (const way of ['replace', 'give-up']) assert.match(shown.text, new RegExp(`href="/admin${page}/${way}"`))
      assert.doesNotMatch(shown.text, /\/(?:cancel|erase|move|correct)"/)
      const colleague = someone()
      const replaced = await pat.press(`${page}/replace`, colleague)
      assert.equal(replaced.status, 303)
      const next = await pat.page(replaced.to)
      assert.match(next.text, new RegExp(`They’re registered instead[^]*${colleague.familyName}`))
      const [own = ''] = replaced.to.split('?')
      assert.match((await pat.page(`${own}/give-up`)).text, /Give up the seat of Ada/)
      const ended = await pat.press(`${own}/give-up`)
      assert.match((await pat.page(ended.to)).text, /The registration is canceled/)
      // A second press, or Back, says what is so now.
      assert.match((await pat.page((await pat.press(`${own}/give-up`)).to)).text, /The status changed in the meantime/)
      assert.deepEqual(await given().statuses(slug), ['cancelled', 'cancelled'])
      const log = await organizerPages(given()).open(`/audit?account=${pat.id}`)
      for (const done of ['Registered someone', 'Sent someone else instead', 'Gave up their seat'])
        assert.match(log, new RegExp(done))
    })

    test('refuse what was taken back, or is too late, between the page and the press', async () => {
      const slug = await coordinated(given())
      const pat = await coordinatorOf(given())
      const { to } = await pat.press(`/trainings/${slug}/register`, someone())
      const [page = ''] = to.split('?')
      await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
      const ended = await pat.press(`${page}/give-up`)
      assert.match((await pat.page(ended.to)).text, /The training is canceled/)
      await given().admin('PATCH', `/trainings/${slug}`, { status: 'published', audience: { coordinators: false } })
      for (const way of ['replace', 'give-up']) {
        assert.equal((await pat.press(`${page}/${way}`, someone())).status, 403)
        assert.equal((await pat.page(`${page}/${way}`)).status, 403)
      }
      assert.doesNotMatch((await pat.page(page)).text, /\/give-up"/)
      assert.deepEqual(await given().statuses(slug), ['confirmed'])
    })

    test('show organizers who registered someone, and no email to the coordinator', async () => {
      const slug = await coordinated(given())
      const pat = await coordinatorOf(given())
      const { to } = await pat.press(`/trainings/${slug}/register`, someone())
      const page = to.split('?')[0] ?? ''
      const organizers = await organizerPages(given()).open(page)
      assert.match(organizers, /Registered<small>(?:[^<]|<\/?span[^>]*>)*by Pat Lee/)
      assert.match(organizers, /Email: /)
      const own = (await pat.page(page)).text
      assert.match(own, /Registered<small>(?:[^<]|<\/?span[^>]*>)*by Pat Lee/)
      assert.doesNotMatch(own, /Email: /)
    })
  },
  mailing,
)
