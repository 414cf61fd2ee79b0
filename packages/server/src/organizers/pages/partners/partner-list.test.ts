import assert from 'node:assert/strict'
import { before, test } from 'mocha'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { mostRows } from '../../../testing/traces/statements.ts'

const partners = 120

onBothDatabases('the list of many partners', (given) => {
  const slugOf = (index: number) => `club-${String(index).padStart(3, '0')}`
  const seed = () =>
    given().context.db.transaction(async (tx) => {
      const at = given().context.now().toISOString()
      const common = { origins: '[]', created_at: at, updated_at: at }
      for (let index = 0; index < partners; index++)
        // The last by its slug is the first by its name.
        await tx
          .insertInto('partner')
          .values({ slug: slugOf(index), name: `Club ${999 - index}`, ...common })
          .execute()
    })

  before(seed)

  test('has each once, page by page', async () => {
    const { context, admin } = given()
    const bySlug: string[] = []
    for (let cursor = ''; ; ) {
      const rows = await mostRows(context, async () => {
        const { body } = await admin('GET', `/partners?limit=50${cursor}`)
        bySlug.push(...body.partners.map(({ slug }: { slug: string }) => slug))
        cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
      })
      assert.ok(rows <= 51, String(rows))
      if (cursor === '') break
    }
    const all = Array.from({ length: partners }, (_, index) => slugOf(index))
    assert.deepEqual(bySlug, all)

    const byName: string[] = []
    let pages = 0
    for (let path: string | undefined = ''; path !== undefined; pages++) {
      const text: string = await organizerPages(given()).open(`/partners${path}`)
      byName.push(...[...text.matchAll(/class="line" href="\/admin\/partners\/([^"]*)"/g)].map(([, slug = '']) => slug))
      path = /href="\/admin\/partners(\?cursor=[^"]*)"/.exec(text)?.[1]
    }
    assert.deepEqual(byName, all.toReversed())
    assert.equal(pages, 3)
    assert.match(await organizerPages(given()).open('/partners?cursor=gone'), /Club 880/)
  })
  test('is read in part by the builder, which knows the one that the address names', async () => {
    const { context, app, givenTraining } = given()
    await givenTraining()
    const read = async (query: string) => {
      const page = await app.request(`/embed?${query}`)
      assert.equal(page.status, 200)
      return page.text()
    }
    assert.ok((await mostRows(context, () => read(''))) < partners)
    for (const typed of [slugOf(partners - 1), 'Club 880', 'CLUB 880'])
      assert.match(
        /id="live-partner"[^>]*>([^<]*)/.exec(await read(`partner=${encodeURIComponent(typed)}`))?.[1] ?? '',
        /Club 880/,
        typed,
      )
    for (const typed of ['%00', '%F0%9F%98%80', '%ED%A0%80', 'no%20club']) await read(`partner=${typed}`)
  })
})
