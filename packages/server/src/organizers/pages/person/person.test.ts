import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../../delivery/deliver.ts'
import { contradictions } from '../../../testing/generated/recount.ts'
import { valueOf } from '../../../testing/pages/organizer-pages.ts'
import { adminToken, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing, verifying } from '../../../testing/verify.ts'

const signedIn = { Authorization: `Bearer ${adminToken}` }
const wordsOf = (page: string) =>
  page
    .replaceAll(/<(script|style).*?<\/\1>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

onBothDatabases(
  'the pages about one person',
  (given) => {
    const open = async (path: string) => {
      const response = await given().app.request(`/admin${path}`, { headers: signedIn })
      assert.equal(response.status, 200, path)
      return response.text()
    }
    const post = async (path: string, fields: Record<string, string> = {}) => {
      const body = new URLSearchParams(fields)
      const response = await given().app.request(`/admin${path}`, { method: 'POST', headers: signedIn, body })
      return { status: response.status, to: response.headers.get('location') ?? '', text: await response.text() }
    }
    const register = async (draft: object, person = someone()) => {
      const { givenTraining, signUp, admin } = given()
      const { slug } = await givenTraining(draft)
      assert.equal((await signUp(slug, { people: [person] })).status, 201)
      const { registrations } = (await admin('GET', `/registrations?training=${slug}`)).body
      return { slug, person, id: registrations[0].id as string }
    }
    const statusOf = async (id: string) => (await given().admin('GET', `/registrations/${id}`)).body.status
    const approval = { audience: { access: 'approval', verify: 'never' } }

    test('leaves out what only an earlier form asked, because the role says it', async () => {
      const audience = { access: 'attest', roles: ['police'] }
      const { id } = await register({ audience }, someone({ role: 'police', agency: 'KCPD', attestation: true }))
      assert.doesNotMatch(wordsOf(await open(`/registrations/${id}`)), /attestation/)
    })

    test('shows the decision first, then the answers, and what happened', async () => {
      const fields = { needs: 'optional', agency: 'optional' }
      const { id, person, slug } = await register(
        { ...approval, fields },
        someone({ needs: 'ASL interpreter', agency: 'Harbor House' }),
      )
      await deliverMails(given().context)
      const words = wordsOf(await open(`/registrations/${id}`))
      assert.match(words, /Needs approval, since Sunday, January 10/)
      assert.ok(words.includes(`Approve ${person.givenName} ${person.familyName}?`))
      assert.match(words, /9 of 10 seats are free/)
      assert.match(words, /Harbor House .*ASL interpreter/)
      assert.match(words, /History Email: .* sent .*Registered Sunday, January 10, 6 AM · Embedded form/)
      const approved = await post(`/registrations/${id}/approve`)
      assert.deepEqual([approved.status, approved.to], [303, `/admin/registrations/${id}?done=approve`])
      assert.match(wordsOf(await open(`/registrations/${id}?done=approve`)), /Approved .*Confirmed/)
      // Approving again changes nothing, and says why.
      const again = await post(`/registrations/${id}/approve`)
      assert.equal(again.to, `/admin/registrations/${id}?failed=wrong-status`)
      assert.match(wordsOf(await open(`/registrations/${id}?failed=wrong-status`)), /Nothing changed/)
      assert.ok((await open(`/registrations/${id}`)).includes(`href="/admin/trainings/${slug}"`))
    })

    test('promotes, cancels, and deletes, and asks before the last two', async () => {
      const seats = { capacity: 1, waitlist: true }
      const { slug, id } = await register({ seats })
      await given().signUp(slug, { people: [someone()] })
      const { registrations } = (await given().admin('GET', `/registrations?training=${slug}&status=waitlisted`)).body
      const waiting = registrations[0].id
      assert.match(wordsOf(await open(`/registrations/${waiting}`)), /0 of 1 seats are free/)
      assert.match((await post(`/registrations/${waiting}/promote`)).to, /failed=no-seat-free/)
      assert.match(wordsOf(await open(`/registrations/${id}/cancel`)), /goes to the next person in line/)
      assert.match((await post(`/registrations/${id}/cancel`)).to, /done=cancel/)
      assert.deepEqual([await statusOf(id), await statusOf(waiting)], ['cancelled', 'confirmed'])
      assert.match(wordsOf(await open(`/registrations/${id}/erase`)), /can’t be undone/)
      assert.equal((await post(`/registrations/${id}/erase`)).to, `/admin/trainings/${slug}?deleted=1`)
      assert.equal((await given().admin('GET', `/registrations/${id}`)).status, 404)
    })

    test('says where else an address is registered, and deletes that too if asked to', async () => {
      const { slug, id, person } = await register({})
      const elsewhere = await given().givenTraining({ title: { en: 'Knots & ropes' } })
      await given().signUp(elsewhere.slug, { people: [person] })
      const asked = await open(`/registrations/${id}/erase`)
      assert.match(asked, /1 other registration has the same email address:/)
      assert.match(asked, /Knots &amp; ropes, March 6: Confirmed/)
      assert.match(asked, />Delete this registration<[^]*>Delete all 2 registrations</)
      const [, also = ''] = /name="also" value="([^"]*)"/.exec(asked) ?? []
      // Registered since: the page has not named it.
      const later = await given().givenTraining()
      await given().signUp(later.slug, { people: [person] })
      const { to } = await post(`/registrations/${id}/erase`, { also, do: 'all' })
      assert.equal(to, `/admin/trainings/${slug}?deleted=2`)
      assert.match(wordsOf(await open(to.replace('/admin', ''))), /2 registrations are deleted/)
      const left = (await given().admin('GET', `/registrations?q=${person.email}`)).body.registrations
      assert.deepEqual(
        left.map(({ training }: { training: string }) => training),
        [later.slug],
      )
      assert.deepEqual(await contradictions(given().context.db), [])
    })

    test('corrects answers with the training’s own questions and checks, and not over another change', async () => {
      const { id, person } = await register({ fields: { phone: 'optional' } })
      const form = await open(`/registrations/${id}/correct`)
      assert.ok(form.includes(`value="${person.email}"`))
      const typed = { ...person, phone: '816-555-0199', _base: valueOf(form, '_base') }
      const wrong = await post(`/registrations/${id}/correct`, { ...typed, email: 'nowhere' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /aria-invalid="true"/)
      const spanish = await post(`/registrations/${id}/correct?lang=es`, { ...typed, email: 'nowhere' })
      assert.match(spanish.text, /id="error-email"[^]*?Ingrese un correo/)
      given().clock.now = new Date(given().clock.now.getTime() + 1000)
      assert.match((await post(`/registrations/${id}/correct`, typed)).to, /done=correct/)
      assert.equal((await given().admin('GET', `/registrations/${id}`)).body.phone, '816-555-0199')
      const late = await post(`/registrations/${id}/correct`, { ...typed, phone: '816-555-0100' })
      assert.equal(late.status, 409)
      assert.match(late.text, /Yours: <b>816-555-0100<[^]*Theirs: <b>816-555-0199</)
    })

    test('moves a person to another training, who hears of it in one email', async () => {
      const { id, person, slug } = await register(
        {
          seats: { capacity: 1, waitlist: true },
          fields: { needs: 'optional' },
          title: { en: 'Old day' },
          audience: { access: 'attest', roles: ['police'] },
        },
        someone({ needs: 'Large print', role: 'police', agency: 'KCPD', attestation: true }),
      )
      await given().signUp(slug, { people: [someone({ role: 'police', agency: 'KCPD', attestation: true })] })
      const other = await given().givenTraining({ title: { en: 'New day' } })
      assert.match(wordsOf(await open(`/registrations/${id}/move`)), /New day/)
      given().mails.length = 0
      await deliverMails(given().context)
      const earlier = given().mails.filter(({ to }) => to === person.email).length
      const { to } = await post(`/registrations/${id}/move`, { training: other.slug })
      const moved = /registrations\/([^?]+)\?done=move/.exec(to)?.[1] ?? ''
      const { body } = await given().admin('GET', `/registrations/${moved}`)
      assert.deepEqual(
        [body.training, body.status, body.email, body.sensitive.needs],
        [other.slug, 'confirmed', person.email, 'Large print'],
      )
      assert.equal(await statusOf(id), 'cancelled')
      const { registrations } = (await given().admin('GET', `/registrations?training=${slug}&status=confirmed`)).body
      assert.equal(registrations.length, 1)
      await deliverMails(given().context)
      const mails = given()
        .mails.filter((one) => one.to === person.email)
        .slice(earlier)
      assert.equal(mails.length, 1)
      assert.match(mails[0]?.text ?? '', /moved you here from “.*Old day.*” \(Saturday, March 6\)/)
      const shown = wordsOf(await open(`/registrations/${moved}`))
      assert.match(shown, /Moved here from [^,]*Old day[^,]*, March 6 [^·]*· by the operator/)
      assert.doesNotMatch(shown, new RegExp(`from ${slug}`))
      assert.match(shown, /Police officer or deputy/)
      for (const one of [id, moved])
        assert.doesNotMatch(wordsOf(await open(`/registrations/${one}`)), /may be the same person/)
      assert.match(wordsOf(await open(`/registrations/${id}`)), /Moved to [^,]*, March 6 [^·]*· by the operator/)
      for (const one of [slug, other.slug]) assert.deepEqual(await contradictions(given().context.db, one), [])
    })

    test('refuses to move a person where they are registered already', async () => {
      const { id, person } = await register({})
      const other = await given().givenTraining()
      await given().signUp(other.slug, { people: [person] })
      const { to } = await post(`/registrations/${id}/move`, { training: other.slug })
      assert.equal(to, `/admin/registrations/${id}/move?failed=already-registered`)
      assert.equal(await statusOf(id), 'confirmed')
    })

    test('names who may be the same person', async () => {
      const person = someone()
      const { id } = await register({}, person)
      const second = await register({}, { ...person, givenName: 'Adele' })
      const page = await open(`/registrations/${id}`)
      assert.match(wordsOf(page), /may be the same person/)
      assert.ok(page.includes(`href="/admin/registrations/${second.id}"`))
    })

    test('takes no one for the same person who only shares a last name and an initial', async () => {
      const { slug } = await given().givenTraining({ fields: { phone: 'optional' } })
      const { familyName } = someone()
      for (const [givenName, phone] of [
        ['Ada', '816-555-0100'],
        ['Anthony', '816-555-0101'],
        ['Ashley', '+1 (816) 555-0100'],
        ['Tony', '816-555-0103'],
        ['Ada Marie', '816-555-0104'],
      ] as const)
        await given().signUp(slug, { people: [someone({ givenName, familyName, phone })] })
      const people = await given().people(slug)
      const alikeTo = async (name: string) => {
        const { id } = people.find(({ givenName }) => givenName === name) ?? {}
        const [, note = ''] = /may be the same person(.*?)<\/ul>/s.exec(await open(`/registrations/${id}`)) ?? []
        return [...note.matchAll(/<a [^>]*>([^<]*)</g)]
          .map(([, one = '']) => one.replace(` ${familyName}`, ''))
          .toSorted()
      }
      assert.deepEqual(await alikeTo('Ada'), ['Ada Marie', 'Ashley'])
      assert.deepEqual(await alikeTo('Ashley'), ['Ada'])
      assert.deepEqual(await alikeTo('Tony'), ['Anthony'])
    })

    test('names the other trainings of who may be the same person, and of who is deleted, by title and day', async () => {
      const person = someone()
      const { id } = await register({}, person)
      for (const day of ['2027-03-08', '2027-03-09']) {
        const times = { start: `${day}T18:00`, end: `${day}T20:00` }
        await register({ title: { en: 'Evening talk', es: 'Charla' }, ...times }, person)
      }
      const page = await open(`/registrations/${id}`)
      for (const day of [8, 9]) assert.match(page, new RegExp(`Confirmed, Evening talk, March ${day}<`))
      assert.match(await open(`/registrations/${id}?lang=es`), /Charla, 8 de marzo</)
      const asked = wordsOf(await open(`/registrations/${id}/erase`))
      for (const day of [8, 9]) assert.match(asked, new RegExp(`, Evening talk, March ${day}: Confirmed`))
    })

    test('adds someone who called or walked in, with the training’s questions', async () => {
      const { slug } = await given().givenTraining({ fields: { agency: 'required' } })
      assert.match(await open(`/trainings/${slug}/add`), /name="agency"/)
      assert.equal((await post(`/trainings/${slug}/add`, { _channel: 'phone', givenName: '' })).status, 422)
      const { to } = await post(`/trainings/${slug}/add`, { _channel: 'walk-in', givenName: 'Kim', email: '' })
      const id = /registrations\/([^?]+)\?done=add/.exec(to)?.[1]
      const { body } = await given().admin('GET', `/registrations/${id}`)
      assert.deepEqual([body.givenName, body.channel, body.status, body.email], ['Kim', 'walk-in', 'confirmed', null])
    })

    test('shows a group as a whole, and decides for all of it', async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining(approval as object)
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      const { body } = await signUp(slug, { people: [someone(), someone()], coordinator })
      const path = `/groups/${body.reference}`
      assert.match(wordsOf(await open(path)), /Pat Lee .*Approve all 2 Decline all 2 Cancel the whole group/)
      assert.match((await post(`${path}/approve`)).to, /done=approve/)
      assert.match(wordsOf(await open(`${path}/cancel`)), /2 people lose their seats/)
      assert.match((await post(`${path}/cancel`)).to, /done=cancel/)
      assert.match((await post(`${path}/cancel`)).to, /failed=wrong-status/)
      assert.match(wordsOf(await open(path)), /Canceled .*Canceled/)
    })

    test('opens sign-ups that wait for a code, registers them without it, or ends them', async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining(verifying)
      const [ada, kim] = [someone(), someone()]
      for (const one of [ada, kim]) await signUp(slug, { people: [one] })
      const list = await open(`/trainings/${slug}/requests`)
      const ids = [...list.matchAll(/requests\/([0-9a-f-]{36})"/g)].map(([, id]) => id)
      assert.equal(ids.length, 2)
      const page = wordsOf(await open(`/trainings/${slug}/requests/${ids[0]}`))
      assert.ok(page.includes(ada.email))
      const { to } = await post(`/trainings/${slug}/requests/${ids[0]}/vouch`)
      assert.match(
        wordsOf(await open(to.replace('/admin', ''))),
        new RegExp(`${ada.familyName}.*Confirmed|Confirmed.*${ada.familyName}`),
      )
      assert.match((await post(`/trainings/${slug}/requests/${ids[1]}/end`)).to, /done=end/)
      assert.match(wordsOf(await open(`/trainings/${slug}/requests`)), /No one is waiting for a code/)
    })
  },
  mailing,
)
