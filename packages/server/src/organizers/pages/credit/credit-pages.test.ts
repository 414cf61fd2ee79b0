import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay, officers } from '../../../testing/credited-day.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { sentControls } from '../../../testing/pages/sent-controls.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'

onBothDatabases(
  'the page of what a training counts for',
  (given) => {
    const pages = () => organizerPages(given())
    const read = async (path: string) => (await pages().open(path)).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

    test('says who was emailed, and whose certificate has to be printed', async () => {
      const { slug } = await creditedDay(given(), [{}, { email: '', familyName: 'Paper' }])
      await given().admin('POST', `/trainings/${slug}/certificates`, {})
      const text = await read(`/trainings/${slug}/credit`)
      assert.match(text, /2 of 2 certificates are ready 1 sent 1 has no email address: print it/)
      assert.match(text, /Paper Missouri peace officers No email address: print number [A-Z2-9-]{14}/)
      assert.match(text, /Sent, number [A-Z2-9-]{14}/)
    })

    test('lists what is missing, by kind, with when someone was asked', async () => {
      const people = [
        { familyName: 'Late', late: 90, email: 'late@kcpd.example' },
        { familyName: 'Bare', licenceNumber: '', email: 'bare@kcpd.example' },
      ]
      const { slug } = await creditedDay(given(), people)
      const path = `/trainings/${slug}/credit`
      assert.match(await read(path), /All 2 License number 1 Time 1 .*Ask 1 person by email/)
      const licenses = await read(`${path}?lacks=license`)
      assert.ok(licenses.includes('Bare') && !licenses.includes('Late'))
      assert.match(await read(`${path}/ask`), /Ask 1 person by email\?/)
      const { location } = await pages().post(`${path}/ask`)
      assert.equal(location, `/admin${path}?asked=1`)
      const asked = await read(path)
      assert.match(asked, /No license number asked Jan/)
      assert.doesNotMatch(asked, /Ask 1 person/)
      assert.equal((await pages().ask(`${path}/ask`)).status, 303, 'nothing is left to ask')
    })

    test('says what a profile wants and the training does not ask, and asks no one for it', async () => {
      const rule = { minimumShare: 90, evaluation: true, postTest: true }
      const { slug } = await creditedDay(given(), [{}], { profile: { ...officers, rule } })
      const path = `/trainings/${slug}/credit`
      const none = await read(path)
      assert.match(none, /This training has no evaluation, so no one gets this\..*This training has no post-test/)
      assert.match(none, /No evaluation in this training · No post-test in this training/)
      const evaluation = { questions: [{ id: 'useful', type: 'scale', label: { en: 'Useful?' } }] }
      await given().admin('PUT', `/trainings/${slug}/evaluation`, evaluation, { 'If-Match': '*' })
      await given().admin('POST', `/trainings/${slug}/evaluation/send`)
      const untested = await read(path)
      assert.match(
        untested,
        /This training has no post-test, so no one gets this\..*No evaluation yet · No post-test in/,
      )
      assert.doesNotMatch(untested, /has no evaluation|Post-test not passed yet|Ask 1 person by email/)
      assert.equal((await given().admin('POST', `/trainings/${slug}/standings/ask`)).body.asked, 0)
      assert.match(await read(`${path}?lang=es`), /no tiene examen final, así que nadie lo recibe/)
    })

    test('lists a certificate that was taken back as such, and sends another one only to its person', async () => {
      const { slug } = await creditedDay(given(), [{ familyName: 'Stays' }, { familyName: 'Ends' }])
      const { admin, clock } = given()
      const path = `/trainings/${slug}/credit`
      await admin('POST', `/trainings/${slug}/certificates`, {})
      const certificateOf = async (name: string) => {
        const { registrations } = (await admin('GET', `/registrations?training=${slug}`)).body
        const { id } = registrations.find((one: { familyName: string }) => one.familyName === name)
        const { standings } = (await admin('GET', `/trainings/${slug}/standings`)).body
        return standings.find((one: { registration: string }) => one.registration === id)
      }
      const { serial } = (await certificateOf('Ends')).certificate
      clock.later({ minutes: 1 })
      assert.match(await read(`${path}/${serial}/revoke`), /Take back/)
      await pages().post(`${path}/${serial}/revoke`)
      const text = await read(path)
      assert.match(text, /1 of 2 certificates are ready 1 sent/)
      assert.match(
        text,
        new RegExp(`Ends Missouri peace officers Taken back January \\d+, number ${serial} Send another one`),
      )
      assert.match(text, /1 ready 1 taken back/)
      assert.doesNotMatch(text, /Send \d certificate/)
      assert.equal((await certificateOf('Ends')).takenBack.serial, serial)
      assert.match(await read(`${path}/${serial}/again`), /Send another one in place of/)
      assert.equal((await pages().post(`${path}/${serial}/again`)).location, `/admin${path}?done=again`)
      const now = await certificateOf('Ends')
      assert.deepEqual([now.takenBack, now.certificate.serial === serial], [null, false])
      assert.equal((await pages().post(`${path}/${serial}/again`)).location, `/admin${path}?failed=again`)
      assert.match(await read(`${path}?failed=again`), /Nothing was sent: they have another one/)
    })

    test('shows more people than one page has room for', async () => {
      const people = Array.from({ length: 51 }, (_, at) => ({ email: `p${at}@kcpd.example`, licenceNumber: '' }))
      const { slug } = await creditedDay(given(), people)
      const [first, second] = [`/trainings/${slug}/credit`, `/trainings/${slug}/credit?page=2`]
      assert.match(await read(first), /1–50 of 51/)
      assert.match(await read(second), /51–51 of 51/)
    })

    test('folds the columns of a profile until someone opens them, or presses one of their buttons', async () => {
      const { profile } = await creditedDay(given())
      const isOpen = (text: string) => /<details class="card stack" open>\s*<summary>For the board/.test(text)
      const path = `/profiles/${profile}`
      const text = await pages().open(path)
      assert.deepEqual([isOpen(text), isOpen(await pages().open(`${path}?columns=1`))], [false, true])
      const fields = Object.fromEntries(sentControls(text))
      assert.ok(isOpen((await pages().post(path, { ...fields, do: 'look' })).text))
    })

    test('says which profiles no training uses', async () => {
      await creditedDay(given())
      await given().admin('POST', '/credit-profiles', { name: { en: 'Newer' } })
      assert.match(await read('/profiles'), /1 training uses it.*Newer No training uses it/)
    })

    test('says so where a profile was deleted while a form had it, by no id', async () => {
      const { slug } = await creditedDay(given())
      const path = `/trainings/${slug}/credit/edit`
      const { id } = (await given().admin('POST', '/credit-profiles', { name: { en: 'Newer' } })).body
      const controls = sentControls(await pages().open(path))
      await given().admin('DELETE', `/credit-profiles/${id}`)
      const chosen = { 'credits.0.profile': id, 'credits.0.approval': 'none', 'credits.0.number': '' }
      const fields = { ...Object.fromEntries(controls), ...chosen, do: 'save' }
      const { status, text } = await pages().post(path, fields)
      assert.equal(status, 422)
      assert.match(text, /was archived in the meantime[^]*<option value="[\w-]+" selected>A profile that was deleted</)
    })

    test('leads to a form for a license number, which no one overwrites unseen', async () => {
      const { slug, ids } = await creditedDay(given(), [{ licenceNumber: '' }])
      const path = `/registrations/${ids[0]}/license`
      assert.ok((await pages().open(`/trainings/${slug}/credit`)).includes(`/admin${path}`))
      assert.match(await read(path), /License number of Ada/)
      const { location } = await pages().post(path, { licenceNumber: '0815', before: '' })
      assert.equal(location, `/admin/trainings/${slug}/credit?done=license`)
      const late = await pages().post(path, { licenceNumber: '4711', before: '' })
      assert.equal(late.status, 422)
      assert.match(late.text, /It’s 0815 now[^]*Someone else has entered a number/)
      assert.equal((await pages().post(path, { licenceNumber: '4711', before: '0815' })).status, 303)
    })
  },
  mailing,
)
