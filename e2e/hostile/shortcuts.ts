import assert from 'node:assert/strict'
import { assertUnharmed, type InChromium, testPage } from './chromium.ts'

/**
 * What sliders do with a keyboard, as Swiper does it: the arrows and the keys that turn pages are
 * theirs, unless a field of the document itself has the focus.
 */
const slider = `<script>
  pageTurned = []
  document.addEventListener('keydown', (event) => {
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return
    if (['input', 'textarea'].includes(document.activeElement?.localName)) return
    if (!/^(Arrow|Page)/.test(event.key)) return
    event.preventDefault()
    pageTurned.push(event.key)
  })
</script>`

export function testShortcuts(shared: InChromium) {
  testPage(shared, 'a page with a slider: the arrows move in the fields, and elsewhere the slider', async (page) => {
    await page.goto(shared.site.show({ head: slider }))
    const name = page.getByLabel('First name')
    await name.fill('da')
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key)
    await page.keyboard.type('A')
    assert.equal(await name.inputValue(), 'Ada')
    // Here the arrows choose.
    const role = page.getByLabel('Police officer or deputy')
    await role.check()
    await page.keyboard.press('ArrowDown')
    assert.equal(await role.isChecked(), false)
    const turned = () => page.evaluate(() => (globalThis as unknown as { pageTurned: string[] }).pageTurned)
    assert.deepEqual(await turned(), [])
    await page.getByRole('button', { name: 'with a button' }).press('ArrowRight')
    assert.deepEqual(await turned(), ['ArrowRight'])
    await assertUnharmed(page, /^<button> has outline/)
  })
}
