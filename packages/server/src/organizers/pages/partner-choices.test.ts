import assert from 'node:assert/strict'
import { before, test } from 'mocha'
import { mostOffered } from '../../core/partners/partner-choices.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { mostRows } from '../../testing/traces/statements.ts'

const partners = 3 * mostOffered
const slugOf = (index: number) => `club-${String(index).padStart(3, '0')}`

/** Partners whose order by name is the other way round, each with a view of the training's form. */
async function seed({ context }: TestApp, slug: string) {
  const at = context.now().toISOString()
  const common = { origins: '[]', created_at: at, updated_at: at }
  const all = Array.from({ length: partners }, (_, index) => index)
  const { id } = await context.db.reader
    .selectFrom('training')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const counts = { training_id: id, views: 1, starts: 0, sign_ups: 0 }
  await context.db.transaction(async (tx) => {
    const rows = all.map((index) => ({ slug: slugOf(index), name: `Club ${999 - index}`, ...common }))
    await tx.insertInto('partner').values(rows).execute()
    // Each has days before, of which all are counted.
    const days = ['2027-01-08', '2027-01-09'].flatMap((day) =>
      all.map((index) => ({ ...counts, partner: slugOf(index), day })),
    )
    await tx
      .insertInto('impression_count')
      .values([...days, { ...counts, partner: '', day: '2027-01-09' }])
      .execute()
  })
}

onBothDatabases('choosing among many partners', (given) => {
  const last = slugOf(partners - 1)
  let slug = ''
  let id = ''
  before(async () => {
    slug = (await given().givenTraining({ seats: { capacity: null } })).slug
    await given().signUp(slug, { people: [someone()] })
    id = (await given().admin('GET', `/registrations?training=${slug}`)).body.registrations[0].id
    await seed(given(), slug)
  })

  test('reads and shows a hundred, and takes the short name of any', async () => {
    const { open, post } = organizerPages(given())
    for (const [path, control] of [
      ['/accounts/new', 'partner'],
      ['/keys', 'partner'],
      [`/trainings/${slug}`, 'partner'],
      [`/messages/new?training=${slug}`, 'partner'],
      [`/trainings/${slug}/edit`, undefined],
      [`/registrations/${id}`, undefined],
      [`/trainings/${slug}/duplicates`, undefined],
    ] as const) {
      let text = ''
      const rows = await mostRows(given().context, async () => {
        text = await open(path)
      })
      assert.ok(rows <= mostOffered + 1, `${path}: ${rows}`)
      assert.ok([...text.matchAll(/Club \d+/g)].length <= mostOffered, path)
      if (control) assert.match(text, new RegExp(`<input[^>]* name="${control}"[^>]* list="f-${control}-some"`), path)
    }
    const fields = { email: 'dana@example.org', name: 'Dana', role: 'partner', reach: 'all', lang: 'en' }
    const refused = await post('/accounts/new', { ...fields, partner: 'Club 880' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /name="partner" value="Club 880"/)
    assert.equal((await post('/accounts/new', { ...fields, partner: last })).status, 303)
    const { accounts } = (await given().admin('GET', '/accounts')).body
    const { partner, id: account } = accounts.find(({ name }: { name: string }) => name === 'Dana')
    assert.equal(partner, last)
    assert.match(await open(`/accounts/${account}`), new RegExp(`name="partner" value="${last}"`))
    assert.match(await open(`/trainings/${slug}?partner=${last}`), new RegExp(`name="partner" value="${last}"`))
  })

  test('leaves a page of a training with few partners as a list, with those that brought people', async () => {
    const other = await given().givenTraining({ sponsors: [last] })
    const text = await organizerPages(given()).open(`/messages/new?training=${other.slug}`)
    const list = /<select[^>]*name="partner"[^>]*>(.*?)<\/select>/s.exec(text)?.[1] ?? assert.fail('no list')
    assert.deepEqual(
      [...list.matchAll(/value="([^"]*)"/g)].map(([, value]) => value),
      ['', last],
    )
  })

  test('is paged in the report, which counts all on each page', async () => {
    const { admin, context } = given()
    const names: (string | null)[] = []
    for (let cursor = ''; ; ) {
      const { body } = await admin('GET', `/partners/report?training=${slug}&limit=70${cursor}`)
      assert.deepEqual(body.totals, { views: 2 * partners + 1, starts: 0, signUps: 1 })
      for (const { views, partner } of body.partners) assert.equal(views, partner === null ? 1 : 2)
      names.push(...body.partners.map(({ name }: { name: string | null }) => name))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    const all = Array.from({ length: partners }, (_, index) => `Club ${999 - index}`)
    assert.deepEqual(names, [...all.toReversed(), null])
    const whole = (await admin('GET', '/partners/report')).body
    assert.equal(whole.partners.length, 200)
    assert.equal((await admin('GET', '/partners/report?cursor=nowhere')).status, 422)
    const most = await mostRows(context, () => admin('GET', `/partners/report?limit=50`))
    assert.ok(most <= mostOffered, String(most))
    assert.equal((await admin('GET', `/trainings/${slug}/numbers`)).body.partners.length, partners + 1)
  })
})
