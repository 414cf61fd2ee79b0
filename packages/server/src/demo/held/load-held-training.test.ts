import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { TrainingInput } from '@training-signup/contract'
import { test } from 'mocha'
import { runJobs } from '../../start/schedule.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { heldPeople } from './held-people.ts'
import { loadHeldTraining } from './load-held-training.ts'

const examples = new URL('../../../../../examples/jackson-county/trainings.json', import.meta.url)
const like = TrainingInput.parse({ ...JSON.parse(readFileSync(examples, 'utf8')).trainings[0], sponsors: [] })
/** The last Monday that is two weeks before the clock of the tests. */
const slug = 'first-responders-2026-12-21'
const training = `/trainings/${slug}`
const plain = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

/** What each page of an organizer has to show. */
const organizers: Record<string, RegExp> = {
  '?show=past': /41 confirmed/,
  [training]: /Applewhite, Rosalind .*Ashgrove, Amara/,
  [`/door/${slug}`]: /36 of 41 here.*Blue River Police Department/,
  [`${training}/attendance`]: /closed on Tuesday, December 22.*31 complete 3 short 2 to decide 5 not here/,
  [`${training}/attendance/close`]: /North door: last heard.*1 person hasn’t checked out.*1 time differs/,
  [`${training}/attendance/away`]: /Prairie Hill Fire District 8 1.*Pemberly, Farah/,
  [`${training}/attendance/paper`]: /The door has \d+:\d\d\s?AM\. Decide later/,
  [`${training}/credit`]:
    /30 of 39 certificates are ready 29 sent 1 has no email address: print it.*9 people are missing something.*Sent, number/,
  [`${training}/evaluation`]: /26 of 36 answered.*25 answers.*What people wrote/,
  [`${training}/evaluation/report`]:
    /39 registered 36 attended, 2 of them walk-ins 5 didn’t attend.*25 people answered both/,
  '/profiles': /Missouri peace officers.*Social workers.*Attendance letter/,
}

onBothDatabases('the training that the demo has held', (given) => {
  const load = () => loadHeldTraining(given().context, like, undefined)
  const visit = async (path: string) => {
    const response = await given().app.request(path)
    assert.equal(response.status, 200, path)
    return plain(await response.text())
  }

  for (const [path, shown] of Object.entries(organizers))
    test(`has something to look at on ${path}`, async () => {
      await load()
      assert.match(plain(await organizerPages(given()).open(path)), shown)
    })

  test('breaks no day of a month into two lines', async () => {
    const { pathname } = new URL((await load()) ?? '')
    const day = '<span class="unbroken">December 21,</span>'
    const close = await organizerPages(given()).open(`${training}/attendance/close`)
    assert.ok(close.includes(`last heard Monday, ${day}`))
    const own = await (await given().app.request(pathname)).text()
    const certificate = /href="[^"]*(\/r\/certificate\/[^"]+)"/.exec(own)?.[1] ?? ''
    assert.match(
      await (await given().app.request(certificate)).text(),
      /Issued <span class="unbroken">\w+ \d+,<\/span> \d{4}/,
    )
  })

  test('leads someone who came to their certificate, and to the questions', async () => {
    const { pathname } = new URL((await load()) ?? '')
    assert.match(await visit(pathname), /Your certificate, Amara.*How was the training\?.*Open my certificate/)
    assert.match(await visit(`${pathname}/evaluation`), /How useful was this training/)
    assert.match(await visit(`${pathname}/test`), /What comes first\?/)
  })

  test('has certificates of each kind, one of which was replaced', async () => {
    await load()
    const rows = await given().rows('certificate', { slug })
    assert.deepEqual(new Set(rows.map(({ profile_id }) => profile_id)).size, 3)
    const old = rows.filter(({ replaced_by }) => replaced_by !== null)
    assert.equal(old.length, 1)
    assert.match(await visit(`/c/${old[0]?.serial}`), /replaced/i)
    assert.match(await visit(`/c/${old[0]?.replaced_by}`), /Valid/i)
    const follow = await given().rows('follow_up', { slug })
    assert.equal(follow.length, 9)
  })

  test('is held once, by the same people, and sends nothing', async () => {
    const first = await load()
    assert.equal(await load(), first)
    const people = await given().rows('registration', { slug })
    const names = new Set(people.map(({ given_name, family_name }) => `${given_name} ${family_name}`))
    assert.equal(people.length, names.size)
    for (const { givenName, familyName, email } of heldPeople) {
      assert.ok(names.has(`${givenName} ${familyName}`))
      assert.ok(email.endsWith('@example.org'))
    }
    assert.deepEqual(await runJobs(given().context), [])
    assert.deepEqual(given().mails, [])
  })

  test('is held anew when its links have ended', async () => {
    await load()
    given().clock.later({ days: 30 })
    assert.ok(await load())
    assert.equal((await given().rows('registration', { slug: 'first-responders-2027-01-25' })).length, 42)
  })
})
