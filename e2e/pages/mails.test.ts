import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { comingTrainings } from '../../packages/server/src/demo/coming-trainings.ts'
import { changeTraining } from '../../packages/server/src/organizers/api/trainings/change-training.ts'
import { importTrainings } from '../../packages/server/src/organizers/api/trainings/import-trainings.ts'
import { withNews } from '../../packages/server/src/organizers/api/trainings/notify-all.ts'
import { readConfig } from '../../packages/server/src/platform/config.ts'
import { createApp } from '../../packages/server/src/start/app.ts'
import { openContext, openPort } from '../../packages/server/src/start/serve.ts'
import { addressesIn } from '../../packages/server/src/testing/addresses.ts'
import { readEverything } from '../../packages/server/src/testing/everything.ts'
import { type Example, everyMail } from '../../packages/server/src/testing/mails/every-mail.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'

const languages = ['en', 'es'] as const

describe('every mail', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let browser: Browser
  let mails: Example[]
  before(async () => {
    server = await startServer()
    browser = await launchChromium()
    mails = []
    for (const lang of languages) mails.push(...(await server.writeMails(lang)))
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })
  const inContext = async <T>(options: BrowserContextOptions, use: (context: BrowserContext) => Promise<T>) => {
    const context = await browser.newContext(options)
    return use(context).finally(() => context.close())
  }

  test('has nothing that axe finds fault with, in the light and in the dark', async () => {
    await inContext({ viewport: { width: 320, height: 800 } }, async (context) => {
      const page = await context.newPage()
      const checked = new Set<string>()
      for (const { name, mail } of mails) {
        await page.setContent(mail.html)
        // Mails say other sentences in the same parts. What axe looks at is the same wherever a
        // part is the same.
        const parts = await page.evaluate(partsOf)
        if (parts.every((part) => checked.has(part))) continue
        for (const part of parts) checked.add(part)
        await page.emulateMedia({ colorScheme: 'light' })
        assert.deepEqual(await faultsOf(page), [], `${name}, light`)
        await page.emulateMedia({ colorScheme: 'dark' })
        assert.deepEqual(await faultsOf(page, { changed: 'colors' }), [], `${name}, dark`)
      }
      assert.ok(checked.size > 50, String(checked.size))
    })
  })

  test('fits a phone, also where the head is dropped, as in Gmail', async () => {
    await inContext({ viewport: { width: 320, height: 800 } }, async (context) => {
      const page = await context.newPage()
      for (const change of [(html: string) => html, withoutHead]) {
        const widths = await inEach(page, change, () => document.documentElement.scrollWidth)
        for (const [index, width] of widths.entries())
          assert.ok(width <= 320, `${mails[index]?.name} ${mails[index]?.lang} is ${width} px wide`)
      }
    })
  })

  test('keeps its shape in a program that draws only tables, as Outlook does', async () => {
    await inContext({ viewport: { width: 1100, height: 800 } }, async (context) => {
      const page = await context.newPage()
      const found = await inEach(page, asInOutlook, () => ({
        width: document.querySelector('.m-card')?.getBoundingClientRect().width ?? 0,
        buttons: [...document.querySelectorAll('td:is(.m-accent, .m-button):has(a)')].map((box) =>
          box.getBoundingClientRect().toJSON(),
        ),
      }))
      for (const [index, { width, buttons }] of found.entries()) {
        const name = `${mails[index]?.name} ${mails[index]?.lang}`
        assert.ok(width >= 596 && width <= 604, `${name}: ${width} px`)
        for (const box of buttons)
          assert.ok(box.height >= 44 && box.width >= 90, `${name}: ${box.width} × ${box.height} px`)
      }
      const asText = await inEach(page, asInOutlook, drawnAsText)
      assert.deepEqual(asText.flat(), [])
    })
  })

  /**
   * Writes every mail into the page, changed, and returns what is measured there: asking for each
   * takes far longer.
   */
  const inEach = <Value>(page: Page, change: (html: string) => string, measure: () => Value): Promise<Value[]> => {
    const all = JSON.stringify(mails.map(({ mail }) => change(mail.html)))
    return page.evaluate(`(${String(measureEach)})(${all}, ${String(measure)})`)
  }

  test('can be opened by a machine with scripts, at every address and one step further, and nothing changes', async () => {
    const unopened = await server.readEverything()
    await inContext({}, async (context) => {
      const methods = new Set<string>()
      context.on('request', (request) => methods.add(request.method()))
      const page = await context.newPage()
      // The digest names the organizer's list, which needs a token.
      const isAsExpected = (url: string, status: number | undefined) =>
        assert.equal(status, url.includes('/api/v1/admin/') ? 401 : 200, url)
      /** One page of each shape. */
      const pages = new Map<string, string>()
      /** Asks for what is at an address. Returns where the links of a page lead. */
      const ask = async (url: string) => {
        const response = await fetch(url)
        const html = await response.text()
        isAsExpected(url, response.status)
        // A browser downloads a calendar file and stays on its page.
        if (!response.headers.get('content-type')?.startsWith('text/html')) return []
        pages.set(shapeOf(html), url)
        return linksIn(html, response.url)
      }
      const addressesOf = (wanted: (typeof languages)[number]) => [
        ...new Set(mails.filter(({ lang }) => lang === wanted).flatMap(({ mail }) => addressesIn(mail))),
      ]
      const addresses = addressesOf('en')
      assert.ok(addresses.length > 20, String(addresses.length))
      const asked = new Set(addresses)
      // The pages are the same in Spanish, but for their words: it is enough that the server is
      // asked for them.
      for (const url of addressesOf('es')) if (!asked.has(url)) isAsExpected(url, (await fetch(url)).status)
      for (const url of addresses)
        for (const href of await ask(url)) {
          if (!href.startsWith(server.url) || href.includes('calendar') || asked.has(href)) continue
          asked.add(href)
          await ask(href)
        }
      assert.ok(asked.size > 2 * addresses.length, String(asked.size))
      assert.ok(pages.size > 10, String(pages.size))
      for (const url of pages.values()) isAsExpected(url, (await page.goto(url))?.status())
      await page.waitForLoadState('networkidle')
      assert.deepEqual([...methods], ['GET'])
    })
    // The first credential that is asked for makes the key that signs it.
    const { credential_key: _, ...opened } = await server.readEverything()
    assert.deepEqual({ ...opened, credential_key: [] }, unopened)
  })
})

const withoutHead = (html: string) => html.replace(/<style>.*?<\/style>/s, '')

/**
 * Without what Outlook ignores: rounded corners, largest widths, and the padding of links. Tables
 * do not take the font of what they stand in.
 */
const asInOutlook = (html: string) =>
  withoutHead(html)
    .replace(/(border-radius|max-width|(?<!mso-)padding(?=:11px)):[^;"]*;?/g, '')
    .replaceAll('mso-padding-alt', 'padding')
    .replace('</head>', '<style>table { font: 10px/1 serif }</style></head>')

/**
 * Returns each text that has the program’s own font, and each link with a border, which would cut
 * through it.
 */
function drawnAsText() {
  const all = [...document.querySelectorAll<HTMLElement>('[role=main] *')]
  const isSaid = (one: HTMLElement) => [...one.childNodes].some((node) => node instanceof Text && /\S/.test(node.data))
  const hasOwnFont = (one: HTMLElement) => !/serif|10px/.test(getComputedStyle(one).font.replace('sans-serif', ''))
  const hasBorder = (one: HTMLElement) => getComputedStyle(one).borderTopWidth !== '0px'
  return all
    .filter((one) => (isSaid(one) && !hasOwnFont(one)) || (one.matches('a') && hasBorder(one)))
    .map((one) => one.outerHTML)
}

/** Runs in the page. */
async function measureEach<Value>(all: string[], measure: () => Value) {
  const values: Value[] = []
  for (const html of all) {
    document.open()
    document.write(html)
    document.close()
    for (const image of document.images) await image.decode().catch(() => {})
    values.push(measure())
  }
  return values
}

/**
 * Each part of a mail: its tag and those around it, with all that draws or names them, and whether
 * it says anything.
 */
function partsOf() {
  const tagOf = (element: Element) => {
    const attributes = [...element.attributes].map(({ name, value }) =>
      ['href', 'src', 'alt', 'title', 'aria-label'].includes(name) ? `${name}:${value !== ''}` : `${name}=${value}`,
    )
    return [element.localName, ...attributes, element.textContent?.trim() === ''].join(' ')
  }
  const partOf = (element: Element): string => {
    const { parentElement } = element
    return parentElement === document.body || !parentElement
      ? tagOf(element)
      : `${partOf(parentElement)} > ${tagOf(element)}`
  }
  return [...document.body.querySelectorAll('*')].map(partOf)
}

/**
 * A page without its words and without what is one person's: on pages that are the same but for
 * these, scripts do the same.
 */
const shapeOf = (html: string) =>
  html
    .replace(/>[^<]+</g, '><')
    .replace(/ (value|alt|title|aria-label|datetime|content)="[^"]*"/g, ' $1')
    .replace(/[\w-]{16,}/g, '…')

/** Where the links in the main part of a page lead. */
const linksIn = (html: string, url: string) =>
  [...(/<main[^]*<\/main>/.exec(html)?.[0] ?? '').matchAll(/<a [^>]*href="([^"]*)"/g)].map(
    ([, href = '']) => new URL(href.replaceAll('&amp;', '&'), url).href,
  )

/** A server without jobs: only what the test asks for can change its database. */
async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'training-signup-mails-'))
  const port = await freePort()
  const config = readConfig({
    DATABASE_URL: `sqlite:${folder}/signup.db`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'signup@example.org',
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
  })
  const { context, close } = await openContext(config)
  await importTrainings(context, await readTrainings(), { replace: false })
  const server = await openPort(config, createApp(context).fetch)
  return {
    url: config.publicUrl,
    async writeMails(lang: (typeof languages)[number]) {
      const slug = lang === 'en' ? 'first-responders' : 'citizens'
      const mails = await everyMail(context, slug, lang)
      await withNews(context, () =>
        context.db.transaction((tx) =>
          changeTraining(context, tx, slug, (input) => ({ ...input, status: 'published' })),
        ),
      )
      return mails
    },
    async readEverything() {
      // Views are counted in memory first.
      await context.impressions.write()
      return readEverything(context)
    },
    async stop() {
      server.close()
      await close()
      await rm(folder, { recursive: true })
    },
  }
}

async function readTrainings() {
  const file = JSON.parse(
    await readFile(join(import.meta.dirname, '../../examples/jackson-county/trainings.json'), 'utf8'),
  )
  const contact = { name: 'Jackson County training desk', email: 'trainings@example.org', phone: '816-555-0100' }
  // Its groups are registered right away, so that there is something to write to them about, and
  // everyone who gets an email has a seat.
  const trainings = file.trainings.map((training: { audience?: object; seats?: object }) => ({
    ...training,
    contact,
    seats: { ...training.seats, capacity: 500 },
    audience: { ...training.audience, verify: 'never' },
  }))
  return comingTrainings({ ...file, trainings }, new Date().toISOString().slice(0, 10))
}
