import assert from 'node:assert/strict'
import { test } from 'mocha'
import { eraseExpired } from '../core/erasing/retention.ts'
import { deleteUnusedLogos } from '../core/logos/logos.ts'
import { organizerPages } from '../testing/pages/organizer-pages.ts'
import { picture, upload } from '../testing/pages/pictures.ts'
import { seedTrainings } from '../testing/servers/server.ts'
import { newSlug, onBothDatabases, readJson, someone } from '../testing/servers/test-app.ts'
import { mostRows } from '../testing/traces/statements.ts'

const [trainings, most] = [450, 200]

onBothDatabases('of hundreds of trainings', (given) => {
  test('some at a time are asked whether they use a logo', async () => {
    const { context, clock, app } = given()
    const uploads = await Promise.all(
      ['red', 'blue'].map(async (color) => {
        const answer = await upload(given(), picture(300, 100, 'png', color))
        return ((await readJson(answer)) as { logo: string }).logo
      }),
    )
    const [used = '', unused = ''] = uploads
    await seedTrainings(context.db, newSlug(), trainings, (index) =>
      index === trainings - 1 ? { organizer: { name: 'County', logo: used } } : {},
    )
    clock.later({ days: 2 })
    assert.ok((await mostRows(context, () => deleteUnusedLogos(context))) <= most)
    const statusOf = async (logo: string) => (await app.request(`/logos/${logo}.png`)).status
    assert.deepEqual([await statusOf(used), await statusOf(unused)], [200, 404])
  })

  test('that are over, some at a time are asked for people to erase', async () => {
    const { context, clock, signUp } = given()
    const day = { start: '2027-03-06T09:00', end: '2027-03-06T15:00' }
    const slugs = await seedTrainings(context.db, newSlug(), trainings, () => day)
    const full = [slugs[0] ?? '', slugs.at(-1) ?? '']
    for (const slug of full) assert.equal((await signUp(slug, { people: [someone()] })).status, 201)
    clock.now = new Date('2028-03-06T00:00:00Z')
    assert.ok((await mostRows(context, () => eraseExpired(context))) <= most)
    for (const slug of full) assert.deepEqual(await given().rows('registration', { slug }), [])
  })
})

onBothDatabases('of hundreds of pages of partners', (given) => {
  test('only those that fail are counted for the list', async () => {
    const { context, admin } = given()
    assert.equal((await admin('POST', '/partners', { slug: 'rotary', name: 'Rotary' })).status, 201)
    const rows = Array.from({ length: trainings }, (_, index) => ({
      id: context.newId(),
      partner: 'rotary',
      url: `https://rotary.example/${index}`,
      created_at: context.now().toISOString(),
      checked_at: context.now().toISOString(),
      inspection: JSON.stringify({ state: index < 3 ? 'failing' : 'live', findings: [] }),
    }))
    await context.db.transaction((tx) => tx.insertInto('partner_page').values(rows).execute())
    let page = ''
    const rowsRead = await mostRows(context, async () => {
      page = await organizerPages(given()).open('/partners')
    })
    assert.ok(rowsRead < trainings, String(rowsRead))
    assert.match(page, />3 [^<]*</)
  })
})
