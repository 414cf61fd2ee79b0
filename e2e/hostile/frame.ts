import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from '../kit/page.ts'
import { until } from '../kit/until.ts'
import { harm, type Shared, training } from './survival.ts'

/** The form is higher than this, in every engine. */
const leastPx = 500
const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

/** The snippet that the builder makes for a page that can only show a frame. */
async function readFrame(api: string, site: string) {
  const query = new URLSearchParams({ training, partner: 'we-the-people', site })
  const builder = await (await fetch(`${api}/embed?${query}`)).text()
  const [, html = ''] = /<pre id="iframe-0"[^>]*><code[^>]*>([^]*?)<\/code>/.exec(builder) ?? []
  return html.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '')
}

export function testFrame(shared: Shared) {
  test('a page with the form in a frame gives it its height, and no one else', async () => {
    const { page, site } = shared
    const pasted = await readFrame(site.api, site.origin)
    assert.match(pasted, /<iframe/)
    await page.open(site.show({ pasted }))
    // Steady once everything is in it.
    let last = ''
    const height = await until('the frame’s height', async () => {
      const now = await page.read(heightOfFrame)
      const isSteady = now === last
      last = now
      await pause(page)
      return isSteady && Number.parseInt(now, 10) > leastPx && now
    })
    await page.read(() => postMessage({ type: 'training-signup-height', height: 5 }, '*'))
    await pause(page)
    assert.equal(await page.read(heightOfFrame), height)
    assert.deepEqual(await harm(page), [])
  })
}

const heightOfFrame = () => document.querySelector('iframe')?.style.height ?? ''

const pause = (page: Page) => page.read(() => new Promise((resolve) => setTimeout(() => resolve(null), 300)))
