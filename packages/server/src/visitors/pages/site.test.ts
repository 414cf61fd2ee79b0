import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases('a page that shows no training', (given) => {
  const { get } = createVisitor(given)
  const dead = `/r/${'A'.repeat(66)}`
  const brandOf = (page: string) => /<p class="brand">.*?<\/svg>([^<]*)<\/p>/s.exec(page)?.[1]
  const footOf = (page: string) => /<footer class="foot".*<\/footer>/s.exec(page)?.[0] ?? ''

  test('has the organizer of the settings on top and their helplines at its foot, in both languages', async () => {
    assert.equal(brandOf((await get(`${dead}?lang=en`)).text), 'Free trainings')
    const organizer = {
      organizer: { name: 'Jackson County Training Office' },
      contact: { email: 'trainings@example.org' },
      helplines: [{ label: { en: 'Hotline', es: 'Línea de ayuda' }, tel: '1-888-373-7888' }],
      timeZone: 'America/Chicago',
    }
    assert.equal((await given().admin('PUT', '/organizer', organizer, { 'If-Match': '*' })).status, 200)
    for (const [path, status] of [
      [dead, 404],
      ['/t/nothing', 404],
      ['/embed', 200],
    ] as const)
      for (const [query, label] of [
        ['?lang=en&ui=en', 'Hotline'],
        ['?lang=es&ui=es', 'Línea de ayuda'],
      ] as const) {
        const page = await get(path + query)
        assert.equal(page.status, status)
        assert.equal(brandOf(page.text), 'Jackson County Training Office', path)
        for (const said of ['tel:911', label, 'tel:18883737888', 'mailto:trainings@example.org'])
          assert.ok(footOf(page.text).includes(said), `${path}: ${said}`)
      }
  })

  test('has the organizer of the training that was withdrawn', async () => {
    const organizer = { name: 'Clay County Training Office' }
    const { slug } = await given().givenTraining({ status: 'withdrawn', organizer })
    const page = await get(`/t/${slug}?lang=en`)
    assert.deepEqual([page.status, brandOf(page.text)], [410, 'Clay County Training Office'])
    assert.ok(footOf(page.text).includes('tel:911'))
  })
})
