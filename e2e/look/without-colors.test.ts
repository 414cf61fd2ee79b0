import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { deliverMails } from '../../packages/server/src/delivery/deliver.ts'
import { adminToken } from '../../packages/server/src/testing/servers/test-app.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Place, startPlace } from './place.ts'

const statuses = ['confirmed', 'waitlisted', 'pending_approval', 'cancelled', 'declined'] as const
type Status = (typeof statuses)[number]

/** Registers someone for each status, and returns their pages: their own, and an organizer's. */
async function givenPeople({ server, api }: Place) {
  const people = new Map<Status, Record<'visitor' | 'organizer', string>>()
  for (const status of statuses) {
    const slug = { confirmed: 'first-responders', waitlisted: 'waitlist', cancelled: 'first-responders' }[
      status as string
    ]
    const email = `${status}@kcpd.example`
    const person = { givenName: 'Ada', familyName: 'Reyes', email, agency: 'KCPD', role: 'fire' }
    await server.signUp(slug ?? 'approval', { people: [person] })
    const { body } = await server.admin('GET', `/registrations?training=${slug ?? 'approval'}`)
    const { id } = body.registrations.find((one: { email: string }) => one.email === email)
    await deliverMails(server.context)
    const text = server.mails.find(({ to }) => to === email)?.text ?? ''
    const [, link] = /http:\/\/[\d.:]+(\/r\/[\w/-]+)/.exec(text) ?? []
    const action = { cancelled: 'cancel', declined: 'decline' }[status as string]
    if (action) assert.equal((await server.admin('POST', `/registrations/${id}/${action}`, {})).status, 200)
    people.set(status, { visitor: `${api}${link}`, organizer: `${api}/admin/registrations/${id}` })
  }
  return people
}

/** Returns the lightness of what is drawn, from 0 to 100, as CIELAB has it. */
const grayOf = (page: Page) =>
  page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    const context = canvas.getContext('2d')!
    const lightnessOf = (...layers: string[]) => {
      for (const color of layers) {
        context.fillStyle = color
        context.fillRect(0, 0, 1, 1)
      }
      const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
        value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 255 / 12.92,
      )
      return 116 * Math.cbrt(red * 0.2126 + green * 0.7152 + blue * 0.0722) - 16
    }
    const ground = getComputedStyle(document.querySelector('.band')!).backgroundColor
    const { backgroundColor, borderTopColor, borderTopStyle, borderTopWidth, color } = getComputedStyle(
      document.querySelector('.mark')!,
    )
    return {
      style: borderTopStyle,
      ground: lightnessOf(ground),
      disc: lightnessOf(ground, backgroundColor),
      edge: lightnessOf(borderTopColor),
      edgeWidth: Number.parseFloat(borderTopWidth),
      drawn: lightnessOf(color),
    }
  })

describe('a status without its color', { skip: missing(engines[0]!) }, () => {
  let place: Place
  let browser: Browser
  let people: Awaited<ReturnType<typeof givenPeople>>
  before(async () => {
    place = await startPlace()
    browser = await launchChromium()
    people = await givenPeople(place)
  })
  after(async () => {
    await browser?.close()
    await place?.stop()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const reader of ['visitor', 'organizer'] as const)
      test(`is a seat by a filled disc and a deeper ground, and anything else by a ring: ${reader}, ${colorScheme}`, async () => {
        const extraHTTPHeaders = { Authorization: `Bearer ${adminToken}` }
        const page = await browser.newPage({ colorScheme, extraHTTPHeaders })
        const grays = new Map<Status, Awaited<ReturnType<typeof grayOf>>>()
        for (const [status, pages] of people) {
          await page.goto(pages[reader])
          grays.set(status, await grayOf(page))
        }
        const { disc, ground } = grays.get('confirmed')!
        assert.ok(Math.abs(disc - ground) > 40, 'the disc of a seat')
        for (const [status, gray] of grays) {
          assert.ok(Math.abs(gray.edge - gray.ground) > 30, `the edge of ${status}`)
          assert.ok(Math.abs(gray.drawn - gray.disc) > 30, `the icon of ${status}`)
          assert.ok(gray.edgeWidth >= 2, `the ring of ${status}`)
          if (status === 'confirmed') continue
          assert.ok(Math.abs(gray.disc - gray.ground) < 1, `the disc of ${status}`)
          assert.ok(Math.abs(gray.ground - ground) > 2.5, `the ground of ${status}`)
        }
        const [waiting, asked] = [grays.get('waitlisted')?.style, grays.get('pending_approval')?.style]
        if (reader === 'visitor') assert.deepEqual([waiting, asked], ['solid', 'dashed'])
        await page.close()
      })

  test('is the same on paper, which is white, and where browsers leave out grounds', async () => {
    const page = await browser.newPage({ colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    await page.goto(people.get('confirmed')!.visitor)
    const { paper, band, mark, adjust } = await page.evaluate(() => {
      const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector)!)
      const { backgroundColor: disc, printColorAdjust } = styleOf('.mark')
      const [body, top] = ['body', '.band'].map((one) => styleOf(one).backgroundColor)
      return { paper: body, band: top, mark: disc, adjust: printColorAdjust }
    })
    assert.deepEqual([paper, adjust], ['rgb(255, 255, 255)', 'exact'])
    assert.match(band ?? '', /^(?:rgb\(255, 255, 255\)|color\(srgb 1 1 1\))$/)
    assert.equal(mark, 'rgb(0, 0, 0)')
    await page.close()
  })
})
