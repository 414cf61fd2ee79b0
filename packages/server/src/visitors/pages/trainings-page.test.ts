import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { seedTrainings } from '../../testing/servers/server.ts'
import { dialects, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { countRows } from '../../testing/traces/statements.ts'

/** Half of them over, all but the last of one series; the last is the only one about zebras. */
const seed = ({ context }: TestApp, count: number, name: string) =>
  seedTrainings(context.db, name, count, (index) => {
    const year = index % 2 === 0 ? 2020 : 2030
    const day = `${year}-0${1 + (index % 9)}-${10 + (index % 18)}`
    return {
      start: `${day}T09:00`,
      end: `${day}T15:00`,
      ...(index < count - 1 ? { series: 'dates' } : { title: { en: 'Zebra care' } }),
    }
  })

const bodyOf = async ({ app }: TestApp, path: string) => {
  const response = await app.request(path)
  assert.equal(response.status, 200)
  return response.text()
}

const linksIn = (text: string) => [...text.matchAll(/<a class="row" href="[^"]*\/t\/([^"?]*)/g)].map(([, slug]) => slug)

for (const dialect of dialects) {
  test(`the list of trainings is read page by page, to the last and back (${dialect})`, async () => {
    const server = await testApp(dialect)
    const slugs = await seed(server, 60, 'many')
    const seen: (string | undefined)[] = []
    const sizes: number[] = []
    for (let path: string | undefined = '/?p=rotary&lang=es'; path !== undefined; ) {
      const text = await bodyOf(server, path)
      seen.push(...linksIn(text))
      sizes.push(linksIn(text).length)
      assert.equal(text.includes('Volver a las primeras capacitaciones'), sizes.length > 1)
      path = /<a class="button" href="([^"]*)" rel="next">Más capacitaciones/.exec(text)?.[1]?.replaceAll('&amp;', '&')
      assert.ok(path === undefined || /p=rotary&lang=es&after=/.test(path))
    }
    assert.deepEqual(sizes, [25, 25, 10])
    assert.deepEqual(new Set(seen), new Set(slugs))
    assert.equal(linksIn(await bodyOf(server, '/?after=cut-off')).length, 25, 'a broken address begins anew')
    await server.close()
  })

  test(`the builder finds trainings that it does not list, and keeps those that are chosen (${dialect})`, async () => {
    const server = await testApp(dialect)
    const [first] = await seed(server, 3, 'few')
    assert.ok(!(await bodyOf(server, '/embed')).includes('name="find"'), 'there is nothing more to find')
    const slugs = await seed(server, 80, 'many')
    const zebra = slugs.at(-1) as string
    const text = await bodyOf(server, '/embed?lang=en')
    assert.ok(text.includes('name="find"') && !text.includes(`value="${zebra}"`))
    const found = await bodyOf(server, '/embed?find=ZEBRA+2030')
    assert.match(found, /1 more training found/)
    assert.match(found, new RegExp(`value="${zebra}" id="[^"]*"[^>]*>`))
    const chosen = await bodyOf(server, `/embed?training=${first}&training=${zebra}&find=nothing`)
    assert.match(chosen, new RegExp(`value="${zebra}"[^>]* checked`))
    assert.match(chosen, new RegExp(`training=&quot;${first},${zebra}&quot;|training=&quot;${zebra},${first}&quot;`))
    assert.match(chosen, /0 more trainings found/)
    await server.close()
  })

  test(`pages with trainings read as many rows of five hundred as of a hundred (${dialect})`, async () => {
    const server = await testApp(dialect)
    const pages = organizerPages(server)
    await server.admin('POST', '/partners', { slug: 'rotary', name: 'Rotary' })
    const paths = ['/', '/?after=', '/embed', '/embed?find=zebra', '/embed?series=dates', '/embed/preview?series=dates']
    const read = async () => {
      const counts: Record<string, number> = {}
      for (const path of paths) counts[path] = await countRows(server.context, () => bodyOf(server, path))
      counts['partner'] = await countRows(server.context, () => pages.open('/partners/rotary'))
      return counts
    }
    await seed(server, 100, 'some')
    const before = await read()
    await seedTrainings(server.context.db, 'more', 400, (index) => ({
      series: 'dates',
      start: `${index % 2 === 0 ? 2021 : 2031}-05-0${1 + (index % 9)}T09:00`,
      end: `${index % 2 === 0 ? 2021 : 2031}-05-0${1 + (index % 9)}T15:00`,
    }))
    assert.deepEqual(await read(), before)
    await server.close()
  })
}
