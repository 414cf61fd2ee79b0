import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type DemoDay, startDemoDay } from '../kit/demo-day.ts'
import { engines, missing } from '../kit/engine.ts'
import type { Page } from '../kit/page.ts'
import { until } from '../kit/until.ts'

const scales = ['useful', 'signs', 'call', 'safe', 'clear', 'before', 'now']

describe('an evaluation', { concurrency: false }, () => {
  let demo: DemoDay
  before(async () => {
    demo = await startDemoDay()
  })
  after(() => demo?.stop())

  /** Answers every question, and leads to the page that thanks. */
  async function answer(page: Page) {
    const press = async (selector: string) =>
      page.click(await until(selector, () => page.find((one: string) => document.querySelector(one), selector)))
    for (const name of scales) await press(`input[name="${name}"][value="4"]`)
    await press('input[name="bias"][value="no"]')
    const change = await page.find(() => document.querySelector('textarea[name="change"]'))
    await page.fill(change, 'Llamaré primero a la línea de ayuda')
    const chosen = await page.read(() => document.querySelectorAll('input:checked').length)
    assert.equal(chosen, scales.length + 1)
    await press('form.asks > button.wide')
    const readTitle = () => page.read(() => document.querySelector('h1')?.textContent ?? '')
    await until('thanks', async () => (await readTitle()) === 'Gracias')
  }

  for (const [at, engine] of engines.entries())
    test(`is answered in ${engine.name}, once, and shows five steps in one line`, {
      skip: missing(engine),
    }, async () => {
      const browser = await engine.start()
      try {
        const page = await browser.open()
        await page.resize(375, 812)
        const address = `${demo.api}${demo.unanswered[at]}/evaluation?lang=es`
        await page.open(address)
        const tops = await page.read(() =>
          [...document.querySelectorAll('.scale label')].slice(0, 5).map((one) => one.getBoundingClientRect().top),
        )
        assert.equal(tops.length, 5)
        assert.equal(new Set(tops).size, 1)
        await answer(page)
        await page.open(address)
        await until('the note', () => page.read(() => document.querySelector('h1')?.textContent === 'Ya respondió'))
        await page.close()
      } finally {
        await browser.close()
      }
    })
})
