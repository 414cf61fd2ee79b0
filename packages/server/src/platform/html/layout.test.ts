import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'

const helpline = { label: { en: 'Hotline' }, tel: '1-888-373-7888' }
const organizer = { name: 'Harbor Center', privacyUrl: 'https://harbor.example/privacy' }

onBothDatabases(
  'every page',
  (running) => {
    const get = async (path: string) => (await running().app.request(path)).text()
    const given = (training: Partial<TrainingDraft> = {}) => running().givenTraining(training)
    const partOf = (page: string, begin: string, end: string) => page.split(begin)[1]?.split(end)[0] ?? ''
    const topOf = (page: string) => partOf(page, '<header class="site">', '</header>')
    const footOf = (page: string) => partOf(page, '<footer class="foot"', '</footer>')

    test('of a training names its organizer on top, and at its foot where to get help', async () => {
      const { slug } = await given({ organizer, helplines: [helpline], contact: { email: 'rosa@example.org' } })
      for (const path of [`/t/${slug}`, `/t/${slug}/find`]) {
        const page = await get(path)
        assert.match(topOf(page), /Harbor Center/, path)
        for (const one of ['tel:911', 'tel:18883737888', 'mailto:rosa@example.org', organizer.privacyUrl])
          assert.ok(footOf(page).includes(`href="${one}"`), `${one} at ${path}`)
      }
      assert.ok(footOf(await get(`/t/${slug}`)).includes(`/t/${slug}/find`))
      assert.match(topOf(await get(`/t/${slug}`)), /All trainings.*hreflang="es" lang="es">Español/s)
    })
    test('gives each helpline a row of its own, with its numbers', async () => {
      const more = { label: { en: 'Text line' }, sms: '741741' }
      const { slug } = await given({ helplines: [helpline, more] })
      const rows = footOf(await get(`/t/${slug}`)).match(/(?<=<p>).*?(?=<\/p>)/gs) ?? []
      assert.deepEqual(
        rows.slice(0, 3).map((row) =>
          row
            .replace(/<[^>]+>/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        ),
        ['In danger now? Call 911', 'Hotline Call 1-888-373-7888', 'Text line Text 741741'],
      )
    })
    test('tells no other site that someone comes from it', async () => {
      const more = { organizer: { ...organizer, url: 'https://harbor.example' }, onlineUrl: 'https://meet.example/a' }
      const { slug } = await given(more)
      const page = await get(`/t/${slug}`)
      const links = page.match(/<a [^>]*href="https?:[^>]*>/g) ?? []
      const outgoing = links.filter((link) => !link.includes(`href="${running().context.config.publicUrl}`))
      assert.ok(outgoing.length >= 2, outgoing.join())
      for (const link of outgoing) assert.match(link, /rel="noopener noreferrer"/)
    })
    test('says who to call in danger, even one that is not there', async () => {
      assert.match(footOf(await get('/t/nowhere')), /href="tel:911"/)
    })
    test('has an icon for the tab and for a phone’s start screen', async () => {
      const page = await get('/')
      for (const [rel, type, start] of [
        ['icon" type="image/svg+xml', 'image/svg+xml; charset=utf-8', '<svg'],
        ['apple-touch-icon', 'image/png', '\u0089PNG'],
      ] as const) {
        const href = new RegExp(`rel="${rel.replace('+', '\\+')}" href="([^"]+)"`).exec(page)?.[1] ?? rel
        const icon = await running().app.request(href)
        assert.deepEqual([icon.status, icon.headers.get('content-type')], [200, type])
        assert.equal(Buffer.from(await icon.arrayBuffer()).toString('latin1', 0, start.length), start)
      }
    })
  },
  mailing,
)

onBothDatabases('the list of trainings', (running) => {
  test('stands by month, a canceled training in sight, and is named after the one organizer of all', async () => {
    const at = (month: string) => ({ start: `2027-${month}-06T09:00`, end: `2027-${month}-06T15:00` })
    for (const [title, more] of [
      ['Later', at('05')],
      ['Sooner', at('04')],
      ['Off', { ...at('04'), status: 'cancelled' }],
    ] as const)
      await running().givenTraining({ organizer, title: { en: title }, ...more })
    const list = async () => (await running().app.request('/')).text()
    const order = [
      'Harbor Center',
      'April 2027',
      '<b>Sooner</b>',
      '<b>Off</b>',
      'has been canceled',
      'May 2027',
      'Later',
    ]
    const page = await list()
    const places = order.map((one) => page.indexOf(one))
    assert.ok(!places.includes(-1), String(places))
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    )
    await running().givenTraining({ organizer: { name: 'Someone else' } })
    assert.ok(!(await list()).includes('Harbor Center'))
  })
})
