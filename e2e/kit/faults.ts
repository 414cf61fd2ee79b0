import { setTimeout as delay } from 'node:timers/promises'
import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'

const all = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
/** The rules whose verdict can differ where only colors do. */
const aboutColors = ['color-contrast', 'link-in-text-block']
/** Best practice, which no success criterion asks for. */
const aboutHeadings = ['page-has-heading-one', 'heading-order']
/** The rules whose verdict can differ where sizes do too. */
const aboutLooks = [...aboutColors, 'target-size']

interface Checked {
  /**
   * What has changed since axe checked the same page with all rules: its colors, or its size as
   * well. Only the rules that depend on that are run again, which takes a fraction of the time.
   */
  changed?: 'colors' | 'looks'
  /** Whether the page is ours from its top on, so that its headings have to be in order, too. */
  isWhole?: boolean
}

/** A frame that runs no scripts never answers. */
const patienceMs = 1_000

/** Returns axe's findings for a page and its frames. */
export async function faultsOf(page: Page, { changed, isWhole = false }: Checked = {}): Promise<string[]> {
  await bringAxe(page.mainFrame())
  for (const frame of page.frames()) await Promise.race([bringAxe(frame), delay(patienceMs)])
  const runOnly = changed === undefined ? all : changed === 'colors' ? aboutColors : aboutLooks
  const more = Object.fromEntries(
    (isWhole && changed === undefined ? aboutHeadings : []).map((one) => [one, { enabled: true }]),
  )
  return page.evaluate(
    async ([chosen, rules]) => {
      // Without what is not read, which takes longer to write down than to check.
      const options = { runOnly: chosen, rules, resultTypes: ['violations' as const], selectors: false }
      const { violations } = await globalThis.axe.run(document, options)
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
    },
    [runOnly, more] as const,
  )
}

declare global {
  var axe: typeof import('axe-core')
  var defineAxe: (() => void) | undefined
}

/** A function, which a browser compiles once for all pages of a tab. */
const definition = `globalThis.defineAxe = () => {
${axe.source}
axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })
}`
const remembering = new WeakSet<Page>()

/**
 * Loads axe once for all checks of a page. A frame may be of another origin than the page that asks
 * it. The pages that come next in the same tab have its source already: handing that over takes as long as a check.
 */
async function bringAxe(frame: Frame) {
  if (await frame.evaluate(() => 'axe' in globalThis)) return
  if (await frame.evaluate(() => globalThis.defineAxe === undefined)) await frame.evaluate(definition)
  await frame.evaluate(() => globalThis.defineAxe?.())
  const page = frame.page()
  if (remembering.has(page)) return
  remembering.add(page)
  await page.addInitScript(definition)
}
