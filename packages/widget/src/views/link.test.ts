import { expect } from '@open-wc/testing'
import { safeHref } from './link.ts'

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
