import type { Browser, Page } from 'playwright-core'
import { picture, upload } from '../../packages/server/src/testing/pages/pictures.ts'
import { languages } from './host.ts'
import type { Place } from './place.ts'

/** A page of the server on a phone, as it is without its script. */
export interface HostedMeasured {
  page: string
  lang: string
  width: number
  /** From the window's top to the bottom of the first box. */
  firstField: number
  /** How far anything reaches beyond the window. */
  overflow: number
}

const phones = [320, 375]
const pages = ['', '/group', '-full/notify', '-waiting', '-waiting/group']

const helplines = ['National Human Trafficking Hotline', 'Missouri Child Abuse Hotline', 'Crisis Text Line'].map(
  (label, index) => ({ label: { en: label, es: label }, tel: `1-800-555-010${index}`, sms: '741741' }),
)

/** Adds trainings with all that real ones have: logos, contacts, and several helplines. */
async function givenTrainings({ server, responders }: Place) {
  const { logo } = (await (await upload(server, picture())).json()) as { logo: string }
  const name = 'Jackson County Training Office'
  const sponsor = { slug: 'we-the-people', name: 'We The People of Jackson County', logo }
  const { status } = await server.admin('PUT', '/partners/we-the-people', sponsor, { 'If-Match': '*' })
  if (status !== 200) throw new Error(`The sponsor has no logo: ${status}`)
  const rich = { ...responders, series: undefined, organizer: { name, logo }, helplines }
  await server.givenTraining({ ...rich, slug: 'rich' })
  await server.givenTraining({ ...rich, slug: 'rich-full', seats: { capacity: 0, waitlist: false } })
  await server.givenTraining({ ...rich, slug: 'rich-waiting', seats: { capacity: 0, waitlist: true } })
}

const measureFirst = (page: Page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('form .field :is(input, select, textarea)')]
    return {
      firstField: Math.round(boxes[0]!.getBoundingClientRect().bottom),
      overflow: document.documentElement.scrollWidth - innerWidth,
    }
  })

/** Measures the pages that flyers and shared links lead to. */
export async function measureHosted(place: Place, browser: Browser): Promise<HostedMeasured[]> {
  await givenTrainings(place)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const measured: HostedMeasured[] = []
  for (const path of pages)
    for (const lang of languages) {
      await page.goto(`${place.api}/t/rich${path}?lang=${lang}`)
      for (const width of phones) {
        await page.setViewportSize({ width, height: 800 })
        measured.push({ page: `/t/…${path}`, lang, width, ...(await measureFirst(page)) })
      }
    }
  await context.close()
  return measured
}
