import assert from 'node:assert/strict'
import { test } from 'mocha'
import { approve } from '../../../core/seats/approval.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { operator } from '../../../platform/access/caller.ts'
import { MailRefused } from '../../../platform/outgoing-mail.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { adminToken, type Json, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { noteBy } from './decision-note.ts'

const note = 'Bring your ID & badge.\nSee https://evil.example <b>now</b>'

onBothDatabases(
  'a few words with a decision',
  (given) => {
    const waiting = async (more: object = {}) => {
      const { slug } = await given().givenTraining({ audience: { access: 'approval', verify: 'never' }, ...more })
      const person = someone()
      await given().signUp(slug, { people: [person] })
      const registrations = await given().people(slug)
      await deliver()
      return { slug, id: registrations[0].id as string, email: person.email }
    }
    const deliver = async () => {
      given().mails.length = 0
      // Past every limit of one mailbox.
      given().clock.later({ hours: 1 })
      await deliverMails(given().context)
      return given().mails
    }
    const stored = async () =>
      (await given().context.db.reader.selectFrom('outbox').select('note').where('note', 'is not', null).execute()).map(
        (row) => row.note,
      )
    const act = (id: string, action: string, body?: object) =>
      given().admin('POST', `/registrations/${id}/${action}`, body)

    for (const action of ['approve', 'decline'] as const)
      test(`stands in the email as text, and is deleted once that is sent: ${action}`, async () => {
        const { id, email } = await waiting()
        assert.equal((await act(id, action, { note })).status, 200)
        assert.equal((await stored()).length, 1)
        const mail = (await deliver()).find(({ to }) => to === email)
        assert.ok(mail)
        assert.match(
          mail.text,
          /From the organizer:\n {2}Bring your ID & badge\.\n {2}See https:\/\/evil\.example <b>now<\/b>\n/,
        )
        assert.match(mail.html ?? '', /<b>From the organizer<\/b><\/p>\n<blockquote [^>]*>Bring your ID &amp; badge\./)
        assert.ok(mail.html?.includes('See https://evil.example &lt;b&gt;now&lt;/b&gt;</blockquote>'))
        assert.doesNotMatch(mail.html ?? '', /href="https:\/\/evil/)
        assert.ok(!mail.subject.includes('badge'))
        assert.deepEqual(await stored(), [])
      })

    test('is not needed, whatever type a request without a body names', async () => {
      for (const type of [undefined, 'application/json', 'application/x-www-form-urlencoded']) {
        const { id } = await waiting()
        const headers = {
          authorization: `Bearer ${adminToken}`,
          ...(type === undefined ? {} : { 'content-type': type }),
        }
        const path = `/api/v1/admin/registrations/${id}/approve`
        const answer = await given().app.request(path, { method: 'POST', headers, body: '' })
        assert.equal(answer.status, 200, type)
      }
    })

    test('stands under the name of the organizer who wrote it', async () => {
      const { id, email } = await waiting()
      const dana = { ...operator, kind: 'person' as const, name: 'Dana Ortiz' }
      await approve(given().context, id, { note: noteBy(dana, note) })
      const mail = (await deliver()).find(({ to }) => to === email)
      assert.match(mail?.text ?? '', /From Dana Ortiz:\n {2}Bring your ID/)
    })

    test('stands in no other email, and an email without it has no place for it', async () => {
      const { id, email } = await waiting()
      await act(id, 'approve')
      const mail = (await deliver()).find(({ to }) => to === email)
      assert.doesNotMatch(mail?.html ?? '', /blockquote|From the organizer/)
      await act(id, 'cancel')
      assert.doesNotMatch((await deliver()).find(({ to }) => to === email)?.html ?? '', /blockquote/)
    })

    test('also stands in the email that says that there is no seat yet', async () => {
      const { id, email } = await waiting({ seats: { capacity: 0, waitlist: true, holdWhilePending: false } })
      assert.equal((await act(id, 'approve', { note })).body.status, 'waitlisted')
      assert.match((await deliver()).find(({ to }) => to === email)?.text ?? '', /Bring your ID/)
    })

    test('reaches a coordinator in an email about that person only', async () => {
      const { slug } = await given().givenTraining({ audience: { access: 'approval', verify: 'never' } })
      const people = [0, 1, 2].map(() => {
        const { email: _, ...person } = someone()
        return person
      })
      await given().signUp(slug, { people, coordinator: { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` } })
      await deliver()
      const registrations = await given().people(slug)
      const [one, other, third] = registrations.map(({ id }: Json) => id)
      await act(one, 'approve', { note })
      await act(other, 'approve')
      await act(third, 'approve')
      const about = await given()
        .context.db.reader.selectFrom('outbox')
        .innerJoin('outbox_person', 'outbox_id', 'outbox.id')
        .select(['note', 'outbox_person.registration_id as id'])
        .where('outbox_person.registration_id', 'in', [one, other, third])
        .execute()
      assert.deepEqual(
        about.filter((row) => row.note !== null).map(({ id }) => id),
        [one],
      )
      // The coordinator’s email stays when one of its people is erased.
      await given().admin('DELETE', `/registrations/${one}`, undefined, { 'if-match': '*' })
      assert.deepEqual(await stored(), [])
    })

    test('goes with the person who is deleted before the email leaves', async () => {
      const { id } = await waiting()
      await act(id, 'decline', { note })
      await given().admin('DELETE', `/registrations/${id}`, undefined, { 'if-match': '*' })
      assert.deepEqual(await stored(), [])
    })

    test('has up to 500 characters, and only approving and declining take one', async () => {
      const { id } = await waiting()
      for (const wrong of ['x'.repeat(501), '', 'a\u0000b'])
        assert.equal((await act(id, 'approve', { note: wrong })).status, 422, JSON.stringify(wrong.slice(0, 5)))
      assert.equal((await act(id, 'cancel', { note })).status, 422)
      assert.equal((await act(id, 'approve', { note: '😀'.repeat(500) })).status, 200)
      await deliver()
    })

    test('shows in a preview, which decides nothing', async () => {
      const { id } = await waiting()
      for (const action of ['approve', 'decline']) {
        const { status, body } = await act(id, `${action}/preview`, { note })
        assert.equal(status, 200)
        assert.match(body.mail.text, /From the organizer:\n {2}Bring your ID/)
      }
      assert.equal((await given().admin('GET', `/registrations/${id}`)).body.status, 'pending_approval')
      assert.deepEqual([await stored(), (await deliver()).length], [[], 0])
    })

    test('can be typed, previewed, and sent on the person’s page', async () => {
      const pages = organizerPages(given())
      const { id, email } = await waiting()
      for (const action of ['approve', 'decline']) {
        assert.ok((await pages.open(`/registrations/${id}`)).includes(`href="/admin/registrations/${id}/${action}"`))
        const asked = await pages.open(`/registrations/${id}/${action}`)
        assert.match(asked, /<textarea class="input"[^>]* name="note"[^]*The email<\/h2>/)
        assert.doesNotMatch(asked, /From the organizer:/)
        const shown = await pages.post(`/registrations/${id}/${action}/preview`, { note })
        assert.equal(shown.status, 200)
        assert.match(shown.text, /The email<\/h2>[^]*From the organizer:/)
        assert.match(shown.text, /&lt;b&gt;now&lt;\/b&gt;<\/textarea>/)
        assert.doesNotMatch(shown.text, /<b>now/)
      }
      const long = await pages.post(`/registrations/${id}/approve`, { note: 'x'.repeat(501) })
      assert.equal(long.status, 422)
      assert.match(long.text, /Use 500 characters or fewer\. Nothing was decided yet\./)
      const { location } = await pages.post(`/registrations/${id}/approve`, { note: 'Two\r\nlines' })
      assert.match(location ?? '', /done=approve/)
      assert.match((await deliver()).find(({ to }) => to === email)?.text ?? '', / {2}Two\n {2}lines/)
    })
  },
  mailing,
)

onBothDatabases(
  'a few words in an email that failed',
  (given) => {
    test('stay as long as it can be tried again', async () => {
      const { slug } = await given().givenTraining({ audience: { access: 'approval', verify: 'never' } })
      await given().signUp(slug, { people: [someone()] })
      const registrations = await given().people(slug)
      await given().admin('POST', `/registrations/${registrations[0].id}/decline`, { note })
      given().clock.later({ hours: 1 })
      await deliverMails(given().context)
      const [mail, ...others] = await given().rows('outbox', { kind: 'declined' })
      assert.deepEqual([mail?.outcome, mail?.note, others], ['failed', JSON.stringify({ text: note, by: null }), []])
    })
  },
  {
    ...mailing,
    system: {
      sendMail: async () => {
        throw new MailRefused('550')
      },
    },
  },
)
