import { expect } from '@open-wc/testing'
import { codeIn } from './code-in.ts'

describe('the code', () => {
  for (const text of [
    '123456',
    ' 123456\n',
    '123 456',
    '123-456',
    '123\u2013456',
    '\u200e123\u2011456\u200b',
    '123\u00a0456',
    '1 2 3 4 5 6',
    'Your code is 123456.',
    'Your code is 123 456. It works for 10 minutes.',
    'On December 7, 2026, at 64106 Kansas City: 123-456, until 8:00',
    'Su código es 123456',
  ])
    it(`is found in ${JSON.stringify(text)}`, () => expect(codeIn(text)).to.equal('123456'))

  for (const text of ['12345678', '1234 5678', '1234-5678', 'Your code is 12345678.', '12 34 56 78'])
    it(`of eight digits is found in ${JSON.stringify(text)}`, () => expect(codeIn(text)).to.equal('12345678'))

  for (const text of ['', '12345', '1234567', '12345a', '123 4567', '123456789', 'Ada', '١٢٣٤٥٦'])
    it(`is not in ${JSON.stringify(text)}`, () => expect(codeIn(text)).to.equal(undefined))
})
