import assert from 'node:assert/strict'
import { isEmailAddress } from '@training-signup/contract'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { activePerson, canonicalAddress, foldName, isPlainAddress, mailboxOf } from './person.ts'

const anyName = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string())

describe('an address', () => {
  test('is the same however it is typed', () => {
    assert.equal(canonicalAddress(' Ada.Reyes+x@KCPD.org '), 'ada.reyes+x@kcpd.org')
    assert.equal(canonicalAddress('a@MÜLLER.example'), 'a@xn--mller-kva.example')
    assert.equal(canonicalAddress('a@mu\u0308ller.example'), 'a@xn--mller-kva.example')
    assert.notEqual(canonicalAddress('a.b@x.org'), canonicalAddress('ab@x.org'))
    assert.equal(canonicalAddress('a@xn--.example'), 'a@xn--.example')
  })
  test('stays as it is once it is canonical', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        assert.equal(canonicalAddress(canonicalAddress(email)), canonicalAddress(email))
        assert.equal(canonicalAddress(email.toUpperCase()), canonicalAddress(email))
      }),
    )
  })
})

describe('a plain address', () => {
  const local = fc.stringMatching(/^[a-z0-9._+-]{1,8}[@Xé]?$/)
  const domain = fc.stringMatching(/^(?:xn--)?[a-z]{0,4}[.-]{0,2}[a-z0-9]{1,4}\.[a-z]{1,3}[0-9]?$/)
  const likely = fc.tuple(local, domain).map((parts) => parts.join('@'))
  test('is an address, in the spelling under which equal ones match', () => {
    let plain = 0
    const holds = (text: string) => {
      if (!isPlainAddress(text)) return
      plain += 1
      assert.ok(isEmailAddress(text))
      // In upper case, it takes every step.
      assert.equal(canonicalAddress(text.toUpperCase()), text)
    }
    fc.assert(fc.property(fc.oneof(likely, fc.emailAddress()), holds), { numRuns: 3000 })
    assert.ok(plain > 20)
    for (const host of ['example', `${'a'.repeat(64)}.org`, 'a..org', '-a.org', 'a.org-', 'xn--a.org', 'a.o1'])
      assert.equal(isPlainAddress(`ada@${host}`), false, host)
    assert.equal(isPlainAddress(`${'a'.repeat(65)}@example.org`), false)
    assert.equal(isPlainAddress(`ada@${'a.'.repeat(130)}org`), false)
  })
})

describe('a mailbox', () => {
  test('is the same with any tag and any dots', () => {
    for (const alias of ['ada.reyes@kcpd.org', 'AdaReyes+boss@KCPD.org', 'a.d.a.reyes+x+y@kcpd.org'])
      assert.equal(mailboxOf(alias), 'adareyes@kcpd.org')
    assert.equal(mailboxOf('+boss@kcpd.org'), '+boss@kcpd.org')
    assert.notEqual(mailboxOf('ada@kcpd.org'), mailboxOf('ada@mail.kcpd.org'))
    assert.notEqual(activePerson('ada+x@kcpd.org', 'Ada', 'Reyes'), activePerson('ada@kcpd.org', 'Ada', 'Reyes'))
  })
  test('stays as it is once it is one', () => {
    fc.assert(fc.property(fc.emailAddress(), (email) => assert.equal(mailboxOf(mailboxOf(email)), mailboxOf(email))))
  })
})

describe('a name', () => {
  test('is the same however it is spelled', () => {
    for (const [one, other] of [
      ['O’Brien', 'obrien'],
      ["O'Brien", 'OʼBrien'],
      ['José', 'JOSE\u0301'],
      ['Anne-Marie', 'anne  marie'],
      ['Strauß', 'STRAUSS'],
      ['Ｊ．Ｒ．', 'jr'],
      ['A\u200Dda', 'ada'],
      ['Νίκος', 'ΝΙΚΟΣ'],
      ['İpek', 'ipek'],
      ['O＇Brien', 'obrien'],
      ['STRAẞE', 'strasse'],
    ] as const)
      assert.equal(foldName(one), foldName(other))
    assert.equal(foldName('Σίσυφος'), 'σισυφοσ')
    assert.notEqual(foldName('Ada'), foldName('Ida'))
    assert.notEqual(foldName('王小明'), foldName('王大明'))
  })
  test('does not vanish', () => {
    for (const name of ['🚓', '\u0301', '---', '?!', '👩‍🚒', '\u0301\u0302']) assert.notEqual(foldName(name), '')
    fc.assert(
      fc.property(anyName, (name) => {
        assert.equal(foldName(name) === '', name.trim() === '')
      }),
    )
  })
  test('stays as it is once it is folded', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        assert.equal(foldName(foldName(name)), foldName(name))
      }),
      { numRuns: 5000 },
    )
  })
  test('reads the same with and without the steps that plain names skip', () => {
    const letters = fc.constantFrom(...Array.from('abZ09 '))
    fc.assert(
      fc.property(fc.string({ unit: letters }), (name) => {
        assert.equal(foldName(`a${name}\u200B`), foldName(`a${name}`))
      }),
      { numRuns: 2000 },
    )
  })
  test('reads the same in upper case, around spaces and composed or not', () => {
    const letters = fc.constantFrom(...Array.from("abzéñøßıłőđάσςжйåÅ-’.' 王م😀"), 'e\u0301')
    fc.assert(
      fc.property(fc.string({ unit: letters }), (name) => {
        assert.equal(foldName(name.toUpperCase()), foldName(name))
        assert.equal(foldName(`  ${name} `), foldName(name))
        assert.equal(foldName(name.normalize('NFD')), foldName(name.normalize('NFC')))
      }),
      { numRuns: 5000 },
    )
  })
})

test('a couple may share a mailbox, a second tap is the same person', () => {
  assert.equal(activePerson('A@x.org', 'Ada', 'Reyes'), activePerson(' a@X.ORG', 'ADA', ' reyes '))
  assert.notEqual(activePerson('a@x.org', 'Ada', 'Reyes'), activePerson('a@x.org', 'Luis', 'Reyes'))
  assert.equal(activePerson('a@x.org', 'Ada', ''), 'a@x.org ada')
})
