import assert from 'node:assert/strict'
import { isEmailAddress } from '@training-signup/contract'
import { suggestAddress } from '@training-signup/contract/suggest-address'
import { describe, test } from 'mocha'
import { escapeXml } from './exports/xlsx-parts.ts'
import { readSize } from './logos/image-header.ts'
import { isolated, isolatesInText } from './mail/isolates.ts'
import { htmlText } from './mail/mail-html.ts'
import { plainText, unwrapped } from './mail/mail-text.ts'
import { findAlike } from './organizers/alike-agencies.ts'
import { writeRow } from './organizers/csv.ts'
import { blockedBy, readPolicies } from './partners/content-policy.ts'
import { readTags } from './partners/read-tags.ts'
import { activePerson, canonicalAddress, foldName, mailboxOf } from './people/person.ts'
import { readReference } from './people/reference.ts'
import { assertLinear } from './testing/count-work.ts'
import { shortMail } from './testing/short-mail.ts'
import { emailCheck, nameCheck, telCheck, textCheck } from './trainings/answer-checks.ts'
import { readCode } from './verification/codes.ts'
import { chooseLanguage } from './words/index.ts'

const times = (one: string) => (size: number) => one.repeat(size)
/** What strangers write to make a server work: each grows with its size. */
const texts: Record<string, (size: number) => string> = {
  'one long word': times('a'),
  'one letter a word': times('a '),
  blanks: (size) => `a${' '.repeat(size)}b`,
  tabs: (size) => `y${'\t'.repeat(size)}x`,
  'line ends': times('\r\n'),
  'combining marks': (size) => `a${'\u0301'.repeat(size)}`,
  'marks of direction': times('\u202E\u2067א\u2069'),
  'joined emojis': times('👩‍👩‍👧‍👦'),
  'half characters': times('\uD83D'),
  'open brackets': times('<[{('),
  'closed brackets': times(')}]>'),
  quotes: times('"'),
  'quotes and commas': times('",'),
  semicolons: times(';='),
  at: times('@'),
  'parts of an address': times('a.@b.'),
  hyphens: times('-'),
  digits: times('1-'),
  languages: times('en;q=0.1,'),
  entities: times('&#x41;&'),
  tags: times('<b x=i>'),
  isolates: times('\u2068'),
  ends: times('</script '),
}

const long = 1_000_000
const [asText, asName, asEmail, asTel] = [textCheck(long), nameCheck(long), emailCheck(long), telCheck(long)]
const page = new URL('https://rotary.example/')

const readers: Record<string, (text: string) => unknown> = {
  'a folded name': foldName,
  'a canonical address': canonicalAddress,
  'a mailbox': mailboxOf,
  'the key of a person': (text) => activePerson(text, text, text),
  'an email address': isEmailAddress,
  'a typo in an address': (text) => [suggestAddress(text), suggestAddress(`a@${text}`)],
  'an answer': (text) => [asText(text), asName(text), asEmail(text), asTel(text)],
  agencies: (text) => findAlike([text, `${text} pd`, foldName(text)]),
  'a cell of a table': (text) => writeRow([text, `;${text}`, `=${text}`]),
  'a cell of a workbook': escapeXml,
  'an email': (text) => {
    const mail = { ...shortMail({ kind: 'text', text }, { kind: 'quote', by: isolated(text), text }), preheader: text }
    return [plainText(mail), htmlText(mail), unwrapped(text), isolatesInText(text)]
  },
  'a page of a partner': readTags,
  'a policy of a page': (text) => blockedBy(readPolicies([text, `script-src ${text}`]), 'script', page, { url: page }),
  'a language': (text) => chooseLanguage(text, text, ['en', 'es']),
  'a reference number': readReference,
  'a code': readCode,
  'a picture': (text) => readSize(Buffer.from(`\u00FF\u00D8${text}`, 'latin1')),
}

describe('a reader that goes back for every character', () => {
  const back = (text: string) => {
    for (let end = 1; end <= text.length; end++) text.slice(0, end).toLowerCase()
  }
  test('is found', () => assert.rejects(assertLinear((size) => back('a'.repeat(size)), 1_000)))
})

describe('twice as long a text takes no more than twice the steps', () => {
  for (const [what, read] of Object.entries(readers))
    test(`as ${what}`, async () => {
      for (const [kind, text] of Object.entries(texts))
        await assertLinear((size) => read(text(size)), 1_000).catch((error: Error) => {
          throw new Error(`${kind}: ${error.message}`, { cause: error })
        })
    })
})
