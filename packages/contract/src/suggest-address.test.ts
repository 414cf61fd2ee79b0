import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { suggestAddress } from './suggest-address.ts'

test('an address with a slip in a well-known domain has a better one', () => {
  for (const [typed, meant] of [
    ['ada@gmial.com', 'ada@gmail.com'],
    ['Ada.Reyes@gmai.com', 'Ada.Reyes@gmail.com'],
    ['ada@gmaill.com', 'ada@gmail.com'],
    ['ada@gmail.con', 'ada@gmail.com'],
    ['ada@gmail.co', 'ada@gmail.com'],
    ['ada@gmailcom', 'ada@gmail.com'],
    ['ada@GMIAL.COM', 'ada@gmail.com'],
    ['ada@yaho.com', 'ada@yahoo.com'],
    ['ada@hotmial.com', 'ada@hotmail.com'],
    ['ada@outlok.com', 'ada@outlook.com'],
    ['ada@iclould.com', 'ada@icloud.com'],
    ['ada@comcast.ent', 'ada@comcast.net'],
  ] as const)
    assert.equal(suggestAddress(typed), meant)
})

test('other addresses have none', () => {
  for (const typed of [
    '',
    'ada',
    'ada@',
    '@gmial.com',
    'a@b@gmial.com',
    'ada@gmail.com',
    'ada@mail.com',
    'ada@ymail.com',
    'ada@email.com',
    'ada@kcpd.org',
    'ada@gmx.com',
    'ada@yahoo.es',
    'ada@hotmail.co.uk',
  ])
    assert.equal(suggestAddress(typed), undefined)
})

test('what is suggested needs no better one, and keeps the name', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.nat(), fc.string({ maxLength: 1 }), (address, at, letter) => {
      const slip = `${address.split('@')[0]}@${'gmail.com'.slice(0, at % 9)}${letter}${'gmail.com'.slice(at % 9)}`
      const meant = suggestAddress(slip)
      if (meant === undefined) return
      assert.equal(suggestAddress(meant), undefined)
      assert.equal(meant.split('@')[0], slip.split('@')[0])
    }),
  )
})
