// What the sign-up costs a page, next to an older release and to what others cost it: pnpm
// bench:widget, or pnpm bench:widget pair for the two releases alone, which prints its table within
// two minutes. Run it on a quiet machine, or every time is that of the neighbors too. Ends with 1
// only when something could not be measured.
import { loadavg } from 'node:os'
import type { Browser } from 'playwright-core'
import { waitForCalm } from './calm.ts'
import { slowdown as intended, type Load, launchBrowser, loadFresh } from './load.ts'
import { type Page, serveEmptyPage, servePages } from './pages.ts'
import { loadPairs, reportPairs } from './pair.ts'
import { median, type Ours, report } from './report.ts'
import { buildRivals, type Rival } from './rivals.ts'
import { checkRuler, leastToil, rulerPages, toilOf } from './ruler.ts'
import { eightQuestions, partner, serveSignup } from './signup.ts'
import { type Weight, weigh } from './weigh.ts'

const isPair = process.argv.includes('pair')
/** The release that today's script may not be much slower than. */
const older = '1.1.0'
const rounds = 12
/** How far from the intended slowdown a quiet machine may be. */
const quiet = { least: 3, most: 6 }
// On a busy machine a round takes a minute, and all has to end within five.
const longestMs = 180_000
const startedAt = performance.now()
const loadBefore = loadavg()[0] ?? 0
const running: { close(): Promise<unknown> }[] = []
let ending: Promise<void> | undefined

/** Ends whatever was started, the last first. */
const endAll = () => (ending ??= endEach())
async function endEach() {
  for (let one = running.pop(); one; one = running.pop()) await one.close()
}

async function start<T extends { close(): Promise<unknown> }>(starting: Promise<T>): Promise<T> {
  const started = await starting
  running.push(started)
  // Someone may have had enough in the meantime.
  if (ending) await endEach()
  return started
}

const ourPage = (api: string, training: string, { lang = 'en', head = '', version = 'v1' } = {}): Page => ({
  head,
  body: `<training-signup id="form" api="${api}" training="${training}" partner="${partner}" lang="${lang}">
      <a href="${api}/t/${training}?p=${partner}">Register for the free training</a>
    </training-signup>`,
  script: `${api}/embed/${version}/training-signup.js`,
})

const pageOf = ({ key, isLoader, files }: Rival, remote: string): Page => ({
  head: files.has(`${key}.css`) ? `<link rel="stylesheet" href="/${key}/${key}.css">` : '',
  body: isLoader ? `<div id="form" data-loader="${remote}"></div>` : '<div id="form"></div>',
  script: `/${key}/${key}.js`,
  files,
})

/** The line against jumping that the builder gives to sponsors, as they would copy it. */
async function reservingLine(browser: Browser, api: string) {
  const page = await browser.newPage()
  try {
    await page.goto(`${api}/embed?training=${eightQuestions}&partner=${partner}`)
    const rule = /training-signup[^{}]*\{[^{}]*min-height[^{}]*\}/.exec((await page.textContent('body')) ?? '')
    if (!rule) throw new Error('The builder shows no line that keeps the place of the form free.')
    return `<style>${rule[0]}</style>`
  } finally {
    await page.close()
  }
}

async function tryOut(browser: Browser, url: string, isLoader = false): Promise<Weight> {
  const { questions, requested } = await loadFresh(browser, url)
  if (!isLoader && questions !== 8) throw new Error(`${url} asks ${questions} questions, not 8.`)
  return weigh(requested)
}

/**
 * Every page in turn, beginning with another one each time, so that none always comes after the
 * same.
 */
async function loadInTurn(browser: Browser, urls: string[]): Promise<Load[][]> {
  const loads: Load[][] = urls.map(() => [])
  for (let round = 0; round < rounds && (round === 0 || performance.now() - startedAt < longestMs); round += 1)
    for (const step of urls.keys()) {
      const index = (round + step) % urls.length
      await waitForCalm()
      loads[index]!.push(await loadFresh(browser, urls[index]!))
    }
  return loads
}

/** All pages that are loaded, with the rulers. */
async function pagesOf(browser: Browser, api: string, rivals: Rival[], remote: string) {
  const head = await reservingLine(browser, api)
  return new Map([
    ...rulerPages,
    ['signup', ourPage(api, eightQuestions)],
    ['signup-older', ourPage(api, eightQuestions, { version: older })],
    ['signup-reserved', ourPage(api, eightQuestions, { head })],
    ...rivals.map((rival) => [rival.key, pageOf(rival, remote)] as const),
    ['signup-spanish', ourPage(api, 'first-responders', { lang: 'es' })],
  ])
}

/** The two releases alone. */
async function mainPair() {
  const { origin: api } = await start(serveSignup())
  const browser = await start(launchBrowser())
  const names = ['signup', 'signup-older'] as const
  const pages = await pagesOf(browser, api, [], '')
  const site = await start(servePages(new Map(names.map((name) => [name, pages.get(name)!]))))
  const [ours, theirs] = names.map((name) => `${site.origin}/${name}`) as [string, string]
  reportPairs(await loadPairs(browser, ours, theirs), { older, browser: browser.version(), loadBefore })
}

async function main() {
  const rivals = await buildRivals()
  const remote = await start(serveEmptyPage())
  const { origin: api } = await start(serveSignup())
  const browser = await start(launchBrowser())
  const site = await start(servePages(await pagesOf(browser, api, rivals, remote.origin)))
  const urlOf = (name: string) => `${site.origin}/${name}`
  await checkRuler(browser, urlOf('dawdle'))
  const toilMs = await leastToil(browser, urlOf('toil'))
  const weight = await tryOut(browser, urlOf('signup'))
  const weights: Weight[] = []
  for (const { key, isLoader } of rivals) weights.push(await tryOut(browser, urlOf(key), isLoader))
  const weightOf = async (name: string) => weigh((await loadFresh(browser, urlOf(name))).requested)
  // It asks one more: what roles say today was a box of its own.
  const [spanish, olderWeight] = [await weightOf('signup-spanish'), await weightOf('signup-older')]
  const names = ['toil', 'signup', 'signup-older', 'signup-reserved', ...rivals.map(({ key }) => key)]
  const [toils = [], loads = [], olderLoads = [], reserved = [], ...others] = await loadInTurn(
    browser,
    names.map(urlOf),
  )
  const slowdown = median(toils.map(toilOf)) / toilMs
  const release = { name: `<training-signup> ${older}`, isLoader: false, weight: olderWeight, loads: olderLoads }
  const ours: Ours = { name: '<training-signup>', isLoader: false, weight, loads, reserved, spanish, release }
  const measured = rivals.map((rival, index) => ({ ...rival, weight: weights[index]!, loads: others[index]! }))
  report(ours, measured, { browser: browser.version(), slowdown, loadBefore })
  expectQuiet(slowdown, loads.length)
}

function expectQuiet(slowdown: number, loads: number) {
  if (slowdown >= quiet.least && slowdown <= quiet.most && loads === rounds) return
  throw new Error(
    `\nThe machine is too busy: the times cannot be relied on. The processor was to be ${intended} times slower, ` +
      `and each page loaded ${rounds} times within ${longestMs / 60_000} minutes, not ${loads}.`,
  )
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void endAll().finally(() => process.exit(1)))
try {
  await (isPair ? mainPair() : main())
} catch (error) {
  // Of a run that was ended from outside, everything fails.
  if (!ending) console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await endAll()
}
