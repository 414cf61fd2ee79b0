import { checkInCode, darkPath } from '../../packages/server/src/platform/html/qr-code.ts'
import type { Engine } from '../kit/engine.ts'
import type { Page } from '../kit/page.ts'
import { hostMarkup } from './host.ts'
import { givenPages, type Pages } from './pages.ts'
import { type Picture, readPicture } from './picture.ts'
import { type Place, startPlace } from './place.ts'
import { nameOf, type State, states } from './states.ts'
import { reach, steps } from './steps.ts'

export interface Taken {
  name: string
  picture: Picture
}

const widths = { phone: 375, desk: 1100 }
// Higher than every state, because some browsers have no picture of what is out of view.
const height = 2900

/** Changes a page right before its picture is taken. */
export type Change = (page: Page, index: number) => Promise<void>

/** Takes a picture of every state in one engine. */
export async function takePictures(engine: Engine, wanted = states, change?: Change) {
  const place = await startPlace()
  const browser = await engine.start()
  const taken: Taken[] = []
  try {
    const pages = await givenPages(place)
    const page = await browser.open()
    place.host.paste(hostMarkup(place.api))
    let width = 0
    for (const [index, state] of wanted.entries()) {
      if (state.isForced && !page.forceColors) continue
      // The widget goes by the width of what it stands in, and the server's pages by the window's.
      const window = state.page ? widths[state.size] : widths.desk
      if (window !== width) await page.resize(window, height)
      width = window
      await page.forceColors?.(state.isForced === true)
      await (state.page ? openPage(page, place, pages, state) : openStep(page, place, state))
      await settle(page)
      await change?.(page, index)
      taken.push({ name: nameOf(state), picture: await pictureOf(page, state) })
    }
    await page.close()
  } finally {
    await browser.close()
    await place.stop()
  }
  return taken
}

async function openStep(page: Page, { api, host }: Place, { step: name, lang, direction, ...state }: State) {
  const step = steps.find((one) => one.name === name)
  if (!step) throw new Error(`There is no step ${name}`)
  const isThere = await page.read(() => document.querySelector('training-signup') !== null)
  if (!isThere) await page.open(host.origin)
  await page.read(
    (classes, way) => {
      document.documentElement.className = classes
      document.documentElement.dir = way
    },
    `${state.host} ${state.theme} ${state.size}`,
    direction ?? 'ltr',
  )
  await reach(page, api, step, { lang })
  await page.read((way) => {
    document.querySelector('training-signup')?.shadowRoot?.querySelector('[part~=root]')?.setAttribute('dir', way)
  }, direction ?? 'ltr')
}

async function openPage(page: Page, { api }: Place, pages: Pages, { page: name, lang, theme }: State) {
  const path = pages[name!]
  await page.open(`${api}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
  await page.read((scheme) => {
    document.documentElement.style.colorScheme = scheme
  }, theme)
}

const reference = 'K7PQ-4M2X'
const code = darkPath(checkInCode(reference))

/**
 * Takes away what is different every time, like the reference number, the focus, and what moves,
 * and all but the first rows of a list.
 */
const settle = (page: Page) =>
  page.read(
    (steadyReference, steadyCode) => {
      const root = document.querySelector('training-signup')?.shadowRoot
      for (const focused of [root?.activeElement, document.activeElement])
        if (focused instanceof HTMLElement) focused.blur()
      // A bar at the window's edge would lie over what is behind it.
      for (const one of document.body.querySelectorAll<HTMLElement>('*')) {
        const { position, bottom } = getComputedStyle(one)
        if (position === 'fixed' || (position === 'sticky' && bottom !== 'auto')) one.style.visibility = 'hidden'
      }
      const references = [root, document].flatMap((one) => [
        ...(one?.querySelectorAll('[part=reference], .reference strong, .ending strong') ?? []),
      ])
      for (const one of references) one.textContent = steadyReference
      document.querySelector('.qr > :last-child')?.setAttribute('d', steadyCode)
      for (const one of document.querySelectorAll<HTMLElement>('.rows > :nth-child(n + 5)')) one.style.display = 'none'
      for (const animation of [root, document].flatMap((one) => one?.getAnimations() ?? [])) animation.cancel()
    },
    reference,
    code,
  )

async function pictureOf(page: Page, { step, part = step ? '' : 'main' }: State) {
  const found = await page.find(
    (selector, isInside) => {
      const widget = document.querySelector('training-signup')
      if (!isInside) return document.querySelector(selector)
      return selector ? (widget?.shadowRoot?.querySelector(selector) ?? null) : widget
    },
    part,
    step !== undefined,
  )
  return readPicture(await page.picture(found))
}
