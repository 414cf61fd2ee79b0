import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signupOf } from '../kit/form.ts'
import { until } from '../kit/until.ts'
import { harm, type Shared, training } from './survival.ts'

/** Does everything that a script must not do to its page. */
function doHarm() {
  Object.assign(globalThis, { found: 1, fetch: () => undefined })
  Object.assign(Array.prototype, { found: 1 })
  Object.assign(document, { title: 'Theirs', cookie: 'found=1' })
  history.pushState(null, '', '#found')
  localStorage.setItem('found', '1')
  document.querySelector<HTMLElement>('[data-own] button')?.focus()
  document.querySelector('h1')?.style.setProperty('color', 'red')
  document.adoptedStyleSheets.push(new CSSStyleSheet())
  void Promise.reject(new Error('found'))
  document.head.append(Object.assign(document.createElement('script'), { src: 'https://found.invalid/' }))
  setTimeout(() => {
    throw new Error('found')
  })
}

const noticed = [
  'globalThis.found is another',
  'globalThis.fetch is another',
  'Array.found is another',
  'title was Ours and is Theirs',
  'cookie was  and is found=1',
  'history was ',
  'address was ',
  'storage was ',
  'focus was body and is button',
  '<h1> has color: rgb(255, 0, 0)',
  'There are other style sheets',
  'unhandledrejection Error: found',
  'securitypolicyviolation script-src',
  'error ',
]

/** Checks the watch itself. Without it, the other tests would prove nothing. */
export function testWatch(shared: Shared) {
  test('whatever is done to a page is noticed', async () => {
    const { page, site } = shared
    await page.open(site.show({ policy: `script-src 'self' ${site.api}` }))
    await signupOf(page, training).see('label', 'First name')
    assert.deepEqual(await harm(page), [])
    await page.read(doHarm)
    await until('the last of it', async () => (await harm(page)).some((one) => one.startsWith('error ')))
    const found = await harm(page)
    const missed = noticed.filter((one) => !found.some((what) => what.startsWith(one)))
    // Cleans up for the next page.
    await page.read(() => {
      localStorage.clear()
      document.cookie = 'found=; max-age=0'
    })
    assert.deepEqual(missed, [])
  })
}
