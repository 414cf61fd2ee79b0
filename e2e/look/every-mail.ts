// Takes a picture of every email, at two widths, in both schemes and languages:
// node e2e/look/every-mail.ts 375-dark-es confirmed → screenshots/mails/375-dark-es/
// Each argument must stand in a picture's name. Without any, it takes all of them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'screenshots/mails')
const wanted = process.argv.slice(2)
const looks = [375, 640].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((colorScheme) => ['en', 'es'].map((lang) => ({ width, colorScheme, lang }))),
)

async function take(page: Page, from: string, path: string) {
  await page.setContent(readFileSync(from, 'utf8'))
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  if (isTooWide) throw new Error(`${path} is wider than its window`)
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}

const written = mkdtempSync(join(tmpdir(), 'training-signup-every-mail-'))
const browser = await launchChromium()
try {
  execFileSync(process.execPath, [join(root, 'tools/mails.ts'), written], { stdio: ['ignore', 'ignore', 'inherit'] })
  const page = await browser.newPage()
  for (const { width, colorScheme, lang } of looks) {
    const look = `${width}-${colorScheme}-${lang}`
    const ending = `.${lang}.html`
    const chosen = readdirSync(written)
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .filter((name) => wanted.every((part) => `${look}/${name}`.includes(part)))
    await page.setViewportSize({ width, height: 320 })
    await page.emulateMedia({ colorScheme })
    if (chosen.length > 0) mkdirSync(join(folder, look), { recursive: true })
    for (const name of chosen) await take(page, join(written, `${name}${ending}`), join(folder, look, `${name}.png`))
    if (chosen.length > 0) console.log(`${look}: ${chosen.length} pictures`)
  }
} finally {
  await browser.close()
  rmSync(written, { recursive: true })
}
console.log(`Look at ${folder}`)
