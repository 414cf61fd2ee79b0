import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const all = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
/** The rules whose verdict can differ where only colors do. */
const aboutColors = ['color-contrast', 'link-in-text-block']
/** The rules whose verdict can differ where sizes do too. */
const aboutLooks = [...aboutColors, 'target-size']

interface Checked {
  /**
   * What has changed since axe checked the same page with all rules: its colors, or its size as well.
   * Only the rules that depend on that are run again, which takes a fraction of the time.
   */
  changed?: 'colors' | 'looks'
  /** Whether the page has frames, for which axe opens another page. Without them it takes less time. */
  hasFrames?: boolean
}

/** Returns axe's findings for a page. */
export async function faultsOf(page: Page, { changed, hasFrames = false }: Checked = {}): Promise<string[]> {
  // Without what is not read, which takes longer to write down than to check.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], selectors: false })
  const chosen =
    changed === undefined ? axe.withTags(all) : axe.withRules(changed === 'colors' ? aboutColors : aboutLooks)
  const { violations } = await chosen.setLegacyMode(!hasFrames).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}
