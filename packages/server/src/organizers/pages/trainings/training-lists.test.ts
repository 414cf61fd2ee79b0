import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { seedTrainings } from '../../../testing/servers/server.ts'
import { dialects, type Json, someone, type TestApp, testApp } from '../../../testing/servers/test-app.ts'
import { countRows } from '../../../testing/traces/statements.ts'

/** By turns one to come, one that is over, and a draft. */
const seed = ({ context }: TestApp, count: number, name: string) =>
  seedTrainings(context.db, name, count, (index) => {
    const day = `${index % 3 === 1 ? 2020 : 2030}-0${1 + (index % 9)}-${10 + (index % 18)}`
    return {
      title: { en: index === count - 1 ? `Zebra care` : `Training ${index}` },
      start: `${day}T09:00`,
      end: `${day}T15:00`,
      status: index % 3 === 2 ? 'draft' : 'published',
      seats: { capacity: 10, waitlist: true },
    }
  })

const next = (text: string) =>
  /<a class="button" href="\/admin([^"]*)">Next page/.exec(text)?.[1]?.replaceAll('&amp;', '&')

for (const dialect of dialects) {
  test(`organizers’ lists have every training once, page by page (${dialect})`, async () => {
    const server = await testApp(dialect)
    const { open } = organizerPages(server)
    const slugs = await seed(server, 180, 'many')
    for (const [start, rest] of [
      ['/', 0],
      ['/?show=past', 1],
      ['/?show=drafts', 2],
    ] as const) {
      const seen: string[] = []
      let pages = 0
      for (
        let path: string | undefined = start.replace('/?', '?').replace(/^\/$/, '');
        path !== undefined;
        pages += 1
      ) {
        const text = await open(path)
        seen.push(
          ...[...text.matchAll(/class="line" href="\/admin\/trainings\/([^"]*)"/g)].map(([, slug]) => slug as string),
        )
        path = next(text)
      }
      const expected = slugs.filter((_, index) => index % 3 === rest)
      assert.deepEqual(seen.toSorted(), expected.toSorted(), start)
      assert.equal(pages, 3)
    }
    const listed: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await server.admin('GET', `/trainings?limit=50${cursor}`)
      listed.push(...body.trainings.map(({ training }: Json) => training.slug))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    assert.deepEqual(listed.toSorted(), slugs.toSorted())
    assert.equal((await server.admin('GET', '/trainings?cursor=many-1')).status, 422)
    await server.close()
  })

  test(`forms offer the trainings that are near, and find the others without a script (${dialect})`, async () => {
    const server = await testApp(dialect)
    const { open, post } = organizerPages(server)
    const slugs = await seed(server, 180, 'many')
    const [coming, zebra] = [slugs[0] as string, slugs.at(-1) as string]
    const fields = { role: 'organizer', reach: 'some', email: 'dana@example.org', name: 'Dana Ortiz', lang: 'es' }
    for (const path of ['/accounts/new', '/keys']) {
      const text = await open(path)
      assert.ok(text.includes('name="find"') && !text.includes(`value="${zebra}"`), path)
      const found = await post(path, { ...fields, days: '30', training: [coming], do: 'find', find: 'zebra' })
      assert.equal(found.status, 200, 'nothing is saved, and nothing is wrong')
      assert.match(found.text, new RegExp(`value="${zebra}">`))
      assert.match(found.text, new RegExp(`value="${coming}" checked>`))
      assert.match(found.text, /name="name" value="Dana Ortiz"/)
    }
    assert.deepEqual((await server.admin('GET', '/accounts')).body.accounts, [])
    const made = await post('/accounts/new', { ...fields, training: [zebra] })
    assert.equal(made.status, 303)
    const [account] = (await server.admin('GET', '/accounts')).body.accounts
    assert.deepEqual(account.trainings, [zebra])
    assert.match(await open(`/accounts/${account.id}`), new RegExp(`value="${zebra}" checked>`))

    assert.match(await open(`/numbers?find=zebra`), /find/)
    assert.equal((await server.signUp(coming, { people: [someone()] })).status, 201)
    const [{ id }] = (await server.admin('GET', `/registrations?training=${coming}`)).body.registrations
    const far = slugs
      .filter((_, index) => index % 3 === 0)
      .toSorted()
      .at(-1) as string
    assert.match(await open(`/registrations/${id}/move?find=${far}`), new RegExp(`value="${far}"`))
    assert.equal((await post(`/registrations/${id}/move`, { training: far })).status, 303)
    await server.close()
  })

  test(`organizers’ pages read as many rows of many trainings as of some (${dialect})`, async () => {
    const server = await testApp(dialect)
    const { open } = organizerPages(server)
    const [first] = await seed(server, 180, 'some')
    assert.equal((await server.signUp(first as string, { people: [someone()] })).status, 201)
    const [{ id }] = (await server.admin('GET', `/registrations?training=${first}`)).body.registrations
    const paths = [
      '',
      '?show=past',
      '?show=drafts',
      '/door',
      `/numbers?training=${first}`,
      '/accounts/new',
      '/keys',
      '/webhooks',
      '/messages',
      `/messages/new?training=${first}`,
      '/emails',
      '/trainings/new',
      `/trainings/${first}`,
      `/trainings/${first}/export`,
      `/trainings/${first}/report`,
      `/trainings/${first}/accommodations`,
      `/registrations/${id}/move`,
    ]
    const read = async () => {
      const counts: Record<string, number> = {}
      for (const path of paths) counts[path] = await countRows(server.context, () => open(path))
      for (const path of ['/trainings?limit=5', '/today', `/trainings/${first}/numbers`])
        counts[path] = await countRows(server.context, () => server.admin('GET', path))
      return counts
    }
    const before = await read()
    await seed(server, 360, 'more')
    assert.deepEqual(await read(), before)
    await server.close()
  })
}
