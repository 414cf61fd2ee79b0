import { expect, fixture, html } from '@open-wc/testing'
import type { TrainingSignupElement } from '../training-signup.ts'

const isChromium = navigator.userAgent.includes('Chrome')
/**
 * In a dark widget on a light page whatever is not the widget's own color would be seen. Contrast
 * is the same in every engine that has the colors, and the kept pictures show that each of them
 * has.
 */
export const themes = isChromium ? (['light', 'dark'] as const) : (['light'] as const)
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// Each step is checked with all rules in light. The other theme changes nothing but colors.
const aboutColors = ['color-contrast', 'link-in-text-block']

interface Axe {
  run(
    element: Element,
    options: { runOnly: string[]; resultTypes: string[]; selectors: boolean },
  ): Promise<{
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[]
  }>
}

/**
 * The runner's own check brings axe, but leaves out what is off unless asked for, like the size of
 * targets.
 */
async function loadAxe(): Promise<Axe> {
  const page = globalThis as unknown as { axe?: Axe }
  if (!page.axe) await expect(await fixture(html`<p></p>`)).to.be.accessible()
  return page.axe!
}

export async function violationsIn(element: TrainingSignupElement) {
  const axe = await loadAxe()
  const runOnly = element.theme === 'dark' ? aboutColors : tags
  // Without what is not read, which takes longer to write down than to check.
  const { violations } = await axe.run(element, { runOnly, resultTypes: ['violations'], selectors: false })
  return violations.map(({ id, nodes }) =>
    [id, ...nodes.map((node) => `${node.html} ${node.failureSummary}`)].join('\n'),
  )
}

/** Nothing that axe knows of is wrong. */
export const expectAccessible = async (element: TrainingSignupElement) =>
  expect(await violationsIn(element)).to.deep.equal([])
