import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { assertUnharmed, assertWhole, type InChromium, testPage } from './chromium.ts'
import { training } from './survival.ts'

/** Visitors' screens and settings. */
const views: Record<string, BrowserContextOptions> = {
  'on a phone of 320 pixels': { viewport: { width: 320, height: 568 } },
  'at four times the size': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  'in forced colors': { forcedColors: 'active' },
  'in forced colors on a dark ground': { forcedColors: 'active', colorScheme: 'dark' },
  'with more contrast': { contrast: 'more' },
}

async function open(page: Page, { site }: InChromium) {
  await page.goto(site.show({}))
  await page.getByLabel('First name').waitFor()
}

export function testViews(shared: InChromium) {
  for (const [name, options] of Object.entries(views))
    testPage(
      shared,
      `a visitor who looks at it ${name}`,
      async (page) => {
        await open(page, shared)
        await assertWhole(page)
        await page.getByRole('button', { name: 'Bringing a group?' }).click()
        await page.getByLabel('Your email address').waitFor()
        await assertWhole(page)
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          'it can be moved sideways',
        )
      },
      options,
    )

  testMotion(shared)
  testKeyboard(shared)

  testPage(shared, 'a visitor who has it on paper', async (page) => {
    await open(page, shared)
    await page.emulateMedia({ media: 'print' })
    await assertWhole(page)
  })

  testPage(shared, 'a visitor who sets more space between lines, words and letters', async (page) => {
    await open(page, shared)
    await page.locator('training-signup').evaluate((element) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-block-end: 2em !important }`)
      element.shadowRoot?.adoptedStyleSheets.push(sheet)
    })
    await assertWhole(page)
  })
}

function testMotion(shared: InChromium) {
  for (const reducedMotion of ['reduce', 'no-preference'] as const)
    testPage(
      shared,
      `a visitor whose wish about motion is “${reducedMotion}” waits for it`,
      async (page) => {
        await page.route('**/api/v1/**', () => {})
        await page.goto(shared.site.show({}))
        const skeleton = page.locator('training-signup [part~=skeleton]')
        await skeleton.waitFor()
        const moving = await skeleton.evaluate((element) => element.getAnimations({ subtree: true }).length)
        assert.equal(moving, 0)
        await assertUnharmed(page)
      },
      { reducedMotion },
    )
}

function testKeyboard(shared: InChromium) {
  testPage(shared, 'a visitor who leaves from the keyboard', async (page) => {
    const weather = shared.site.show({ pasted: '<p>Sunny</p>' })
    const pasted = `${shared.site.scriptTag}${shared.site.element(`training="${training}" exit-url="${weather}"`)}`
    await page.goto(shared.site.show({ pasted }))
    await page.getByLabel('First name').fill('Ada')
    const entries = await page.evaluate(() => history.length)
    const exit = page.getByRole('link', { name: 'Leave this page' })
    for (let presses = 0; presses < 10 && !(await exit.evaluate((link) => link.matches(':focus'))); presses++)
      await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(weather)
    assert.equal(await page.evaluate(() => history.length), entries)
  })
}
