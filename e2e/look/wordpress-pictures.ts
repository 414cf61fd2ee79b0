import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { missingWordPress, signIn, startWordPress, type WordPress } from '../kit/wordpress.ts'
import { readPicture, writePicture } from './picture.ts'

const shown = 'https://signup.example.org'

interface Site {
  browser: Browser
  /** Where the organizer's server is. */
  api: string
  folder: string
}

/**
 * Takes a sponsor's way to the form in a real WordPress: uploading the plugin, entering the short
 * name, and choosing the training in the editor.
 */
export async function takeWordPress({ browser, api, folder }: Site) {
  const missing = missingWordPress()
  if (missing) return console.log(`WordPress keeps its old pictures: ${missing}`)
  const wordpress = await startWordPress()
  try {
    const content = paragraph + spacer
    wordpress.run('post', { type: 'page', user: 'admin', content })
    const context = await browser.newContext({ viewport: { width: 1000, height: 720 }, locale: 'en-US' })
    const page = await context.newPage()
    await takeUpload(page, wordpress, api, join(folder, 'wordpress-1-plugin.png'))
    await takeSettings(page, wordpress, api, join(folder, 'wordpress-2-settings.png'))
    await takeBlock(page, wordpress, join(folder, 'wordpress-3-block.png'))
    await context.close()
  } finally {
    await wordpress.stop()
  }
}

const paragraph = '<!-- wp:paragraph --><p>We sponsor a free training. Save your seat.</p><!-- /wp:paragraph -->'
// For the toolbar of the block below, which would lie over the paragraph.
const spacer =
  '<!-- wp:spacer {"height":"24px"} --><div style="height:24px" aria-hidden="true" class="wp-block-spacer"></div><!-- /wp:spacer -->'

/** Keeps the upper part of a window, in few colors. */
async function take(page: Page, path: string, height: number) {
  const { width } = page.viewportSize() ?? { width: 0 }
  const png = await page.screenshot({ clip: { x: 0, y: 0, width, height }, animations: 'disabled' })
  writeFileSync(path, writePicture(readPicture(png)))
}

async function takeUpload(page: Page, wordpress: WordPress, api: string, path: string) {
  const zip = await fetch(`${api}/embed/training-signup.zip`)
  await signIn(page, wordpress, `${wordpress.address}/wp-admin/plugin-install.php`)
  await page.getByRole('button', { name: 'Upload Plugin' }).click()
  const file = { name: 'training-signup.zip', mimeType: 'application/zip', buffer: Buffer.from(await zip.bytes()) }
  await page.locator('#pluginzip').setInputFiles(file)
  await take(page, path, 364)
  await page.getByRole('button', { name: 'Install Now' }).click()
  await page.getByRole('link', { name: 'Activate Plugin' }).click()
  await page.getByText('Plugin activated.').waitFor()
}

async function takeSettings(page: Page, { address }: WordPress, api: string, path: string) {
  await page.goto(`${address}/wp-admin/plugins.php`)
  const menu = page.locator('#menu-settings')
  await menu.hover()
  await menu.getByRole('link', { name: 'Training Sign-up' }).click()
  await page.getByLabel('Partner name').fill('we-the-people')
  await page.getByRole('button', { name: 'Save Changes' }).click()
  // WordPress's script adds it after the notice has its place.
  await page.getByRole('button', { name: 'Dismiss this notice.' }).waitFor()
  // The address of the docs in place of this machine's.
  if ((await page.getByLabel('Server address').inputValue()) === api)
    await page.getByLabel('Server address').fill(shown)
  await page.getByLabel('Partner name').focus()
  await take(page, path, 650)
}

async function takeBlock(page: Page, { address }: WordPress, path: string) {
  await page.setViewportSize({ width: 960, height: 720 })
  await page.goto(`${address}/wp-admin/edit.php?post_type=page`)
  await page.getByRole('link', { name: '“Training” (Edit)' }).click()
  await page.getByRole('button', { name: 'Block Inserter' }).click()
  await page.getByPlaceholder('Search').first().fill('Training')
  await page.getByRole('option', { name: 'Training Sign-up' }).click()
  await page.getByRole('button', { name: 'Close Block Inserter' }).click()
  await page
    .getByRole('checkbox', { name: /first responders/i })
    .first()
    .check()
  const canvas = page.frameLocator('iframe[name="editor-canvas"]')
  await canvas.frameLocator('iframe[title="Preview of the form"]').getByLabel('First name').waitFor()
  await take(page, path, 720)
}
