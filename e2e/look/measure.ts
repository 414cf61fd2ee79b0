import type { Browser, Page } from 'playwright-core'
import { crowded } from '../hostile/looks.ts'
import { launchChromium } from '../kit/chromium.ts'
import { see, show, type Tab } from './hand.ts'
import { type Host, hostMarkup, hosts, languages, type RealHost, realHosts, themes, widths } from './host.ts'
import { type HostedMeasured, measureHosted } from './hosted.ts'
import { type Place, startPlace } from './place.ts'
import { givenRealTrainings, type RealTraining, realNames } from './real-trainings.ts'
import { type Measured, measure, measurePairs, rulerScript } from './ruler.ts'
import { pasteSquad, reach, steps } from './steps.ts'

type Width = (typeof widths)[number]
type Theme = (typeof themes)[number]

export interface StepMeasured extends Measured {
  step: string
  host: Host
  lang: string
  width: Width
  theme: Theme
  /** Pairs of buttons and fields whose places for a finger overlap. */
  crowded: string[]
}

/**
 * The heights of the form on a page with very wide letters: whole and first box on a phone, whole
 * on a desk.
 */
export interface WideMeasured {
  lang: (typeof languages)[number]
  phone: number
  firstField: number
  desk: number
}

/** The form of a training with all that real ones have. */
export interface RealMeasured {
  training: RealTraining
  host: RealHost
  lang: (typeof languages)[number]
  width: (typeof realHosts)[RealHost][number]
  height: number
  firstField: number
}

/** The form for a group after five people were pasted from a roster, on a phone. */
export interface SquadMeasured {
  lang: (typeof languages)[number]
  height: number
  /** Of the people alone, with what the pasted list left to check. */
  list: number
}

export interface PairMeasured {
  pair: string
  host: Host
  theme: Theme
  contrast: number
}

export interface Loaded {
  training: string
  lang: string
  width: Width
  /** Of everything on the page while the form loads, under the builder's snippet. */
  shift: number
}

export interface Look {
  steps: StepMeasured[]
  wide: WideMeasured[]
  real: RealMeasured[]
  squads: SquadMeasured[]
  pairs: PairMeasured[]
  loads: Loaded[]
  hosted: HostedMeasured[]
}

const tabOf = (page: Page): Tab => ({
  read: (ask, ...args) => page.evaluate(`(${ask.toString()})(...${JSON.stringify(args)})`),
})

const hostNames = Object.keys(hosts) as Host[]
const viewportHeight = 900

/** Measures every step in every language, width, theme, and on both hosts. */
export async function measureLook(): Promise<Look> {
  const place = await startPlace()
  const browser = await launchChromium()
  try {
    await givenRealTrainings(place)
    const loads = await measureLoads(place, browser)
    const hosted = await measureHosted(place, browser)
    place.host.paste(`${hostMarkup(place.api)}<script>${rulerScript}\n${String(crowded)}</script>`)
    const page = await browser.newPage()
    await page.goto(place.host.origin)
    const tab = tabOf(page)
    const measured: StepMeasured[] = []
    const wide: WideMeasured[] = []
    for (const lang of languages)
      for (const step of steps) {
        await reach(tab, place.api, step, { lang })
        for (const one of await measureEveryWay(page)) measured.push({ step: step.name, lang, ...one })
        if (step.name === 'form') wide.push({ lang, ...(await measureWide(page, tab)) })
      }
    const real = await measureReal(page, place.api)
    const squads = await measureSquads(page, place.api)
    await page.setViewportSize({ width: 375, height: viewportHeight })
    const pairs = await allPairs(page, tab)
    return { steps: measured, wide, real, squads, pairs, loads, hosted }
  } finally {
    await browser.close()
    await place.stop()
  }
}

/** Measures what stands there in every width, theme, and on both hosts. */
async function measureEveryWay(page: Page) {
  const ways = hostNames.flatMap((host) => themes.map((theme) => ({ host, theme })))
  const names = ways.map(({ host, theme }) => `${host} ${theme}`)
  const measured: Omit<StepMeasured, 'step' | 'lang'>[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: viewportHeight })
    const found = await tabOf(page).read(measureDressed, names)
    measured.push(...found.map((one, index) => ({ width, ...ways[index]!, ...one })))
  }
  return measured
}

/**
 * Dresses the page in each way and measures it, all in one question: hundreds would take longer
 * than their answers.
 */
async function measureDressed(names: string[]) {
  const all: (Measured & { crowded: string[] })[] = []
  for (const name of names) {
    document.documentElement.className = name
    await document.fonts.ready
    all.push({ ...measure(), crowded: crowded() })
  }
  return all
}

const dress = (page: Page, host: Host | RealHost | 'wide', theme: Theme) =>
  page.evaluate(async (name) => {
    document.documentElement.className = name
    await document.fonts.ready
  }, `${host} ${theme}`)

async function measureWide(page: Page, tab: Tab): Promise<Omit<WideMeasured, 'lang'>> {
  const at = async (width: Width) => {
    await page.setViewportSize({ width, height: viewportHeight })
    await dress(page, 'wide', 'light')
    return await tab.read(measure)
  }
  const { height: phone, firstField = 0 } = await at(375)
  return { phone, firstField, desk: (await at(1100)).height }
}

async function measureReal(page: Page, api: string) {
  const tab = tabOf(page)
  const real: RealMeasured[] = []
  for (const training of realNames)
    for (const lang of languages) {
      await show(tab, api, { training, lang })
      await see(tab, '[part=help]')
      for (const host of Object.keys(realHosts) as RealHost[])
        for (const width of realHosts[host]) {
          await page.setViewportSize({ width, height: viewportHeight })
          await dress(page, host, 'light')
          const { height, firstField = 0 } = await tab.read(measure)
          real.push({ training, host, lang, width, height, firstField })
        }
    }
  return real
}

async function measureSquads(page: Page, api: string) {
  const tab = tabOf(page)
  const squads: SquadMeasured[] = []
  await page.setViewportSize({ width: 375, height: viewportHeight })
  await dress(page, 'plain', 'light')
  for (const lang of languages) {
    await show(tab, api, { training: 'rich', lang })
    await see(tab, '[part=help]')
    await pasteSquad(tab)
    const list = await page.locator('training-signup [part=people-list]').evaluate((one) => one.clientHeight)
    squads.push({ lang, height: (await tab.read(measure)).height, list })
  }
  return squads
}

async function allPairs(page: Page, tab: Tab) {
  const pairs: PairMeasured[] = []
  for (const host of hostNames)
    for (const theme of themes) {
      await dress(page, host, theme)
      for (const [pair, contrast] of Object.entries(await tab.read(measurePairs)))
        pairs.push({ pair, host, theme, contrast })
    }
  return pairs
}

/** Where the form begins to have two columns, `steps` measure it. */
const loadedWidths = widths.filter((width) => width !== 768)

const loadedTrainings = [
  'first-responders',
  'first-responders,citizens',
  'waitlist',
  'full',
  'closed',
  'canceled',
  'past',
  'upcoming',
]

/**
 * Returns the builder's snippet, which is pinned to a release, with the script that was just built.
 */
export async function snippetOf(page: Page, api: string, lang: string) {
  await page.goto(`${api}/embed?training=first-responders&lang=${lang}`)
  const snippet = (await page.locator('#html-0 code').textContent()) ?? ''
  return snippet.replace(/\/embed\/[^/]+\/([^"]+)" integrity="[^"]+"/, '/embed/v1/$1"')
}

/** Loads pages with the builder's own snippet, and adds up what moves while they load. */
async function measureLoads({ api, host }: Place, browser: Browser) {
  const page = await browser.newPage()
  await page.addInitScript(() => {
    const seen = { shift: 0 }
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const loads: Loaded[] = []
  for (const lang of languages) {
    const snippet = await snippetOf(page, api, lang)
    for (const training of loadedTrainings) {
      host.paste(snippet.replaceAll('first-responders', training))
      for (const width of loadedWidths) {
        await page.setViewportSize({ width, height: viewportHeight })
        await page.goto(host.origin)
        await page.locator('training-signup [part=help]').waitFor({ state: 'attached' })
        loads.push({ training, lang, width, shift: await shiftOf(page) })
      }
    }
  }
  await page.close()
  return loads
}

/** Returns what has moved, once two more frames are drawn. */
const shiftOf = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
    return (globalThis as unknown as { seen: { shift: number } }).seen.shift
  })
