import { expect } from '@open-wc/testing'
import { nothing, render } from 'lit'
import { createLinkTo, safeHref } from './link.ts'

const base = 'https://signup.example.org/path'

describe('a link from the server', () => {
  for (const href of ['https://example.org/', 'mailto:pat@example.org', 'tel:+18165550100', 'sms:233733'])
    it(`${href} is safe`, () => expect(safeHref(href, base)).to.equal(href))

  for (const href of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://example.org/1',
    'file:///etc/passwd',
    'http://example.org/',
    'https://',
    'intent://x',
  ])
    it(`${JSON.stringify(href)} is not`, () => expect(safeHref(href, base)).to.equal(undefined))

  it('plain http is safe on the origin of the API itself, as on a developer’s machine', () => {
    expect(safeHref('http://localhost:8787/t/x', 'http://localhost:8787')).to.equal('http://localhost:8787/t/x')
    expect(safeHref('http://localhost:8788/t/x', 'http://localhost:8787')).to.equal(undefined)
    expect(safeHref('/t/x', 'http://localhost:8787')).to.equal('http://localhost:8787/t/x')
  })
})

describe('a logo', () => {
  const draw = (url: string | undefined) => {
    const place = document.createElement('div')
    render(createLinkTo(base).logo(url), place)
    return place.querySelector('img')
  }

  it('is shown where the server itself has it, and asks for nothing but itself', () => {
    const logo = draw('https://signup.example.org/logos/we.png')
    expect(logo?.src).to.equal('https://signup.example.org/logos/we.png')
    expect([logo?.alt, logo?.loading, logo?.referrerPolicy]).to.deep.equal(['', 'lazy', 'no-referrer'])
    expect(draw('/logos/we.png')?.src).to.equal('https://signup.example.org/logos/we.png')
  })

  it('of another host is never asked for', () => {
    for (const url of [
      'https://other.example.org/we.png',
      'http://signup.example.org/we.png',
      'data:image/png,x',
      'https://',
      undefined,
    ])
      expect(draw(url), String(url)).to.equal(null)
    expect(createLinkTo(base).logo(undefined)).to.equal(nothing)
  })

  it('that cannot be loaded leaves no hole', () => {
    const logo = draw('https://signup.example.org/logos/none.png')
    document.body.append(logo!)
    logo?.dispatchEvent(new Event('error'))
    expect(logo?.isConnected).to.equal(false)
  })
})
