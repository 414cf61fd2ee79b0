import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../../delivery/deliver.ts'
import { approving, createDecider } from '../../../testing/bulk.ts'
import { organizerPages, valueOf } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../../testing/verify.ts'
import { carryOutBulkActions } from '../../api/bulk/carry-out.ts'

const wordsOf = (page: string) =>
  page
    .replaceAll(/<(script|style).*?<\/\1>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00A0]+/g, ' ')

onBothDatabases(
  'the pages about several people',
  (given) => {
    const { later } = createSigner(given)
    const { registered, decided, statuses, decisions } = createDecider(given)
    const pages = () => organizerPages(given())
    const words = async (path: string) => wordsOf(await pages().open(path))

    /** Selects people on the list and presses a button, and then the one on the page that asks. */
    async function press(slug: string, action: string, fields: Record<string, string | string[]>, query = '') {
      const asked = await pages().select(`/trainings/${slug}/bulk/${action}/preview${query}`, fields)
      assert.equal(asked.status, 200)
      const sent = { ...fields, tag: valueOf(asked.text, 'tag') }
      return { asked, answer: await pages().post(`/trainings/${slug}/bulk/${action}${query}`, sent) }
    }

    test('select people on the list, ask once, and wait with two buttons', async () => {
      const { slug, ids } = await registered(approving, 3)
      const list = await pages().open(`/trainings/${slug}`)
      for (const id of ids) assert.ok(list.includes(`<input type="checkbox" name="id" value="${id}"`), id)
      assert.deepEqual(
        [...list.matchAll(/formaction="([^"]+)"/g)].map(([, to]) => to),
        ['approve/preview', 'message', 'decline/preview', 'cancel/preview'].map(
          (name) => `/admin/trainings/${slug}/bulk/${name}`,
        ),
      )
      const { asked, answer } = await press(slug, 'approve', { id: ids.slice(1) })
      const page = wordsOf(asked.text)
      assert.match(page, /Approve 2 people\? .*This waits 10 minutes.*2 emails go out in 10 minutes/)
      assert.match(page, /Read one of them Your seat is confirmed: .*Hello Ada/)
      assert.deepEqual([answer.status, answer.location], [303, `/admin/trainings/${slug}`])
      const waits = await words(`/trainings/${slug}`)
      assert.match(
        waits,
        /2 people will be approved at 6:10 AM: Ada Reyes\w+ and Ada Reyes\w+\. Emails go out then\. in 10 minutes/,
      )
      assert.match(waits, /in 10 minutes Undo Send now Undo Send now/)
      assert.equal(waits.split('Will be approved at 6:10 AM').length - 1, 2)
      assert.match(await words(`/registrations/${ids[1]}`), /Will be approved at 6:10 AM Undo it on the list/)
      assert.doesNotMatch(await words(`/registrations/${ids[0]}`), /Will be approved/)
      assert.deepEqual(await decisions(slug), [])
    })

    test('undo it, and say so', async () => {
      const { slug, ids } = await registered(approving, 2)
      const { id } = await decided('decline', slug, ids)
      const undone = await pages().post(`/bulk-actions/${id}/undo`)
      assert.equal(undone.status, 303)
      assert.ok(undone.location?.startsWith(`/admin/trainings/${slug}?undone=1&`), undone.location ?? '')
      const list = await words(`/trainings/${slug}?undone=1`)
      assert.match(list, /Undone\. Nothing changed, and no one was told\./)
      assert.doesNotMatch(list, /will be declined/i)
      const { id: second } = await decided('decline', slug, ids)
      later(10)
      await carryOutBulkActions(given().context)
      const late = await pages().post(`/bulk-actions/${second}/undo`)
      assert.equal(late.location, `/admin/trainings/${slug}?failed=late`)
      assert.match(await words(`/trainings/${slug}?failed=late`), /already been carried out, so it can’t be undone/)
    })

    test('wait in one line, however many they are, and name three people', async () => {
      const { slug, ids } = await registered({ ...approving, seats: { capacity: 9, waitlist: true } }, 6)
      const names = ['Reyes', 'Smith', 'Wu', 'Ortiz', 'Park', 'Diaz']
      for (const [at, id] of ids.entries())
        await given().admin('PATCH', `/registrations/${id}`, { person: { givenName: 'Ada', familyName: names[at] } })
      for (const id of ids.slice(0, 5)) {
        await decided('decline', slug, [id])
        later(1)
      }
      const list = await pages().open(`/trainings/${slug}`)
      assert.match(
        wordsOf(list),
        /5 people will be declined: Ada Reyes, Ada Smith, Ada Wu, and 2 more\. See or undo 1 person will be declined at 6:10 AM: Ada Reyes\. .*Undo Send now 1 person will be declined at 6:11 AM: Ada Smith\./,
      )
      assert.equal(list.split('class="note ').length, 2)
      assert.match(
        await words(`/trainings/${slug}?lang=es`),
        /Se rechazará a 5 personas: Ada Reyes, Ada Smith, Ada Wu y 2 más\. Ver o deshacer /,
      )
      await decided('approve', slug, ids.slice(5))
      assert.match(
        await words(`/trainings/${slug}`),
        /1 person will be approved: Ada Diaz\. 5 people will be declined: Ada Reyes, /,
      )
      later(9)
      await carryOutBulkActions(given().context)
      const some = await pages().open(`/trainings/${slug}`)
      assert.match(wordsOf(some), /1 person will be approved at 6:15 AM: Ada Diaz\. Done at 6:14 AM: 1 declined\. /)
      assert.equal(some.split('class="note ').length, 2)
      later(10)
      await carryOutBulkActions(given().context)
      const done = await pages().open(`/trainings/${slug}`)
      assert.match(wordsOf(done), /Done at 6:24 AM: 1 approved\. Done at /)
      assert.equal(done.split('class="note ').length, 2)
    })

    test('name only the people it is still about', async () => {
      const { slug, ids } = await registered(approving, 3)
      await decided('approve', slug, ids)
      await given().admin('POST', `/registrations/${ids[0]}/cancel`)
      const [, gone, other] = await Promise.all(
        ids.map(async (id) => (await given().admin('GET', `/registrations/${id}`)).body.familyName),
      )
      assert.match(
        await words(`/trainings/${slug}`),
        new RegExp(`2 people will be approved at 6:10 AM: Ada ${gone} and Ada ${other}\\.`),
      )
    })

    /** Presses the button of a list that undoes a decision. */
    async function undo(list: string, { id }: { id: string }) {
      const mark = valueOf(await pages().open(list), 'page-mark')
      const { status, location } = await pages().post(`/bulk-actions/${id}/undo`, { 'page-mark': mark })
      assert.equal(status, 303)
      const to = new URL(location ?? '', 'http://own')
      const checked = (await pages().open(`${to.pathname}${to.search}`.replace('/admin', ''))).matchAll(
        /name="(?:id|everyone)" value="([^"]+)"[^>]* checked/g,
      )
      return { to, checked: Array.from(checked, ([, one]) => one) }
    }

    test('undone, leave the list as it was: its filter, its page, and who was selected', async () => {
      const { slug, ids } = await registered(approving, 4)
      const some = ids.slice(0, 2)
      const list = `/trainings/${slug}?status=pending_approval&sort=-created&from=1`
      const { to, checked } = await undo(list, await decided('approve', slug, some))
      assert.equal(to.pathname, `/admin/trainings/${slug}`)
      assert.deepEqual(
        ['status', 'sort', 'undone'].map((name) => to.searchParams.get(name)),
        ['pending_approval', '-created', '1'],
      )
      assert.deepEqual(new Set(checked), new Set(some))
      // A page that is not the first.
      const { body } = await given().admin('GET', `/registrations?training=${slug}&sort=name&limit=2`)
      const page = `/trainings/${slug}?cursor=${encodeURIComponent(body.nextCursor)}&from=3`
      const onPage = [...(await pages().open(page)).matchAll(/name="id" value="([^"]+)"/g)].map(([, id]) => id ?? '')
      assert.equal(onPage.length, 2)
      const again = await undo(page, await decided('approve', slug, onPage))
      assert.deepEqual([again.to.searchParams.get('cursor'), again.to.searchParams.get('from')], [body.nextCursor, '3'])
      assert.deepEqual(new Set(again.checked), new Set(onPage))
      // The next showing has forgotten it.
      assert.doesNotMatch(await pages().open(`/trainings/${slug}?picked=${ids[0]}`), /name="id" [^>]*checked/)
    })

    test('undone, select everyone again where they are on several pages', async () => {
      const { slug, ids } = await registered(approving, 3)
      const body = (await given().admin('GET', `/registrations?training=${slug}&sort=name&limit=1`)).body
      const page = `/trainings/${slug}?cursor=${encodeURIComponent(body.nextCursor)}&from=2`
      const { checked } = await undo(page, await decided('approve', slug, ids))
      assert.deepEqual(checked, ['1'])
      // Everyone there is not who was selected: then no one is who wasn't.
      await given().signUp(slug, { people: [someone()] })
      const fewer = await undo(page, await decided('approve', slug, ids))
      assert.deepEqual(new Set(fewer.checked), new Set(ids.filter((id) => id !== body.registrations[0].id)))
    })

    test('stay on the page of the list that they were on, also when sent now', async () => {
      const { slug, ids } = await registered(approving, 2)
      const query = '?q=reyes&from=2'
      const shown = await pages().open(`/trainings/${slug}${query}`)
      assert.ok(shown.includes(`/bulk/approve/preview${query.replace('&', '&amp;')}"`))
      const { id } = await decided('approve', slug, ids)
      const mark = valueOf(await pages().open(`/trainings/${slug}${query}`), 'page-mark')
      const sent = await pages().post(`/bulk-actions/${id}/run`, { 'page-mark': mark })
      assert.equal(sent.location, `/admin/trainings/${slug}${query}`)
    })

    test('do it now, and say for an hour what came of it', async () => {
      const { slug, ids } = await registered(approving, 3)
      const { id } = await decided('approve', slug, ids)
      await given().admin('POST', `/registrations/${ids[0]}/cancel`)
      assert.match(await words(`/trainings/${slug}`), /2 people will be approved/)
      assert.equal((await pages().post(`/bulk-actions/${id}/run`)).location, `/admin/trainings/${slug}`)
      const came = /Done at 6:00 AM: 2 approved, 1 had already canceled\./
      assert.match(await words(`/trainings/${slug}`), came)
      assert.match(
        await words(`/trainings/${slug}?lang=es`),
        /Hecho \(6:00 a\. m\.\): 2 aprobadas, 1 ya había cancelado\./,
      )
      assert.deepEqual(await statuses(slug), ['cancelled', 'confirmed', 'confirmed'])
      later(61)
      assert.doesNotMatch(await words(`/trainings/${slug}`), /Done at/)
    })

    test('take everyone who matches the filter of the list', async () => {
      const { slug } = await given().givenTraining({ ...approving, fields: { agency: 'optional' } })
      for (const agency of ['Harbor House', 'Harbor House', 'City Fire'])
        await given().signUp(slug, { people: [someone({ agency })] })
      const query = '?agency=Harbor+House'
      assert.match(await pages().open(`/trainings/${slug}${query}`), /name="everyone".*agency=Harbor\+House/s)
      const { asked, answer } = await press(slug, 'approve', { everyone: '1' }, query)
      assert.match(wordsOf(asked.text), /Approve 2 people\?/)
      assert.equal(answer.location, `/admin/trainings/${slug}${query}`)
      later(10)
      await carryOutBulkActions(given().context)
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'pending_approval'])
    })

    test('ask again if the list has changed since they asked', async () => {
      const { slug } = await registered(approving, 1)
      const asked = await pages().select(`/trainings/${slug}/bulk/approve/preview`, { everyone: '1' })
      await given().signUp(slug, { people: [someone()] })
      const fields = { everyone: '1', tag: valueOf(asked.text, 'tag') }
      const again = await pages().post(`/trainings/${slug}/bulk/approve`, fields)
      assert.equal(again.status, 409)
      assert.match(wordsOf(again.text), /Approve 2 people\? The list changed in the meantime/)
      const sent = await pages().post(`/trainings/${slug}/bulk/approve`, { ...fields, tag: valueOf(again.text, 'tag') })
      assert.equal(sent.status, 303)
    })

    test('name who is left out, and why', async () => {
      const { slug, ids } = await registered(approving, 3)
      await given().admin('POST', `/registrations/${ids[0]}/approve`)
      await decided('decline', slug, ids.slice(1, 2))
      const some = await pages().select(`/trainings/${slug}/bulk/approve/preview`, { id: ids })
      const page = wordsOf(some.text)
      assert.match(page, /Approve 1 person\?.*2 people are left out/)
      assert.match(page, /Ada Reyes\w+: this can’t be done for: Confirmed/)
      assert.match(page, /Ada Reyes\w+: another decision about them waits/)
      const none = await pages().select(`/trainings/${slug}/bulk/approve/preview`, { id: ids.slice(0, 2) })
      assert.match(wordsOf(none.text), /No one to decide on .*2 people are left out/)
      assert.ok(!none.text.includes('name="tag"'))
    })

    test('lead back to the list where no one was selected, or someone who is not on it', async () => {
      const { slug, ids } = await registered(approving, 1)
      const other = await registered(approving, 1)
      for (const [fields, failed, said] of [
        [{}, 'none', /Select people first/],
        [{ id: [...ids, ...other.ids] }, 'gone', /isn’t on this list any more/],
        [{ id: 'nonsense' }, 'gone', /Nothing changed/],
      ] as const) {
        const { status, location } = await pages().select(
          `/trainings/${slug}/bulk/approve/preview?q=reyes`,
          fields as never,
        )
        assert.deepEqual([status, location], [303, `/admin/trainings/${slug}?q=reyes&failed=${failed}`])
        assert.match(await words(`/trainings/${slug}?failed=${failed}`), said)
      }
    })

    test('offer only what can be decided, and say that no email leaves where none does', async () => {
      const { slug, ids } = await registered({}, 2)
      await deliverMails(given().context)
      const list = await pages().open(`/trainings/${slug}`)
      assert.deepEqual(
        [...list.matchAll(/bulk\/(\w+)\/preview/g)].map(([, name]) => name),
        ['cancel'],
      )
      await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
      const asked = await pages().select(`/trainings/${slug}/bulk/cancel/preview`, { id: ids })
      assert.match(wordsOf(asked.text), /Cancel 2 registrations\?.*No one is emailed about this/)
      const empty = await pages().open(`/trainings/${slug}?status=declined`)
      assert.ok(!empty.includes('name="id"'))
    })
  },
  mailing,
)
