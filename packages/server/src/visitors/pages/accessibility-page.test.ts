import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { say } from '../../words/index.ts'

onBothDatabases('the page about accessibility', (given) => {
  const { get, linkOf, signedUp } = createVisitor(given)
  const mainOf = ({ text }: { text: string }) => /<main>.*<\/main>/s.exec(text)?.[0] ?? ''
  const contact = { name: 'Pat Lee', email: 'pat@example.org', phone: '816-555-0100' }

  test('says what is tested, in both languages, and where to look for the organizer it doesn’t know', async () => {
    for (const lang of ['en', 'es'] as const) {
      const page = await get(`/accessibility?lang=${lang}`)
      assert.equal(page.status, 200)
      for (const key of ['rules', 'size', 'keyboard', 'script', 'barrier', 'needs.text', 'contact'] as const)
        assert.ok(mainOf(page).includes(say(lang, `page.accessibility.${key}`)), key)
    }
    assert.match((await get('/accessibility?lang=en&p=rotary')).text, /href="\/accessibility\?p=rotary&amp;lang=es"/)
  })

  test('is at the foot of every page, and names the organizer of the training there', async () => {
    const { slug } = await given().givenTraining({ contact })
    const [ada] = await signedUp(slug, [someone()])
    for (const path of [
      `/t/${slug}?p=rotary&lang=es`,
      `${await linkOf(ada!.id)}?lang=es`,
      `/t/${slug}/share?lang=es`,
    ]) {
      const [, foot = ''] = (await get(path)).text.split('<footer class="foot"')
      const link = /href="([^"]*)">Accesibilidad</.exec(foot)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const page = await get(link)
      assert.ok(link.includes(path.includes('rotary') ? 'p=rotary' : '?lang=es'), link)
      assert.match(page.text, /<html lang="es">/)
      for (const one of ['Pat Lee', 'href="mailto:pat@example.org"', 'href="tel:8165550100"'])
        assert.ok(mainOf(page).includes(one), `${one} from ${path}`)
      assert.ok(!mainOf(page).includes(say('es', 'page.accessibility.contact')))
    }
    assert.match((await get('/t/nowhere?lang=en')).text, /href="\/accessibility\?lang=en">Accessibility</)
  })

  test('names the organizer of the settings, and nothing of a draft', async () => {
    const { slug } = await given().givenTraining({ contact, status: 'draft' })
    const said = async (query: string) => mainOf(await get(`/accessibility?lang=en${query}`))
    assert.equal(await said(`&training=${slug}`), await said('&training=nowhere'))
    const settings = { contact: { email: 'desk@example.org' }, timeZone: 'America/Chicago' }
    assert.equal((await given().admin('PUT', '/organizer', settings, { 'If-Match': '*' })).status, 200)
    for (const query of ['', `&training=${slug}`, '&training=nowhere', '&training=%00'])
      assert.ok((await said(query)).includes('mailto:desk@example.org'), query)
  })
})
