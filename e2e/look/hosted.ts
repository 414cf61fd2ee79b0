import type { Browser, Page } from 'playwright-core'
import { languages } from './host.ts'
import type { Place } from './place.ts'
import { realNames } from './real-trainings.ts'

/** A page of the server on a phone, as it is without its script. */
export interface HostedMeasured {
  page: string
  lang: string
  width: number
  /** From the window's top to the bottom of the first box. */
  firstField: number
  /** Between the form's heading and the link next to it; undefined where it stands below, or there is none. */
  gap: number | undefined
  /** How far anything reaches beyond the window. */
  overflow: number
  /** Helplines with a number next to their name, or nearer to the name of another one. */
  astray: string[]
  /** Hours that are divided between two lines. */
  broken: string[]
}

const phones = [320, 375]
const pages = [...realNames.flatMap((name) => [`/t/${name}`, `/t/${name}/group`]), '/t/rich-full/notify']

const measureFirst = (page: Page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('form .field :is(input, select, textarea)')]
    const astray = [...document.querySelectorAll('.foot p ~ p')].flatMap((row) => {
      const [name, ...numbers] = [...row.children].map((one) => one.firstElementChild ?? one)
      const [before, own] = [row.previousElementSibling!.lastElementChild!, numbers[0]!].map((one) =>
        one.getBoundingClientRect(),
      )
      const { top, bottom } = name!.getBoundingClientRect()
      return own!.top >= bottom && own!.top - bottom < top - before!.bottom ? [] : [name!.textContent]
    })
    const broken = [...document.querySelectorAll('.unbroken')].filter((one) => {
      const range = document.createRange()
      range.selectNodeContents(one)
      return new Set(Array.from(range.getClientRects(), ({ bottom }) => bottom)).size > 1
    })
    const [heading, link] = [...document.querySelectorAll('.heading > *')].map((one) => one.getBoundingClientRect())
    return {
      gap:
        heading && link && link.top + link.height / 2 < heading.bottom
          ? Math.round(link.left - heading.right)
          : undefined,
      firstField: Math.round(boxes[0]!.getBoundingClientRect().bottom),
      overflow: document.documentElement.scrollWidth - innerWidth,
      astray,
      broken: broken.map(({ textContent }) => textContent),
    }
  })

/** Measures the pages that flyers and shared links lead to. */
export async function measureHosted(place: Place, browser: Browser): Promise<HostedMeasured[]> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const measured: HostedMeasured[] = []
  for (const path of pages)
    for (const lang of languages) {
      await page.goto(`${place.api}${path}?lang=${lang}`)
      for (const width of phones) {
        await page.setViewportSize({ width, height: 800 })
        measured.push({ page: path, lang, width, ...(await measureFirst(page)) })
      }
    }
  await context.close()
  return measured
}
