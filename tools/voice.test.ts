import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pageWords } from '../packages/server/src/words/admin.ts'
import { en } from '../packages/server/src/words/en/index.ts'

const root = join(import.meta.dirname, '..')
// A migration stays as it is, and so does a release.
const skipped = /(^|\/)(node_modules|dist|releases|migrations)(\/|$)/
const find = (pattern: string) =>
  globSync(pattern, { cwd: root, exclude: (file) => skipped.test(file) }).filter((file) => !skipped.test(file))
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** What people read, comments, and documents do without, and what they use instead. */
const banned: Record<string, string> = {
  'whoever|whom': 'who, anyone who',
  '(some|no|any|every)body': 'someone, no one, anyone, everyone',
  'at once': 'right away',
  'deeds?': 'action',
  'one of theirs': 'name it',
  'what became of': 'the result, the status',
  'by themselves': 'automatically',
  'such as': 'like',
  meanwhile: 'in the meantime',
  beside: 'next to, besides',
  'please|sorry|oops': 'say what to do',
  invalid: 'say what is wrong, or what to enter',
  'e-mails?': 'email',
  'cancell(ed|ing)': 'canceled',
  'licences?': 'license',
  '(colour|favour|behaviour|neighbour)s?|catalogues?|centre|grey|whilst': 'the American spelling',
}
/** In sentences for visitors alone: a comment may need the field's word. */
const bannedForVisitors: Record<string, string> = {
  'of it': 'name it',
  'mail|mails|mailbox(es)?': 'email',
  'enroll?(ed|ment)?|sign(ed|ing|s)? up': 'register',
  'give (back|away)|hand over|becomes? free': 'give up, give to a colleague, open up',
  'spot|ticket': 'seat',
  'waitlist|queue': 'waiting list',
  'turn(ed)? down|reject(ed)?|lapsed?': 'decline, expire',
  'erase[ds]?': 'delete',
  'PIN|token|OTP': 'code, link',
}

const wordsOf = (list: Record<string, string>) =>
  new RegExp(`(?<![\\p{L}\\d_-])(${Object.keys(list).join('|')})(?![\\p{L}\\d_-])`, 'giu')

/** Names, statuses, and code stand in backticks, tags, and addresses. */
const withoutCode = (text: string) =>
  text
    .replaceAll(/^```[^]*?^```/gm, '')
    .replaceAll(/`[^`]*`|https?:\/\/\S+|\]\([^)]*\)|\$\{[^}]*(\}|$)|<style[^]*?<\/style>|<[^>]*>/g, '')

const faults = (place: string, text: string, list = banned) =>
  [...withoutCode(text).matchAll(wordsOf(list))].map(({ 0: word, index, input }) => {
    const around = input.slice(Math.max(0, index - 50), index + 50).replaceAll(/\s+/g, ' ')
    return `${place}: “${word}” in “…${around}…”`
  })

const tokens = /(\/\*[^]*?\*\/|(?<![:\\])\/\/.*)|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`/g
const tokensIn = (file: string) =>
  [...read(file).matchAll(tokens)].map(([, comment, single, double, template]) => ({
    comment,
    text: single ?? double ?? template ?? '',
  }))

const assertNone = (found: string[]) => assert.deepEqual(found, [])

describe('the voice', () => {
  test('is that of every document', () => {
    const files = ['README.md', ...find('{docs,packages,examples}/**/*.md')]
    assertNone(files.flatMap((file) => faults(file, read(file))))
  })

  test('is that of every comment', () => {
    const files = find('{packages,examples,e2e,tools}/**/*.{ts,tsx,js,mjs}')
    assertNone(files.flatMap((file) => tokensIn(file).flatMap(({ comment }) => faults(file, comment ?? ''))))
  })

  test('is that of every comment in a style sheet, and of every title of a test', () => {
    const sheets = find('packages/{server,widget}/src/**/*.css').flatMap((file) =>
      [...read(file).matchAll(/\/\*[^]*?\*\//g)].flatMap(([comment]) => faults(file, comment)),
    )
    const titles = find('{packages,e2e,tools}/**/*.test.ts').flatMap((file) =>
      [...read(file).matchAll(/^ *(?:test|it|describe)\((['`])(.*?)\1, /gm)].flatMap(([, , title = '']) =>
        faults(file, title),
      ),
    )
    assertNone([...sheets, ...titles])
  })

  test('is that of every sentence in the code', () => {
    const isProduct = (file: string) => !/\.test\.ts$|\/testing\/|-es\.ts$/.test(file)
    // An id has no space.
    const isSentence = (text: string) => /\p{L}[,.:;]? \p{L}/u.test(text)
    assertNone(
      find('{packages/*/src,examples}/**/*.{ts,tsx,js}')
        .filter(isProduct)
        .flatMap((file) =>
          tokensIn(file).flatMap(({ comment, text }) => (!comment && isSentence(text) ? faults(file, text) : [])),
        ),
    )
  })

  test('is that of every page of the examples', () => {
    assertNone(find('examples/**/*.{html,vue,php}').flatMap((file) => faults(file, read(file))))
  })

  test('is that of everything that visitors read', () => {
    const { browser, server } = en
    const words = Object.assign({}, ...Object.values(browser), server, pageWords.en) as Record<string, unknown>
    const forVisitors = Object.entries(words).filter(([key]) => !/^(problems?|fault)\./.test(key))
    assertNone(forVisitors.flatMap(([key, text]) => faults(key, JSON.stringify(text), bannedForVisitors)))
  })
})
