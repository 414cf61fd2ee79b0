import { expect } from '@open-wc/testing'
import { showCode } from './testing/code.ts'
import { FakeServer, fillIn, find, registered, send, serverWith, show } from './testing/show.ts'
import type { TrainingSignupElement } from './training-signup.ts'

type Theme = 'light' | 'dark'

async function showResult(status: string, theme: Theme) {
  const server = new FakeServer()
  server.register = () => registered(status)
  const { element } = await show(server, { theme })
  await fillIn(element)
  await send(element)
  return element
}

const refused = async (state: 'full' | 'cancelled' | 'closed', theme: Theme) =>
  (await show(serverWith({ training: { state } }), { theme })).element

const states: Record<string, (theme: Theme) => Promise<TrainingSignupElement>> = {
  confirmed: (theme) => showResult('confirmed', theme),
  waitlisted: (theme) => showResult('waitlisted', theme),
  pending_approval: (theme) => showResult('pending_approval', theme),
  pending_verification: async (theme) => (await showCode(undefined, { theme })).element,
  full: (theme) => refused('full', theme),
  closed: (theme) => refused('closed', theme),
  cancelled: (theme) => refused('cancelled', theme),
}

/** Returns the lightness of a computed color on another one, from 0 to 100, as CIELAB has it. */
function lightnessOf(...layers: string[]): number {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
  const context = canvas.getContext('2d')!
  for (const color of layers) {
    context.fillStyle = color
    context.fillRect(0, 0, 1, 1)
  }
  const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
    value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 255 / 12.92,
  )
  return 116 * Math.cbrt(red * 0.2126 + green * 0.7152 + blue * 0.0722) - 16
}

function grayOf(element: TrainingSignupElement) {
  const disc = find(element, '.disc')
  const ground = getComputedStyle(find(element, '.moment')).backgroundColor
  const { backgroundColor, borderTopColor, borderTopStyle, borderTopWidth, borderTopLeftRadius } =
    getComputedStyle(disc)
  return {
    shape: `${backgroundColor === 'rgba(0, 0, 0, 0)' ? 'empty' : 'filled'} ${borderTopStyle} ${borderTopLeftRadius}`,
    icon: disc.querySelector('path')?.getAttribute('d'),
    ground: lightnessOf(ground),
    disc: lightnessOf(ground, backgroundColor),
    edge: lightnessOf(borderTopColor),
    edgeWidth: Number.parseFloat(borderTopWidth),
    drawn: lightnessOf(getComputedStyle(disc.querySelector('svg')!).color),
  }
}

for (const theme of ['light', 'dark'] as const)
  describe(`the states without their colors, ${theme}`, () => {
    const grays = new Map<string, ReturnType<typeof grayOf>>()
    before(async () => {
      for (const [name, enter] of Object.entries(states)) grays.set(name, grayOf(await enter(theme)))
    })

    it('are told apart by their icons', () => {
      expect(new Set([...grays.values()].map(({ icon }) => icon)).size).to.equal(grays.size)
    })

    it('have a disc of another shape: a seat, a wait, what someone decides, and one more step', () => {
      const steps = ['confirmed', 'waitlisted', 'pending_approval', 'pending_verification']
      expect(new Set(steps.map((name) => grays.get(name)?.shape)).size).to.equal(steps.length)
    })

    it('show a seat by a filled disc and a deeper ground, and all others by a ring', () => {
      const confirmed = grays.get('confirmed')!
      expect(Math.abs(confirmed.disc - confirmed.ground)).to.be.greaterThan(40)
      for (const [name, gray] of grays) {
        expect(Math.abs(gray.edge - gray.ground), `the edge of ${name}`).to.be.greaterThan(30)
        expect(Math.abs(gray.drawn - gray.disc), `the icon of ${name}`).to.be.greaterThan(30)
        expect(gray.edgeWidth, `the ring of ${name}`).to.be.at.least(2)
        if (name === 'confirmed') continue
        expect(gray.disc, `the disc of ${name}`).to.be.closeTo(gray.ground, 1)
        expect(Math.abs(gray.ground - confirmed.ground), `the ground of ${name}`).to.be.greaterThan(3)
      }
    })
  })
