import type { Found, Page } from './page.ts'
import { until } from './until.ts'

export interface Person {
  givenName: string
  familyName: string
  email: string
}

/**
 * Finds a visible part of one training's sign-up by the text that people read, through open shadow
 * roots.
 */
function findVisible(training: string, kind: 'label' | 'button' | 'link' | 'text', text: string): Element | null {
  const host = document.querySelector(`training-signup[training="${training}"]`) ?? document.body
  const all: Element[] = [host]
  for (const one of all) {
    all.push(...one.children)
    if (one.shadowRoot) all.push(...one.shadowRoot.children)
  }
  const tags = { label: 'label', button: 'button, summary', link: 'a', text: '*' }[kind]
  const fits = (one: Element) =>
    one.matches(tags) &&
    (kind === 'text' ? one.children.length === 0 : true) &&
    (one.textContent ?? '').trim().startsWith(text) &&
    // Last, because it takes the longest.
    one.checkVisibility()
  const found = all.find(fits)
  return (found instanceof HTMLLabelElement ? found.control : found) ?? null
}

/** Returns functions for the sign-up of one training on a page. */
export const signupOf = (page: Page, training: string) => {
  const see = (kind: Parameters<typeof findVisible>[1], text: string): Promise<Found> =>
    until(`“${text}” (${kind}) of ${training}`, () => page.find(findVisible, training, kind, text))
  return {
    see,
    sees: async (kind: Parameters<typeof findVisible>[1], text: string) =>
      (await page.find(findVisible, training, kind, text)) !== null,
    async fillIn(person: Person) {
      await page.fill(await see('label', 'First name'), person.givenName)
      await page.fill(await see('label', 'Last name'), person.familyName)
      await page.fill(await see('label', 'Email address'), person.email)
      await page.click(await see('label', 'Police officer or deputy'))
      await page.fill(await see('label', 'Agency or organization'), 'Kansas City Police Department')
    },
    async send() {
      await page.click(await see('button', 'Register'))
    },
  }
}
