import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { missingWordPress, signIn, startWordPress, type WordPress } from '../kit/wordpress.ts'

const training = 'first-responders'
const skip = missing(engines[0]!) || missingWordPress()
if (skip) console.log(`The plugin is tested without WordPress: ${skip}`)

describe('a real WordPress', { concurrency: false, skip }, () => {
  let signup: Signup
  let wordpress: WordPress
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    await callOffTraining(signup)
    const zip = await fetch(`${signup.api}/embed/training-signup.zip`)
    wordpress = await startWordPress(await zip.bytes())
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await wordpress?.stop()
    await signup?.stop()
  })

  /** Publishes a page: around posts the theme shows more, which moves when its font has come. */
  const publish = (content: string, user = 'admin'): { url: string; content: string } =>
    wordpress.run('post', { type: user === 'admin' ? 'page' : 'post', user, content })
  const open = async (url: string, more = {}) => {
    const page = await (await browser.newContext({ locale: 'en-US', ...more })).newPage()
    await page.goto(url)
    return page
  }
  const form = (page: Page) => page.locator('[data-training-signup]').first()
  const firstName = (page: Page) => form(page).locator('[name="q-givenName"]')

  test('has the plugin from the server’s page, which no stranger’s plugin can replace', () => {
    const { UpdateURI, RequiresWP } = wordpress.run('plugin')
    assert.deepEqual([UpdateURI, RequiresWP], ['false', '6.5'])
  })

  test('shows an author’s paste without a trace of what it filters, and the form', async () => {
    const builder = await (await fetch(`${signup.api}/embed?training=${training}&accent=%237a1f2b&theme=light`)).text()
    const [, pasted = ''] = /<pre id="wordpress-1"><code>([^]*?)<\/code>/.exec(builder) ?? []
    const snippet = pasted.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '')
    const { url, content } = publish(`<!-- wp:html -->\n${snippet}\n<!-- /wp:html -->`, 'author')
    assert.doesNotMatch(content, /<script|<style/)
    assert.match(content, /style="min-height: ?min\(100vh, ?51\.25rem\); ?--training-signup-accent: ?#7a1f2b/)
    const page = await open(url, { javaScriptEnabled: false })
    const shown = await page.locator('.entry-content').innerText()
    assert.equal(shown.trim(), 'Register for the free training')
    await page.context().close()
    // The plugin loads the script that an author may not paste.
    const scripted = await open(url)
    await firstName(scripted).waitFor()
    await scripted.context().close()
  })

  test('keeps the form’s space free, draws no frame around it, and registers people for its partner', async () => {
    wordpress.run('option', { name: 'training_signup_partner', value: 'we-the-people' })
    const { url } = publish(`[training_signup training="${training}"]<p>Below the form</p>`)
    const page = await open('about:blank', { viewport: { width: 375, height: 800 } })
    await page.addInitScript(() => {
      const seen = { shift: 0 }
      Object.assign(window, { seen })
      new PerformanceObserver((list) => {
        for (const one of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += one.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(url)
    await firstName(page).waitFor()
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    assert.equal(await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift), 0)

    const field = (id: string) => form(page).locator(`[name="q-${id}"]`).first()
    for (const id of ['givenName', 'familyName', 'agency']) await field(id).fill('Reyes')
    // The theme frames whatever has the focus, and for it that is the whole form.
    assert.equal(await page.evaluate(outlineOfFocused), 'DIV none')
    await field('email').fill('wordpress-real@kcpd.example')
    await form(page).locator('[name="q-role"][value="police"]').check()
    await form(page).locator('[type="submit"]').click()
    await form(page)
      .getByText(/[A-Z2-9]{4}-[A-Z2-9]{4}/)
      .first()
      .waitFor()
    const { registrations } = await (
      await signup.admin(`registrations?training=${training}&q=wordpress-real@kcpd.example`)
    ).json()
    assert.deepEqual(
      registrations.map(({ partner }: { partner: string }) => partner),
      ['we-the-people'],
    )
    await page.context().close()
  })

  test('checks names against the server’s list where they are typed, and tells editors what is wrong', async () => {
    const { url } = publish('[training_signup training="First Responder"]')
    const page = await open(url)
    assert.doesNotMatch(await page.locator('body').innerText(), /has no training/)
    await signIn(page, wordpress, url)
    await page.getByText('The organizer has no training or series “first-responder”. It has: ').waitFor()
    await page.goto(`${wordpress.address}/wp-admin/plugins.php`)
    await page.locator('tr', { hasText: 'Training Sign-up' }).getByRole('link', { name: 'Settings' }).click()
    assert.equal(await page.getByLabel('Server address').inputValue(), signup.api)
    assert.ok((await page.getByLabel('Training', { exact: true }).locator('option').allInnerTexts())[1]?.includes('·'))
    await page.getByLabel('Partner name').fill('Rotary/North')
    await page.locator('#submit').click()
    await page.getByText('only letters from a to z').waitFor()
    assert.equal(await page.getByLabel('Partner name').inputValue(), 'we-the-people')
    await page.context().close()
  })

  test('offers the server’s trainings in the editor, and shows the form as visitors see it', async () => {
    const page = await open('about:blank')
    await signIn(page, wordpress, `${wordpress.address}/wp-admin/post-new.php`)
    await page.waitForFunction(
      () => 'wp' in window && document.querySelector('.editor-visual-editor, .edit-post-visual-editor'),
    )
    await page.evaluate(() => {
      const { wp } = window as unknown as { wp: Editor }
      const block = wp.blocks.createBlock('training-signup/training-signup')
      wp.data.dispatch('core/block-editor').insertBlock(block)
      wp.data.dispatch('core/block-editor').selectBlock(block.clientId)
    })
    const canvas = page.frameLocator('iframe[name="editor-canvas"]')
    await canvas.getByText('Choose a training in the block’s settings').waitFor()
    await page.getByRole('checkbox', { name: /first responders/i }).check()
    assert.equal(await page.getByRole('checkbox', { name: 'Called off' }).count(), 0)
    await canvas.frameLocator('iframe[title="Preview of the form"]').getByLabel('First name').waitFor()
    await page.getByLabel('What the form shows about the training').selectOption('none')
    const preview = canvas.frameLocator('iframe[title="Preview of the form"]')
    await preview.locator('training-signup[details="none"]').getByLabel('First name').waitFor()
    const saved = await page.evaluate(() =>
      (window as unknown as { wp: Editor }).wp.data.select('core/editor').getEditedPostContent(),
    )
    assert.match(
      saved,
      /<!-- wp:training-signup\/training-signup \{"training":"first-responders","details":"none"\} \/-->/,
    )
    const { url } = publish(saved)
    await page.goto(url)
    await firstName(page).waitFor()
    assert.equal(await form(page).getAttribute('data-details'), 'none')
    await page.context().close()
  })

  test('speaks Spanish of every country where the site does', async () => {
    const { url } = publish('[training_signup training="citizens"]')
    wordpress.run('option', { name: 'WPLANG', value: 'es_PE' })
    const page = await open(url, { javaScriptEnabled: false, locale: 'es-PE' })
    await page.getByRole('link', { name: 'Inscríbase en la capacitación gratuita' }).waitFor()
    await signIn(page, wordpress, `${wordpress.address}/wp-admin/options-general.php?page=training_signup`)
    await page.getByLabel('Dirección del servidor').waitFor()
    wordpress.run('option', { name: 'WPLANG', value: '' })
    await page.context().close()
  })
})

/** Lists one more training, which takes place no more. */
async function callOffTraining({ admin, api }: Signup) {
  const day = { start: '2099-03-06T08:00', end: '2099-03-06T16:00', timeZone: 'America/Chicago' }
  const one = { slug: 'called-off', title: { en: 'Called off' }, status: 'published', venue: { name: 'Hall' }, ...day }
  await admin('trainings', 'POST', one)
  await admin('trainings/called-off', 'PATCH', { status: 'cancelled' })
  const { trainings } = await (await fetch(`${api}/api/v1/trainings`)).json()
  assert.deepEqual(
    trainings.filter(({ slug }: { slug: string }) => slug === one.slug).map(({ state }: { state: string }) => state),
    ['cancelled'],
  )
}

const outlineOfFocused = () =>
  document.activeElement &&
  `${document.activeElement.nodeName} ${getComputedStyle(document.activeElement).outlineStyle}`

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

interface Editor {
  blocks: { createBlock: (name: string) => { clientId: string } }
  data: {
    dispatch: (store: string) => { insertBlock: (block: object) => void; selectBlock: (id: string) => void }
    select: (store: string) => { getEditedPostContent: () => string }
  }
}
