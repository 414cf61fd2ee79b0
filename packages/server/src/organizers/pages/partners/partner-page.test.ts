import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { picture, svg } from '../../../testing/pages/pictures.ts'
import { controlsIn, formsIn } from '../../../testing/pages/sent-controls.ts'
import { browserWith } from '../../../testing/pages/signed-in.ts'
import { adminToken, newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { addAccount } from '../../accounts/accounts.ts'

const signedIn = { authorization: `Bearer ${adminToken}` }

onBothDatabases('the page of a partner', (given) => {
  const open = (path: string) => organizerPages(given()).open(path)
  const partner = async () => {
    const slug = newSlug()
    await given().admin('POST', '/partners', { slug, name: 'Rotary', accent: '#0b57d0' })
    return slug
  }
  const stored = async (slug: string) => (await given().admin('GET', `/partners/${slug}`)).body
  const save = async (slug: string, more: Record<string, string | File>, lang = 'en') => {
    const body = new FormData()
    const form = formsIn(await open(`/partners/${slug}`)).find((one) => one.includes('#about')) ?? ''
    for (const [name, value] of controlsIn(form)) body.append(name, value)
    for (const [name, value] of Object.entries(more)) body.set(name, value)
    return given().app.request(`/admin/partners/${slug}?lang=${lang}`, { method: 'POST', headers: signedIn, body })
  }
  const file = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'logo.png', { type: 'image/png' })

  test('takes a logo as the API does, says why it can’t, and keeps what was typed', async () => {
    const slug = await partner()
    const refused = await save(slug, { name: 'Rotary North', 'logo.file': file(svg) })
    const text = await refused.text()
    assert.equal(refused.status, 422)
    assert.match(text, /The logo can’t be used: it’s an SVG.+ Use a PNG, JPEG, or WebP of at most 1 MB\./)
    assert.match(text, /value="Rotary North"/)
    const inSpanish = await (await save(slug, { 'logo.file': file(svg) }, 'es')).text()
    assert.match(inSpanish, /El logotipo no se puede usar/)
    assert.equal((await stored(slug)).name, 'Rotary')
    assert.equal((await save(slug, { name: 'Rotary North', 'logo.file': file(picture()) })).status, 303)
    const { name, logo } = await stored(slug)
    assert.equal(name, 'Rotary North')
    assert.match(logo, /^[0-9a-f]{32}$/)
    assert.match(await open(`/partners/${slug}`), new RegExp(`<img class="logo" src="[^"]*/logos/${logo}.png"`))
    // A save that is not about the logo leaves it.
    await save(slug, { name: 'Rotary' })
    assert.equal((await stored(slug)).logo, logo)
    await save(slug, { 'logo.remove': 'on' })
    assert.equal((await stored(slug)).logo, undefined)
  })

  test('says in words why the page of a partner could not be read', async () => {
    const slug = await partner()
    const { context } = given()
    const said = async (code: string, value: string, lang = 'en') => {
      const inspection = JSON.stringify({ state: 'failing', release: null, findings: [{ code, value }] })
      const row = { id: context.newId(), partner: slug, url: 'https://club.example', created_at: '', inspection }
      await context.db.transaction(async (tx) => {
        await tx.deleteFrom('partner_page').execute()
        await tx
          .insertInto('partner_page')
          .values({ ...row, checked_at: context.now().toISOString() })
          .execute()
      })
      const text = await open(`/partners/${slug}?lang=${lang}`)
      return /<div class="partner-page">.*?<ul><li>(.*?)<\/li>/s.exec(text)?.[1]
    }
    assert.equal(await said('unreachable', 'ENOTFOUND'), 'There is no website at this address. Check its spelling.')
    assert.equal(
      await said('unreachable', 'ECONNRESET'),
      'The page can’t be reached. Check its address, and try again later.',
    )
    assert.equal(
      await said('unreachable', 'timeout', 'es'),
      'La página tardó demasiado en responder. Revísela más tarde.',
    )
    assert.match((await said('answered', 'too-many-redirects')) ?? '', /^The address leads on to another one again/)
    assert.equal(await said('answered', '503'), 'The page’s server answered 503 instead of the page.')
    assert.equal(await said('unknown-training', '404'), 'No training that visitors can see has the name “404”.')
  })

  test('says in words for people that a short name is taken', async () => {
    const slug = await partner()
    const add = async (lang: string) => {
      const body = new FormData()
      for (const [name, value] of controlsIn(
        formsIn(await open('/partners/new')).find((one) => one.includes('slug')) ?? '',
      ))
        body.append(name, value)
      body.set('name', 'Rotary')
      body.set('slug', slug)
      const path = `/admin/partners/new?lang=${lang}`
      const response = await given().app.request(path, { method: 'POST', headers: signedIn, body })
      return response.text()
    }
    const english = await add('en')
    assert.match(english, /Another partner has this short name. Choose a different one/)
    assert.doesNotMatch(english, /This slug/)
    assert.match(await add('es'), /Otra organización aliada tiene este nombre corto/)
  })

  test('of a partner’s own account has numbers and what to share, and nothing else', async () => {
    const slug = await partner()
    const { slug: training } = await given().givenTraining({ title: { en: 'Signs at work' } })
    const other = await partner()
    const registered = someone()
    await given().signUp(training, { people: [registered], partner: slug })
    const account = { name: 'Kit', lang: 'en', role: 'partner', trainings: 'all', agency: null, partner: slug } as const
    const { email } = await addAccount(given().context, { ...account, email: someone().email })
    const viewer = await browserWith(given(), email)
    const page = await (await viewer.open('/numbers')).text()
    assert.match(page, /<h2>Bring people to the trainings<\/h2>/)
    assert.match(page, new RegExp(`id="link-${training}" href="https://signup.example/t/${training}\\?p=${slug}"`))
    assert.match(page, new RegExp(`id="snippet-${training}"[^>]*>[^]*?${slug}`))
    assert.match(page, new RegExp(`href="[^"]*p=${slug}[^"]*" download="${training}-qr.png"`))
    assert.match(await (await viewer.open('/numbers?lang=es')).text(), /Lleve gente a las capacitaciones/)
    assert.doesNotMatch(page, new RegExp(`${other}|${registered.familyName}|report-link|/delete`))
    for (const path of [`/partners/${slug}`, '/partners']) assert.equal((await viewer.open(path)).status, 403, path)
  })

  test('refuses a file that is larger than a logo before it is read', async () => {
    const slug = await partner()
    assert.equal((await save(slug, { 'logo.file': file(new Uint8Array(3 * 1024 * 1024)) })).status, 413)
  })

  test('gives a snippet that works where it is pasted, the link, and QR codes to save', async () => {
    const [slug, { slug: training }] = [await partner(), await given().givenTraining()]
    const page = await open(`/partners/${slug}`)
    const snippet = (new RegExp(`id="snippet-${training}"[^>]*>([^]*?)</pre>`).exec(page)?.[1] ?? '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
    assert.match(
      snippet,
      /<script type="module" src="[^"]+\/embed\/v1\/training-signup.js" crossorigin="anonymous"><\/script>/,
    )
    assert.match(snippet, new RegExp(`<training-signup api="[^"]+" training="${training}" partner="${slug}">`))
    assert.match(snippet, /<\/training-signup>$/)
    assert.match(snippet, /#0b57d0/)
    for (const ending of ['svg', 'png']) {
      const [, path = ''] = new RegExp(`href="([^"]+)" download="${training}-qr.${ending}"`).exec(page) ?? []
      const response = await given().app.request(path)
      assert.deepEqual([response.status, path.includes(`p=${slug}`)], [200, true])
    }
    assert.match(page, new RegExp(`data-copy="snippet-${training}"`))
  })
})
