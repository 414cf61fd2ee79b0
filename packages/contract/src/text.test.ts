import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isEmailAddress } from './email.ts'
import { httpsUrl, localText, plainText, slug } from './text.ts'

describe('plain text', () => {
  const text = plainText(5)

  test('is counted in the characters that people see as one sign of writing', () => {
    assert.equal(text.parse('😀😀😀😀😀'), '😀😀😀😀😀')
    assert.ok(!text.safeParse('abcdef').success)
  })

  test('is trimmed, and may not be empty then', () => {
    assert.equal(text.parse('  Ada  '), 'Ada')
    assert.ok(!text.safeParse('   ').success)
  })

  test('keeps line breaks and tabs, and refuses what cannot be stored or shows as something else', () => {
    assert.equal(text.parse('a\n\tb'), 'a\n\tb')
    for (const bad of ['a\u0000', 'a\u001b', 'a\u0085b', 'a\u202eb', 'a\u2066b', 'a\ud800b'])
      assert.ok(!text.safeParse(bad).success, JSON.stringify(bad))
  })

  test('has its English always and its Spanish where there is one', () => {
    assert.deepEqual(localText().parse({ en: 'Hall', es: 'Sala' }), { en: 'Hall', es: 'Sala' })
    assert.ok(!localText().safeParse({ es: 'Sala' }).success)
    assert.ok(!localText().safeParse({ en: 'Hall', fr: 'Salle' }).success)
  })
})

describe('an email address', () => {
  test('is what browsers take for one, with a dot in its domain', () => {
    for (const good of ['a@b.co', "o'neil+kc@kcpd.org", 'ada@münchen.example', 'x@xn--mnchen-3ya.example'])
      assert.ok(isEmailAddress(good), good)
    for (const bad of [
      '',
      'a',
      '@b.co',
      'a@b',
      'a@b..co',
      'a b@c.co',
      'a@-b.co',
      'a@b-.co',
      'é@b.co',
      '"a b"@c.co',
      'a@b.co\n',
    ])
      assert.ok(!isEmailAddress(bad), bad)
  })

  test('is at most as long as mail can carry', () => {
    const domain = `${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.org`
    assert.ok(isEmailAddress(`${'a'.repeat(64)}@${domain}`))
    assert.ok(!isEmailAddress(`${'a'.repeat(65)}@${domain}`))
    assert.ok(!isEmailAddress(`${'a'.repeat(64)}@${'d'.repeat(60)}.${domain}`))
  })
})

describe('names for addresses', () => {
  test('of trainings are short, lower case, and need no escaping', () => {
    for (const good of ['a', 'first-responders', '2027']) assert.ok(slug.safeParse(good).success, good)
    for (const bad of ['', '-a', 'a-', 'A', 'a_b', 'a/b', 'á', 'a'.repeat(64)])
      assert.ok(!slug.safeParse(bad).success, bad)
  })

  test('that stand on other people’s pages are encrypted ones', () => {
    assert.ok(httpsUrl.safeParse('https://example.org/a').success)
    for (const bad of ['http://example.org', 'javascript:alert(1)', 'https:', '//example.org', ''])
      assert.ok(!httpsUrl.safeParse(bad).success, bad)
  })
})
