import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { fillLongRoster } from '../kit/long-roster.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const slug = 'first-responders'

describe('the list of 150 people with long names', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
    await fillLongRoster(signup, slug)
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  async function open(path: string, options: BrowserContextOptions = {}) {
    const extraHTTPHeaders = { Authorization: `Bearer ${signup.token}` }
    const context = await browser.newContext({ extraHTTPHeaders, ...options })
    const page = await context.newPage()
    await page.goto(`${signup.api}/admin${path}`)
    return page
  }

  for (const { width, height, mostTop, leastNames, lang } of [
    { width: 1280, height: 900, mostTop: 330, leastNames: 12, lang: 'en' },
    { width: 1280, height: 900, mostTop: 330, leastNames: 12, lang: 'es' },
    { width: 1920, height: 1080, mostTop: 330, leastNames: 16, lang: 'en' },
    { width: 375, height: 812, mostTop: 420, leastNames: 2, lang: 'en' },
  ])
    test(`begins high up, and has many on a screen: ${width} pixels, ${lang}`, async () => {
      const page = await open(`/trainings/${slug}?lang=${lang}`, { viewport: { width, height } })
      const found = await page.evaluate(() => {
        const boxes = (one: string) => [...document.querySelectorAll(one)].map((each) => each.getBoundingClientRect())
        const names = boxes('.roster .name a')
        return {
          all: names.length,
          top: names[0]?.top ?? Infinity,
          seen: names.filter(({ bottom }) => bottom <= innerHeight).length,
          rows: [...new Set(boxes('.roster tbody tr').map((row) => Math.round(row.height)))],
          table: boxes('.roster')[0]?.width ?? 0,
          over: document.documentElement.scrollWidth - innerWidth,
        }
      })
      assert.equal(found.all, 150)
      assert.ok(found.top <= mostTop, `the first name is ${found.top} px down`)
      assert.ok(found.seen >= leastNames, `${found.seen} names`)
      assert.equal(found.over, 0)
      if (width < 1000) return
      assert.deepEqual(found.rows, [44])
      assert.ok(found.table > width - 40, `the list is ${found.table} px wide`)
    })
})
