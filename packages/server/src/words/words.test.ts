import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { askedTypes, fieldTypes, type Words } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { pageWords } from './admin.ts'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { catalogue, chooseLanguage, languagesOf, pickText, say, sayFault, verifyWords } from './index.ts'

const groupsOf = ({ browser, server }: { browser: Record<string, Words>; server: Words }, pages: Words) => ({
  ...browser,
  server,
  pages,
})
const keysOf = (groups: Record<string, Words>) => Object.values(groups).flatMap((group) => Object.keys(group))
const grouped = { en: groupsOf(en, pageWords.en), es: groupsOf(es, pageWords.es) }
const all = { en: flatten(grouped.en), es: flatten(grouped.es) }
function flatten(groups: Record<string, Words>): Words {
  return Object.fromEntries(Object.values(groups).flatMap((group) => Object.entries(group)))
}

const placeholders = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).toSorted()
const sentences = (words: Words) =>
  Object.entries(words).flatMap(([key, value]) =>
    (typeof value === 'string' ? [value] : Object.values(value)).map((sentence) => [key, sentence] as const),
  )

describe('the catalog', () => {
  test('has every key once, in the same group in both languages', () => {
    const sortedKeys = (group: Words) => Object.keys(group).toSorted()
    const [english, spanish] = [grouped.en, grouped.es].map((language) =>
      Object.fromEntries(Object.entries(language).map(([name, group]) => [name, sortedKeys(group)])),
    )
    assert.deepEqual(spanish, english)
    const keys = keysOf(grouped.en)
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) < index),
      [],
    )
  })

  test('has the same placeholders and forms in both languages', () => {
    for (const [key, english] of Object.entries(all.en)) {
      const spanish = all.es[key]
      assert.equal(typeof spanish, typeof english, key)
      if (typeof english === 'string') assert.deepEqual(placeholders(spanish as string), placeholders(english), key)
      else
        for (const form of ['one', 'other'] as const)
          assert.deepEqual(placeholders((spanish as typeof english)[form]), placeholders(english[form]), key)
    }
  })

  test('has words of its own for one of what it counts', () => {
    // There are always two of them, or more.
    const several = ['mail.others.more', 'admin.person.erase.all', 'inbox.text', 'verify.digits']
    const many = /(?<!\b(?:of|de) )\{(count|missing|sent|ready)\} (?!más(?!\p{L}))\p{Ll}+s(?!\p{L})/u
    for (const [key, words] of [...Object.entries(all.en), ...Object.entries(all.es)])
      if (typeof words === 'string' && !several.includes(key)) assert.doesNotMatch(words, many, key)
    // In English, a verb ends like that, too.
    for (const [key, words] of Object.entries(all.es))
      if (typeof words !== 'string') assert.doesNotMatch(words.one, many, key)
  })

  test('names every type of question', () => {
    for (const type of fieldTypes) assert.ok(`admin.training.questions.type.${type}` in all.en, type)
    for (const type of askedTypes) assert.ok(`admin.evaluation.questions.type.${type}` in all.en, type)
  })

  test('takes no second period from what ends with one', () => {
    const time = 'martes 1 de diciembre, 2:32\u00A0p.\u00A0m.'
    assert.ok(say('es', 'manage.passing.text', { time }).endsWith('p.\u00A0m.'))
    assert.ok(say('en', 'manage.passing.text', { time: 'Tuesday, December 1, 2:32 PM' }).endsWith('2:32 PM.'))
  })

  test('says nothing only where a state needs no explanation', () => {
    for (const [key, sentence] of [...sentences(all.en), ...sentences(all.es)])
      assert.equal(sentence.trim() === '', key === 'state.open.text' || key === 'state.few.text', key)
  })

  test('has no article before a time in Spanish, which one o’clock would need another one of', () => {
    for (const [key, sentence] of sentences(all.es)) assert.doesNotMatch(sentence, /\b[Aa] las \{time\}/, key)
  })

  test('has one word for accommodations in Spanish, and one for what was not approved', () => {
    for (const [key, sentence] of sentences(all.es)) assert.doesNotMatch(sentence, /\bapoyos?\b/i, key)
    assert.equal(all.es['admin.status.declined'], all.es['mail.status.declined'])
  })

  test('neither begs, apologizes nor blames', () => {
    for (const [key, sentence] of [...sentences(all.en), ...sentences(all.es)])
      assert.doesNotMatch(sentence, /\b(please|sorry|invalid|por favor|lo sentimos|inválid[oa])\b/i, key)
  })

  test('promises a mail only where mails are sent', () => {
    // Codes and supervisors exist only where emails are sent, and so do the sentences about them.
    // Organizers’ pages know.
    const mailed = ([key]: readonly [string, string]) =>
      /^(mail(ed)?\.|alert\.|(page\.|long\.)?verify\.|field\.supervisorEmail\.|manage\.(address\.|supervisor$)|admin\.credit\.ask|mine\.agency)/.test(
        key,
      )
    for (const [key, sentence] of [...sentences(all.en), ...sentences(all.es)].filter((one) => !mailed(one)))
      assert.doesNotMatch(
        sentence,
        /\b(we(’ll|’re| will| have)? (e-?mail|sen[dt]|writ)(e|ing)?|inbox|le (envia|escrib)\w+|le estamos (enviando|escribiendo)|por correo)\b/i,
        key,
      )
  })

  test('calls the crime trata, never tráfico, and the reader usted, never tú', () => {
    for (const [key, sentence] of sentences(all.es)) assert.doesNotMatch(sentence, /tráfico|\b(tú|tus?|te)\b/i, key)
  })

  test('calls an inbox no buzón, and gives no seat back', () => {
    for (const [key, sentence] of sentences(all.es)) {
      assert.doesNotMatch(sentence, /buz[oó]n/i, key)
      // Emails do come back.
      if (!/^admin\.(emails\.|history\.email\.|messages\.sum\.|home\.failed-emails)/.test(key))
        assert.doesNotMatch(sentence, /dev(o|ue)lv|devuelt/i, key)
    }
  })

  test('cedes a seat in Spanish to a colleague only: others give it up', () => {
    const ceding = sentences(all.es).filter(([, sentence]) => /\bced[aeio]/i.test(sentence))
    assert.ok(ceding.length > 0)
    for (const [key, sentence] of ceding) assert.match(key, /pass|transfer/, sentence)
  })

  test('sends each form its words, and those for several trainings, several people or a code only where they are needed', () => {
    const { language, form, choose, people, verify } = es.browser
    assert.deepEqual(catalogue('es'), { ...language, ...form })
    assert.deepEqual(catalogue('es', 'list'), { ...language, ...form, ...choose })
    assert.deepEqual(catalogue('es', 'several'), { ...language, ...form, ...people })
    assert.deepEqual(verifyWords('es'), verify)
  })
})

describe('the words for the browser', () => {
  const widget = new URL('../../../widget/src/', import.meta.url)
  const sources = globSync('**/*.ts', {
    cwd: widget,
    exclude: ['**/*.test.ts', '**/{fixtures,testing}*', '**/testing/**'],
  })
  const source = sources.map((name) => readFileSync(new URL(name, widget), 'utf8')).join('\n')
  const sent = keysOf(en.browser)
  /** Keys that stand in a script as a text, and keys that it puts together. */
  const literalsIn = (text: string) => [...text.matchAll(/['"]([\w.-]+)['"]/g)].map(([, key = '']) => key)
  const patternsIn = (text: string) =>
    [...text.matchAll(/`([a-z]+\.[\w.-]*\$\{[^`]*)`/g)].map(
      ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
    )
  const literals = literalsIn(source)
  /** What says a group's outcome comes with the answer to its registration. */
  const comesWithAnswer = 'outcome'

  test('are all that the element asks for', () => {
    const said = [...source.matchAll(/\bsay\(([^`,)]*)/g)].flatMap(([, argument = '']) =>
      [...argument.matchAll(/'([\w.-]+)'/g)].map(([, key = '']) => key),
    )
    assert.ok(said.length > 50, `only ${said.length} keys were found in the element`)
    assert.deepEqual(
      said.filter((key) => !sent.includes(key) && !(`mailed.${key}` in en.server) && key !== comesWithAnswer),
      [],
    )
    const stay = new Set(Object.keys(en.server))
    assert.deepEqual(
      literals.filter((key) => stay.has(key)),
      [],
    )
  })

  test('are no more than it, or a released script, asks for', () => {
    const released = globSync('../releases/*/*.js', { cwd: widget }).map((name) =>
      readFileSync(new URL(name, widget), 'utf8'),
    )
    assert.ok(released.length > 0)
    const scripts = [source, ...released]
    const read = new Set(scripts.flatMap(literalsIn))
    const patterns = scripts.flatMap(patternsIn)
    const isRead = (key: string) => read.has(key) || patterns.some((pattern) => pattern.test(key))
    // The form for several people looks under `people.` first, whatever the key.
    assert.deepEqual(
      sent.filter((key) => !isRead(key) && !isRead(key.replace(/^people\./, ''))),
      [],
    )
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
