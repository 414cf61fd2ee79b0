import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Words } from '@training-signup/contract'
import { en } from './en.ts'
import { es } from './es.ts'
import { catalogue, chooseLanguage, languagesOf, pickText, say, sayFault } from './index.ts'

const placeholders = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).toSorted()
const sentences = (words: Words) =>
  Object.entries(words).flatMap(([key, value]) =>
    (typeof value === 'string' ? [value] : Object.values(value)).map((sentence) => [key, sentence] as const),
  )

describe('the catalogue', () => {
  test('has every key in both languages', () =>
    assert.deepEqual(Object.keys(es).toSorted(), Object.keys(en).toSorted()))

  test('has the same placeholders and forms in both languages', () => {
    for (const [key, english] of Object.entries<Words[string]>(en)) {
      const spanish = (es as Words)[key]
      assert.equal(typeof spanish, typeof english, key)
      if (typeof english === 'string') assert.deepEqual(placeholders(spanish as string), placeholders(english), key)
      else
        for (const form of ['one', 'other'] as const)
          assert.deepEqual(placeholders((spanish as typeof english)[form]), placeholders(english[form]), key)
    }
  })

  test('says nothing only where a state needs no explanation', () => {
    for (const [key, sentence] of [...sentences(en), ...sentences(es)])
      assert.equal(sentence.trim() === '', key === 'state.open.text' || key === 'state.few.text', key)
  })

  test('neither begs, apologizes nor blames', () => {
    for (const [key, sentence] of [...sentences(en), ...sentences(es)])
      assert.doesNotMatch(sentence, /\b(please|sorry|invalid|por favor|lo sentimos|inválid[oa])\b/i, key)
  })

  test('promises a mail only where mails are sent', () => {
    const mailed = ([key]: readonly [string, string]) => /^mail(ed)?\./.test(key)
    for (const [key, sentence] of [...sentences(en), ...sentences(es)].filter((one) => !mailed(one)))
      assert.doesNotMatch(
        sentence,
        /\b(we (will |have )?(e-?mail|sen[dt])|inbox|le enviamos|le enviaremos|por correo)\b/i,
        key,
      )
  })

  test('calls the crime trata, never tráfico, and the reader usted, never tú', () => {
    for (const [key, sentence] of sentences(es)) assert.doesNotMatch(sentence, /tráfico|\b(tú|tus?|te)\b/i, key)
  })

  test('travels to the browser without what stays here or comes with a training', () => {
    const sent = (use?: 'list' | 'several') => Object.keys(catalogue('es', use))
    const dead = /^(page|manage|field|role|consent|contact|help|calendar)\.|^card\.(?!free)/
    for (const keys of [sent(), sent('list'), sent('several')]) {
      assert.deepEqual(
        keys.filter((key) => dead.test(key)),
        [],
      )
      for (const needed of [
        'card.free',
        'errors.heading',
        'exit.leave',
        'exit.note',
        'failed.retry',
        'form.several',
        'error.several',
        'refresh',
        'result.calendar',
        'result.continue',
        'state.full',
      ])
        assert.ok(keys.includes(needed), needed)
    }
  })
  test('sends the words for several trainings or people only to whoever needs them', () => {
    const keys = (use: 'list' | 'several' | undefined, prefix: string) =>
      Object.keys(catalogue('en', use)).filter((key) => key.startsWith(prefix)).length
    const all = (prefix: string) => Object.keys(en).filter((key) => key.startsWith(prefix)).length
    assert.deepEqual([keys(undefined, 'choose.'), keys(undefined, 'people.')], [0, 0])
    assert.deepEqual([keys('list', 'choose.'), keys('list', 'people.')], [all('choose.'), 0])
    assert.deepEqual([keys('several', 'choose.'), keys('several', 'people.')], [0, all('people.')])
  })
})

describe('a sentence', () => {
  test('is filled once, so that an answer cannot bring a placeholder of its own', () => {
    assert.equal(
      say('en', 'form.optional', { label: '{label} $& {constructor}' }),
      '{label} $& {constructor} (optional)',
    )
  })
  test('follows the number', () => {
    assert.equal(say('es', 'seatsLeft', { count: 1 }), 'Queda 1 cupo')
    assert.equal(say('es', 'seatsLeft', { count: 0 }), 'Quedan 0 cupos')
    assert.equal(say('es', 'seatsLeft', { count: 1_000_000 }), 'Quedan 1000000 cupos')
    assert.equal(say('en', 'seatsLeft', { count: 2 }), '2 seats left')
  })
  test('about a fault is the field’s own where there is one', () => {
    assert.equal(sayFault('en', 'required', { field: 'givenName', label: 'First name' }), 'Enter your first name')
    assert.equal(
      sayFault('en', 'required', { field: 'shirt', label: 'Shirt size' }),
      'Answer this question: Shirt size',
    )
    assert.equal(
      sayFault('es', 'too-long', { field: 'needs', label: 'Otros', max: 1000 }),
      'Otros: escriba 1000 caracteres como máximo',
    )
    assert.equal(
      sayFault('en', 'of-next-year', { field: 'constructor', label: 'X' }),
      'This answer has the wrong format: X',
    )
  })
})

describe('the language', () => {
  test('is what was asked for, where it is offered', () => {
    assert.equal(chooseLanguage('es', 'en', ['en', 'es']), 'es')
    assert.equal(chooseLanguage('ES-mx', undefined, ['en', 'es']), 'es')
    assert.equal(chooseLanguage('es', 'es', ['en']), 'en')
    assert.equal(chooseLanguage('constructor', undefined, ['en', 'es']), 'en')
  })
  test('is else the one the browser likes best', () => {
    assert.equal(chooseLanguage(undefined, 'fr-CA, en;q=0.4, es-US;q=0.7', ['en', 'es']), 'es')
    assert.equal(chooseLanguage(undefined, 'es;q=0, de', ['en', 'es']), 'en')
    assert.equal(chooseLanguage('', '', ['en', 'es']), 'en')
  })
  test('of a training is Spanish too only where its title is', () => {
    assert.deepEqual(languagesOf({ title: { en: 'A', es: 'B' } }), ['en', 'es'])
    assert.deepEqual(languagesOf({ title: { en: 'A' } }), ['en'])
    assert.equal(pickText({ en: 'A' }, 'es'), 'A')
    assert.equal(pickText(undefined, 'es'), undefined)
  })
})
