import assert from 'node:assert/strict'
import { test } from 'mocha'
import { enqueueMessages } from '../../../core/messages/send-message.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { approving, createDecider } from '../../../testing/bulk.ts'
import { copyPerson } from '../../../testing/generated/copy-person.ts'
import { askAs } from '../../../testing/keys.ts'
import { organizerPages, valueOf } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../../testing/verify.ts'

const words = { 'subject.en': 'Your badge', 'text.en': 'It’s at the door.', about: 'seat' }

onBothDatabases(
  'writing to the people selected on a list',
  (given) => {
    createSigner(given)
    const { registered } = createDecider(given)
    const pages = () => organizerPages(given())
    const press = (slug: string, fields: Record<string, string | string[]>, query = '') =>
      pages().select(`/trainings/${slug}/bulk/message${query}`, fields)
    const idIn = (location: string | null) =>
      /\/messages\/([\da-f-]{36})/.exec(location ?? '')?.[1] ?? assert.fail('no id')
    /** Saves the form that such a page shows. */
    async function save(form: string, more: Record<string, string | string[]> = {}) {
      const statuses = [...form.matchAll(/name="status" value="(\w+)" checked/g)].map(([, status = '']) => status)
      const [training, registrations] = [valueOf(form, 'training'), valueOf(form, 'registrations')]
      return pages().post('/messages/new', { ...words, status: statuses, training, registrations, ...more })
    }

    test('leads to a form that names them, to a draft that keeps them, and to their emails alone', async () => {
      const { slug, ids } = await registered({ seats: { capacity: 2, waitlist: true } }, 3)
      const list = await pages().open(`/trainings/${slug}?q=re`)
      assert.match(list, new RegExp(`formaction="/admin/trainings/${slug}/bulk/message\\?q=re">Message<`))
      const { status, text: form } = await press(slug, { id: ids.slice(1) }, '?q=re')
      assert.equal(status, 200)
      assert.match(form, /2 people you selected/)
      assert.match(form, /value="confirmed" checked[^>]*>\s*<span>Confirmed<\/span> <span class="num">1</)
      assert.match(form, /value="waitlisted" checked[^>]*>\s*<span>Waiting list<\/span> <span class="num">1</)

      const id = idIn((await save(form)).location)
      const draft = await pages().open(`/messages/${id}`)
      assert.match(draft, /2 people you selected/)
      assert.match(draft, /Send to 2 people/)
      // Without the one on the waiting list, and with other words.
      const seen = { ...words, status: 'confirmed', training: slug, _base: valueOf(draft, '_base') }
      await pages().post(`/messages/${id}`, { ...seen, 'text.en': 'Ask for it.', do: 'save' })
      const changed = await pages().open(`/messages/${id}`)
      assert.match(changed, /2 people you selected/)
      assert.match(changed, /Send to 1 person/)

      await deliverMails(given().context)
      given().mails.length = 0
      const again = {
        ...seen,
        'text.en': 'Ask for it.',
        _base: valueOf(changed, '_base'),
        people: valueOf(changed, 'people'),
        do: 'send',
      }
      assert.equal((await pages().post(`/messages/${id}`, again)).location, `/admin/messages/${id}?done=sending`)
      await enqueueMessages(given().context)
      await deliverMails(given().context)
      assert.deepEqual(
        given().mails.map(({ subject }) => subject),
        ['Your badge'],
      )
      const report = await pages().open(`/messages/${id}`)
      assert.match(report, /2 people you selected\s· Confirmed/)
      assert.match(report, /1 of 1 sent/)
      const like =
        /href="\/admin(\/messages\/new\?like=[^"]+)"/.exec(report)?.[1] ?? assert.fail('no way to write again')
      const another = await pages().open(like)
      assert.deepEqual(valueOf(another, 'registrations').split(' ').toSorted(), ids.slice(1).toSorted())
      assert.doesNotMatch(another, /Ask for it/)
      const headers = await askAs(given(), { role: 'organizer', scope: { trainings: [] } })
      assert.equal((await given().app.request(`/admin${like}`, { headers })).status, 404)
      for (const one of ids.slice(1)) await given().admin('DELETE', `/registrations/${one}`)
      assert.equal((await pages().ask(like)).status, 404)
    })

    test('takes everyone who matches the filter of the list', async () => {
      const { slug } = await given().givenTraining({ ...approving, fields: { agency: 'optional' } })
      for (const agency of ['Harbor House', 'Harbor House', 'City Fire'])
        await given().signUp(slug, { people: [someone({ agency })] })
      const { text } = await press(slug, { everyone: '1' }, '?agency=Harbor+House')
      assert.match(text, /2 people you selected/)
      assert.equal(valueOf(text, 'registrations').split(' ').length, 2)
    })

    test('keeps what was typed where a field is missing, or someone has left the training', async () => {
      const { slug, ids } = await registered({}, 3)
      const { text: form } = await press(slug, { id: ids })
      const faulty = await save(form, { 'subject.en': '' })
      assert.equal(faulty.status, 422)
      assert.match(faulty.text, /Write a subject/)
      assert.equal(valueOf(faulty.text, 'registrations'), valueOf(form, 'registrations'))

      await given().admin('DELETE', `/registrations/${ids[0]}`)
      const gone = await save(form)
      assert.equal(gone.status, 409)
      assert.match(gone.text, /isn’t in this training any more/)
      assert.match(gone.text, /value="Your badge"/)
      assert.equal((await save(gone.text)).status, 303)
      for (const id of ids.slice(1)) await given().admin('DELETE', `/registrations/${id}`)
      assert.equal((await save(form)).location, `/admin/trainings/${slug}?failed=gone`)
    })

    test('names no one of another training, whatever ids are sent', async () => {
      const { slug } = await registered({}, 1)
      const other = await given().givenTraining({})
      await given().signUp(other.slug, { people: [someone({ givenName: 'Unseen' })] })
      const {
        registrations: [{ id }],
      } = (await given().admin('GET', `/registrations?training=${other.slug}`)).body
      const sent = { ...words, training: slug, status: 'confirmed', registrations: id }
      const faulty = await pages().post('/messages/new', { ...sent, 'subject.en': '' })
      assert.equal(faulty.status, 422)
      assert.match(faulty.text, /0 people you selected/)
      assert.doesNotMatch(faulty.text, /Unseen/)
    })

    test('leads back to the list where no one was selected, someone is not on it, or there are too many', async () => {
      const { slug, ids } = await registered({}, 1)
      const other = await registered({}, 1)
      for (const [fields, failed] of [
        [{}, 'none'],
        [{ id: [...ids, ...other.ids] }, 'gone'],
        [{ id: 'nonsense' }, 'gone'],
      ] as const) {
        const { status, location } = await press(slug, fields as never, '?q=re')
        assert.deepEqual([status, location], [303, `/admin/trainings/${slug}?q=re&failed=${failed}`])
      }
      assert.match(await pages().open(`/trainings/${slug}?failed=many-named`), /1,000 at most/)
      assert.equal((await pages().post('/messages/new', { ...words, training: slug, registrations: 'x' })).status, 404)
    })

    test('fits a thousand people and two long texts into the form, and no one more', async () => {
      const { slug, ids } = await registered({}, 1)
      const addCopies = (count: number) =>
        copyPerson(given(), ids[0] ?? '', count, () => ({ reference: given().context.newId(), active_person: null }))
      await addCopies(999)
      const { text: form } = await press(slug, { everyone: '1' })
      assert.match(form, /1000 people you selected.*and 980 more/s)
      const long = 'é'.repeat(10_000)
      const saved = await save(form, { 'text.en': long, 'text.es': long })
      assert.equal(saved.status, 303)
      assert.match(await pages().open(`/messages/${idIn(saved.location)}`), /1000 people you selected/)
      await addCopies(1)
      const refused = await press(slug, { everyone: '1' })
      assert.equal(refused.location, `/admin/trainings/${slug}?failed=many-named`)
    })

    test('can be done where nothing can be decided', async () => {
      const { slug, ids } = await registered({}, 1)
      await given().admin('POST', `/registrations/${ids[0]}/cancel`)
      const list = await pages().open(`/trainings/${slug}?status=cancelled`)
      assert.deepEqual(
        [...list.matchAll(/bulk\/(\w+)/g)].map(([, name]) => name),
        ['message'],
      )
      const { text } = await press(slug, { id: ids })
      assert.match(text, /value="cancelled" checked/)
    })
  },
  mailing,
)
