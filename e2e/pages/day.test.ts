import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { type DemoDay, startDemoDay } from '../kit/demo-day.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { findCrowded, findCut } from '../kit/seen.ts'

const longestWord = 18

describe('the pages of a training that was held', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let demo: DemoDay
  let browser: Browser
  let page: Page
  before(async () => {
    demo = await startDemoDay()
    browser = await launchChromium()
    page = await demo.signIn(await browser.newContext({ locale: 'en-US' }))
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  /** Opens each page, and returns what is wrong with some. */
  const faultsIn = async (paths: readonly string[], lang: string, look: () => Promise<string[]>) => {
    const found: Record<string, string[]> = {}
    for (const path of paths) {
      await page.goto(`${demo.api}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      const faults = await look()
      if (faults.length > 0) found[`${path}, ${lang}`] = faults
    }
    return found
  }
  const all = () => [...demo.organizers.map((path) => `/admin${path}`), ...demo.visitors]
  /** Texts that are clipped on purpose lie over others: the door’s title, a cell on a desk, and what is only heard. */
  const sized = async (isNarrow: boolean) => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    const isWhole = /^\/admin(?!\/door\/)/.test(new URL(page.url()).pathname)
    const crowded = isNarrow && isWhole ? await page.evaluate(findCrowded, longestWord) : []
    const seen = [...(await page.evaluate(findCut)), ...crowded]
    return over > 0 ? [`${over} px too wide`, ...seen] : seen
  }

  test('have nothing that axe finds fault with, in the light, in the dark, and with few colors', async () => {
    await page.setViewportSize({ width: 320, height: 800 })
    const found = await faultsIn(all(), 'en', async () => {
      const faults = await faultsOf(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      faults.push(...(await faultsOf(page, { changed: 'colors' })))
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
      faults.push(...(await faultsOf(page, { changed: 'colors' })))
      await page.emulateMedia({ forcedColors: 'none' })
      return faults
    })
    assert.deepEqual(found, {})
  })

  for (const width of [320, 375, 1280])
    test(`fit ${width} pixels, and cut nothing off, in both languages`, async () => {
      await page.setViewportSize({ width, height: 800 })
      for (const lang of ['en', 'es']) assert.deepEqual(await faultsIn(all(), lang, () => sized(width < 1280)), {})
    })

  test('have the five steps of a scale in one line on a desk', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${demo.api}${demo.visitors.find((path) => path.endsWith('/evaluation'))}`)
    const tops = await page
      .locator('.scale label')
      .evaluateAll((labels) => labels.slice(0, 5).map((one) => Math.round(one.getBoundingClientRect().top)))
    assert.equal(new Set(tops).size, 1)
  })
})
