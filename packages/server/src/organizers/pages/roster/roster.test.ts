import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test } from 'mocha'
import { foldName } from '../../../core/people/person.ts'
import { filterBy } from '../../../core/registrations/query.ts'
import { type Caller, operator } from '../../../platform/access/caller.ts'
import { sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { adminToken, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing, verifying } from '../../../testing/verify.ts'
import { addAccount } from '../../accounts/accounts.ts'
import { orderedAfter } from '../../api/people/lists/ordered-after.ts'
import { readRoster } from '../../api/people/lists/roster.ts'

const signedIn = { Authorization: `Bearer ${adminToken}` }
const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

onBothDatabases(
  'the list of a training’s people',
  (given) => {
    const open = async (path: string) => {
      const response = await given().app.request(`/admin/trainings/${path}`, { headers: signedIn })
      assert.equal(response.status, 200, path)
      return response.text()
    }
    const namesOn = (page: string) =>
      [...page.matchAll(/<td role="cell" class="name"><a [^>]*>([^<]*)/g)].map(([, name]) => name)
    const officers = {
      audience: { access: 'attest' as const, roles: ['police' as const, 'fire' as const], verify: 'never' as const },
      fields: { agency: 'optional' as const, needs: 'optional' as const },
    }
    const givenOfficers = async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining({ ...officers, seats: { capacity: 3, waitlist: true } })
      const people = [
        { familyName: 'Reyes', role: 'police', agency: 'Kansas City Police', email: `reyes@kcpd.example` },
        { familyName: 'Abel', role: 'fire', agency: 'Lee’s Summit Fire', email: `abel@cityofls.example` },
        {
          familyName: 'Mora',
          role: 'police',
          agency: 'Kansas City Police',
          needs: 'ASL interpreter',
          email: 'm@home.example',
        },
        { familyName: 'Zoë', role: 'fire', agency: 'Lee’s Summit Fire', email: 'z@home.example' },
      ]
      for (const one of people)
        assert.equal((await signUp(slug, { people: [someone(one)], partner: 'we-the-people' })).status, 201)
      return slug
    }

    test('offers its agencies while one types, each once, to filter and to add or correct someone', async () => {
      const { givenTraining, signUp } = given()
      const slug = await givenOfficers()
      await signUp(slug, { people: [someone({ agency: 'KANSAS CITY POLICE', role: 'police' })] })
      const { slug: other } = await givenTraining(officers)
      await signUp(other, { people: [someone({ agency: 'Harbor House', role: 'police' })] })
      const offered = (page: string) =>
        [...(/<datalist id="[^"]*agency[^"]*">(.*?)<\/datalist>/s.exec(page)?.[1] ?? '').matchAll(/value="([^"]*)"/g)]
          .map(([, name]) => name)
          .filter(Boolean)
      const known = ['Kansas City Police', 'Lee’s Summit Fire']
      const list = await open(slug)
      assert.deepEqual(offered(list), known)
      assert.match(list, /<input[^>]* name="agency"[^>]* list="f-agency-some"/)
      assert.deepEqual(offered(await open(`${slug}/add`)), known)
      const [, id] = /id="p-([^"]+)"/.exec(list) ?? []
      const correcting = await given().app.request(`/admin/registrations/${id}/correct`, { headers: signedIn })
      assert.deepEqual(offered(await correcting.text()), known)
      await given().admin('PATCH', `/trainings/${slug}`, { agencies: ['Clay County Sheriff', 'Kansas City police'] })
      assert.deepEqual(offered(await open(`${slug}/add`)), [
        'Kansas City police',
        'Lee’s Summit Fire',
        'Clay County Sheriff',
      ])
    })

    test('sorts by last name, says how many there are, and names the seats in words', async () => {
      const slug = await givenOfficers()
      const page = await open(slug)
      assert.deepEqual(namesOn(page), ['Abel, Ada', 'Mora, Ada', 'Reyes, Ada', 'Zoë, Ada'])
      const words = wordsOf(page)
      assert.match(words, /3 confirmed 1 waiting 3 seats/)
      assert.match(words, /1–4 of 4, by last name/)
      assert.match(words, /All 4 Needs approval 0 Confirmed 3 Waiting list 1 Needs accommodations 1/)
      assert.match(words, /Reyes, Ada Confirmed Police officer or deputy Kansas City Police/)
    })

    test('filters, searches, and sorts by its address alone', async () => {
      const slug = await givenOfficers()
      const shows = async (query: string) => namesOn(await open(`${slug}?${query}`))
      assert.deepEqual(await shows('status=waitlisted'), ['Zoë, Ada'])
      assert.deepEqual(await shows('needs=1'), ['Mora, Ada'])
      assert.deepEqual(await shows('role=fire'), ['Abel, Ada', 'Zoë, Ada'])
      assert.deepEqual(await shows('agency=KANSAS-CITY police'), ['Mora, Ada', 'Reyes, Ada'])
      assert.deepEqual(await shows('domain=KCPD.example'), ['Reyes, Ada'])
      assert.deepEqual(await shows('q=rey'), ['Reyes, Ada'])
      // What the page shows can be searched for as it is.
      assert.deepEqual(await shows('q=Reyes, Ada'), ['Reyes, Ada'])
      assert.deepEqual(await shows('q=Ada Reyes'), ['Reyes, Ada'])
      assert.equal((await shows('q=ada')).length, 4)
      assert.deepEqual(await shows('q=李'), [])
      assert.equal((await shows('q=r')).length, 4)
      assert.deepEqual(await shows('q=kansas'), ['Mora, Ada', 'Reyes, Ada'])
      assert.deepEqual(await shows('q=@cityofls'), ['Abel, Ada'])
      assert.deepEqual(await shows('sort=-created'), ['Zoë, Ada', 'Mora, Ada', 'Abel, Ada', 'Reyes, Ada'])
      assert.deepEqual(await shows('partner=rotary'), [])
    })

    test('counts by status only what a status leads to', async () => {
      const slug = await givenOfficers()
      const chips = async (query: string) =>
        [...(await open(`${slug}?${query}`)).matchAll(/<a class="chip"[^>]*>(\w+[^<]*)(?:<span class="num">(\d+))?/g)]
          .map(([, word = '', count = '']) => `${word.trim()} ${count}`.trim())
          .slice(0, 2)
      assert.deepEqual(await chips(''), ['All 4', 'Needs approval 0'])
      assert.deepEqual(await chips('status=waitlisted'), ['All 4', 'Needs approval 0'])
      for (const query of ['q=rey', 'role=fire', 'agency=KCPD'])
        assert.deepEqual(await chips(query), ['All', 'Needs approval'], query)
    })

    test('shows the columns that its address names', async () => {
      const slug = await givenOfficers()
      const head = (page: string) => wordsOf(/<thead.*?<\/thead>/s.exec(page)?.[0] ?? '').trim()
      assert.equal(head(await open(slug)), 'Selected Name Status Role Agency Accommodations Source Registered')
      assert.equal(
        head(await open(`${slug}?cols=email&cols=reference&cols=phone`)),
        'Selected Name Status Email Reference',
      )
    })

    test('comes in pages that keep the filter, the order, and the columns', async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining({ seats: { capacity: null } })
      const nameOf = (count: number) => `Person ${String(count).padStart(3, '0')}`
      for (const [from, to] of [
        [0, 50],
        [50, 100],
        [100, 150],
        [150, 200],
        [200, 203],
      ] as const) {
        const people = Array.from({ length: to - from }, (_, index) => someone({ familyName: nameOf(from + index) }))
        const coordinator = { name: 'Sharon Ortiz', email: `sharon${from}@kcpd.example` }
        assert.equal((await signUp(slug, { people, coordinator })).status, 201)
      }
      const first = await open(`${slug}?status=confirmed&cols=email`)
      assert.equal(namesOn(first).length, 200)
      assert.match(wordsOf(first), /1–200 of 203/)
      const next = /href="\/admin\/trainings\/([^"]*cursor=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
      assert.match(next, /status=confirmed.*cols=email.*from=201/)
      const second = await open(next)
      assert.deepEqual(namesOn(second), ['Person 200, Ada', 'Person 201, Ada', 'Person 202, Ada'])
      assert.match(wordsOf(second), /201–203 of 203/)
    })

    test('teaches what to do where no one has registered, and where no one matches', async () => {
      const { slug } = await given().givenTraining()
      const empty = wordsOf(await open(slug))
      assert.match(empty, /No one has registered yet/)
      assert.ok(empty.includes(`https://signup.example/t/${slug}`))
      const officersSlug = await givenOfficers()
      const nothing = wordsOf(await open(`${officersSlug}?q=<Reyse>`))
      assert.match(nothing, /No one matches “&lt;Reyse&gt;”/)
      assert.match(nothing, /4 people are on this list\. Clear the search/)
    })

    test('counts sign-ups that wait for a code apart', async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining(verifying)
      await signUp(slug, { people: [someone()] })
      const page = await open(slug)
      assert.match(wordsOf(page), /Waiting for a code 1/)
      assert.ok(page.includes(`href="/admin/trainings/${slug}/requests"`))
    })

    test('shows someone of one agency only its people, and without permission no needs', async () => {
      const slug = await givenOfficers()
      const agency = foldName('Kansas City Police')
      const sergeant: Caller = { ...operator, role: 'agency', scope: { trainings: 'all', agency } }
      const roster = await readRoster(given().context, sergeant, slug, { sort: 'name', limit: 50 })
      assert.deepEqual(
        roster.list.registrations.map(({ familyName, sensitive }) => [familyName, sensitive]),
        [
          ['Mora', undefined],
          ['Reyes', undefined],
        ],
      )
      assert.deepEqual(roster.counts, { confirmed: 2 })
      assert.equal(roster.withNeeds, undefined)
      assert.equal(roster.waitingForCode, undefined)
      const all = await readRoster(given().context, sergeant, slug, {
        sort: 'name',
        limit: 50,
        agency: 'lees summit fire',
      })
      assert.deepEqual(all.list.registrations, [])
    })

    test('lets no address tell who needs something, except to those who may know it', async () => {
      const slug = await givenOfficers()
      const auditor = sessionBrowser(given)
      const { email } = await addAccount(given().context, {
        email: 'auditor@example.org',
        name: 'Pat Lee',
        role: 'auditor',
        trainings: 'all',
        agency: null,
        partner: null,
        lang: 'en',
      })
      await auditor.signIn(email)
      const list = `/admin/trainings/${slug}`
      assert.equal((await auditor.open(list)).status, 200)
      const people = (await readRoster(given().context, operator, slug, { sort: 'name', limit: 1 })).list.registrations
      for (const path of [list, `${list}/people/${people[0]?.id}`])
        for (const asked of ['needs=1', 'sort=needs', 'sort=-needs'])
          assert.equal((await auditor.open(`${path}?${asked}`)).status, 403, path)
    })

    test('sorts the few who match a search, however many people the training has', async () => {
      const { db } = given().context
      if (db.name !== 'sqlite') return
      const plan = async (isRare: boolean) => {
        const query = orderedAfter(filterBy(db.reader, { q: 'reyes' }, 'a-training'), 'name', undefined, isRare)
        const rows = await query.limit(51).explain<{ detail: string }>(undefined, sql`query plan`)
        return rows.map(({ detail }) => detail).join()
      }
      assert.match(await plan(false), /registration_training_name \(training_id=\?\)/)
      assert.doesNotMatch(await plan(true), /registration_training_name \(training_id=\?\)/)
    })

    test('filters in the API as on the page', async () => {
      const slug = await givenOfficers()
      const { admin } = given()
      const names = async (query: string) =>
        (await admin('GET', `/registrations?training=${slug}&sort=name&${query}`)).body.registrations.map(
          ({ familyName }: { familyName: string }) => familyName,
        )
      assert.deepEqual(await names('domain=kcpd.example'), ['Reyes'])
      assert.deepEqual(await names('needs=1'), ['Mora'])
      assert.deepEqual(await names('q=lees summit'), ['Abel', 'Zoë'])
      assert.equal((await admin('GET', '/registrations?domain=kcpd.example')).status, 422)
      assert.equal((await admin('GET', '/registrations?needs=1')).status, 422)
    })
  },
  mailing,
)
