import { expect, fixture, html } from '@open-wc/testing'

async function widthOf(font: string) {
  const text = 'Seats available · Español'
  const element = await fixture<HTMLElement>(
    html`<span style="font: 100px ${font}; white-space: nowrap">${text}</span>`,
  )
  return element.getBoundingClientRect().width
}

const [arial, georgia] = [1128, 1082]
/** WebKit rounds the width of each letter. */
const rounding = 8

// What is wide enough for a test on one machine would be too narrow on another.
it('letters are as wide as Arial’s or Georgia’s on every machine, whatever a page asks for', async () => {
  for (const font of ['Arial', 'system-ui', 'sans-serif', 'monospace'])
    expect(await widthOf(font), font).to.be.closeTo(arial, rounding)
  for (const font of ['Georgia', 'serif']) expect(await widthOf(font), font).to.be.closeTo(georgia, rounding)
  for (const font of ['DejaVu Sans', 'Noto Sans', 'Ubuntu', 'No such font']) {
    const width = await widthOf(font)
    expect(Math.min(Math.abs(width - arial), Math.abs(width - georgia)), font).to.be.lessThan(rounding)
  }
})
