// Takes a picture of every page of the training that the demo has held, at three widths, in both schemes and languages:
// node e2e/look/every-day-page.ts 375-dark-es credit → screenshots/day/375-dark-es/
// Each argument must stand in a picture's name. Without any, it takes all of them.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { startDemoDay } from '../kit/demo-day.ts'

const folder = join(import.meta.dirname, '../../screenshots/day')
const wanted = process.argv.slice(2)
const sizes = [
  { width: 320, height: 640 },
  { width: 375, height: 812 },
  { width: 1280, height: 900 },
]
const looks = sizes.flatMap((viewport) =>
  (['light', 'dark'] as const).flatMap((colorScheme) => ['en', 'es'].map((lang) => ({ viewport, colorScheme, lang }))),
)

async function take(page: Page, url: string, path: string) {
  const response = await page.goto(url)
  if ((response?.status() ?? 500) >= 500) throw new Error(`${url} answered ${response?.status()}`)
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}

const demo = await startDemoDay()
const browser = await launchChromium()
try {
  const page = await demo.signIn(await browser.newContext({ locale: 'en-US' }))
  const paths = [...demo.organizers.map((path) => `/admin${path}`), ...demo.visitors]
  const named = paths.map((path, index): [string, string] => [
    path,
    `${String(index).padStart(2, '0')}${path.replaceAll(/[\w-]{36,}/g, 'id').replaceAll(/[^\w-]+/g, '-')}`.slice(0, 80),
  ])
  for (const { viewport, colorScheme, lang } of looks) {
    const look = `${viewport.width}-${colorScheme}-${lang}`
    const chosen = named.filter(([, name]) => wanted.every((part) => `${look}/${name}`.includes(part)))
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    for (const [path, name] of chosen)
      await take(
        page,
        `${demo.api}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`,
        join(folder, look, `${name}.png`),
      )
    if (chosen.length > 0) console.log(`${look}: ${chosen.length} pictures`)
  }
} finally {
  await browser.close()
  await demo.stop()
}
console.log(`Look at ${folder}`)
