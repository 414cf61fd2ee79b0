import assert from 'node:assert/strict'
import { isEmailAddress, TrainingInput } from '@training-signup/contract'
import { suggestAddress } from '@training-signup/contract/suggest-address'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { describe, test } from 'mocha'
import { pino } from 'pino'
import { readSize } from '../core/logos/image-header.ts'
import { blockedBy, readPolicies } from '../core/partners/content-policy.ts'
import { readTags } from '../core/partners/read-tags.ts'
import { activePerson, canonicalAddress, foldName, mailboxOf } from '../core/people/person.ts'
import { readReference } from '../core/people/reference.ts'
import { readCode } from '../core/proof/codes.ts'
import { traitsInCommon } from '../core/registrations/likeness.ts'
import { createManageTokens } from '../core/registrations/manage-token.ts'
import { inSearch } from '../core/registrations/search.ts'
import { emailCheck, nameCheck, telCheck, textCheck } from '../core/trainings/answer-checks.ts'
import { calendarFile, calendarServiceLink, calendarServices } from '../core/trainings/calendar.ts'
import { matchesText, searchedText } from '../core/trainings/match-text.ts'
import { presentTraining } from '../core/trainings/present.ts'
import { columnsOf } from '../core/trainings/trainings.ts'
import { readRetryAfter } from '../core/webhooks/retry-after.ts'
import { fillName } from '../delivery/compose/fill-name.ts'
import { isolated, isolatesInText, splitWords } from '../delivery/compose/isolates.ts'
import { htmlText } from '../delivery/compose/mail-html.ts'
import { plainText, unwrapped } from '../delivery/compose/mail-text.ts'
import { repeatable } from '../delivery/compose/names.ts'
import { findAlike } from '../organizers/api/agencies/alike-agencies.ts'
import { readCursor } from '../organizers/api/people/lists/cursor.ts'
import { isSearchable } from '../organizers/api/people/lists/filters.ts'
import { writeRow } from '../organizers/files/csv.ts'
import { escapeXml } from '../organizers/files/xlsx-parts.ts'
import type { Tables } from '../platform/db/schema.ts'
import type { TrainingTable } from '../platform/db/tables/trainings/training.ts'
import { createFormTokens } from '../platform/html/form-token.ts'
import { readOrigin } from '../platform/html/origins.ts'
import { canDraw, drawText, openPdf, paper, writePages } from '../platform/pdf/pdf.ts'
import { shortMail } from '../testing/mails/short-mail.ts'
import { assertLinear } from '../testing/traces/count-work.ts'
import { chooseLanguage } from '../words/index.ts'

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
  placeholders: times('{first name}'),
  'open placeholders': times('{first name|'),
}

const long = 1_000_000
const [asText, asName, asEmail, asTel] = [textCheck(long), nameCheck(long), emailCheck(long), telCheck(long)]
const page = new URL('https://rotary.example/')
const now = new Date('2027-01-10T12:00:00Z')
const key = { authSecret: 'a'.repeat(32) }
const formTokens = createFormTokens({
  ...key,
  config: { formLifetimeSeconds: 60 },
  now: () => now,
  randomBytes: (count: number) => new Uint8Array(count),
} as Parameters<typeof createFormTokens>[0])

/** Makes statements, and asks no database. */
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (own) => new SqliteIntrospector(own),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** A page on which what people typed stands. */
async function drawSheet(text: string) {
  const pdf = await openPdf({ log: pino({ enabled: false }) }, { title: 'A sheet', size: paper })
  const draw = () => {
    canDraw(pdf, text)
    // Too small for any of the texts, so that every size is tried.
    drawText(pdf, text, { x: 0, y: 0, width: 50, height: 10 }, { size: 12 })
  }
  for await (const _ of writePages(pdf, [draw])) continue
}

/** A calendar's entry of a training with a text everywhere. */
function writeCalendar(text: string) {
  const own = TrainingInput.parse({
    slug: 'training',
    status: 'published',
    timeZone: 'America/Chicago',
    title: { en: 'A training' },
    start: '2027-03-06T08:00',
    end: '2027-03-06T16:00',
    venue: { name: 'Academy', city: 'Kansas City', region: 'MO' },
  })
  const input = {
    ...own,
    title: { en: text },
    bring: { en: text },
    venue: { ...own.venue, name: text, arrival: { en: text } },
  }
  const row = { ...columnsOf(own), id: '1', seats_taken: 0, revision: 7, updated_at: now.toISOString() }
  const stored = row as unknown as TrainingTable
  const training = presentTraining(stored, input, {
    lang: 'en',
    partners: [],
    publicUrl: 'https://host',
    now,
  })
  const source = { row: stored, input: input as TrainingInput, training, lang: 'en' as const }
  return [
    calendarFile(source, { host: 'host', now }),
    calendarServices.map((service) => calendarServiceLink(service, source)),
  ]
}

const compared = (text: string) => ({ given_name: text, family_name: text, phone: text, email: text, group_id: null })
const unread = (read: () => unknown) => {
  try {
    return read()
  } catch {
    return undefined
  }
}

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
    return [plainText(mail), htmlText(mail), unwrapped(text), isolatesInText(text), splitWords(text)]
  },
  'a page of a partner': readTags,
  'a policy of a page': (text) => blockedBy(readPolicies([text, `script-src ${text}`]), 'script', page, { url: page }),
  'a language': (text) => chooseLanguage(text, text, ['en', 'es']),
  'a reference number': readReference,
  'a code': readCode,
  'a search for people': (text) => [
    isSearchable(text),
    db
      .selectFrom('registration')
      .where(inSearch(db, text, 'training'))
      .compile(),
  ],
  'a search for trainings': (text) => [
    searchedText(text),
    db.selectFrom('training').select('id').where(matchesText(text)).compile(),
  ],
  'a sheet or a badge': drawSheet,
  // An organizer's text has whole characters.
  'a calendar': (text) => writeCalendar(text.toWellFormed()),
  'a name in an email': (text) => [repeatable(text, { isProven: true }), repeatable(text, { isProven: false })],
  'what a name stands in': (text) => [fillName(text, 'Ada', 'en'), fillName(text, undefined, 'en')],
  'what people have in common': (text) => traitsInCommon(compared(text), compared(`${text}a`)),
  'a site': readOrigin,
  'a link': (text) => createManageTokens(key).read(text),
  'a form’s token': (text) => formTokens.read(text, { training: { slug: 'training' }, partner: undefined }),
  'where a page begins': (text) => unread(() => readCursor('name', Buffer.from(text).toString('base64url'))),
  'when to come back': (text) => readRetryAfter(text, now),
  'a picture': (text) => readSize(Buffer.from(`\u00FF\u00D8${text}`, 'latin1')),
}

describe('a reader that goes back for every character', () => {
  const back = (text: string) => {
    for (let end = 1; end <= text.length; end++) text.slice(0, end).toLowerCase()
  }
  test('is found', () => assert.rejects(assertLinear((size) => back('a'.repeat(size)), 1_000)))
})

describe('four times as long a text takes no more than about four times the steps', () => {
  for (const [what, read] of Object.entries(readers))
    test(`as ${what}`, async () => {
      for (const [kind, text] of Object.entries(texts))
        await assertLinear((size) => read(text(size)), 1_000).catch((error: Error) => {
          throw new Error(`${kind}: ${error.message}`, { cause: error })
        })
    })
})
