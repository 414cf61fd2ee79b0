import type { Language, Line } from '@training-signup/contract'
import { contentOf } from '../../core/credit/certificates.ts'
import type { CertificateRow } from '../../core/credit/standings.ts'
import { readValidOf } from '../../core/credit/valid-certificates.ts'
import { formatDateOf, formatMonthDay } from '../../core/trainings/local-time.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import { isolated } from '../compose/isolates.ts'
import type { Block } from '../compose/mail-text.ts'
import { repeatable } from '../compose/names.ts'
import type { About } from './about.ts'

/** Leads a person to their certificates. Neither the subject nor a link says whose they are. */
export async function certificateMail(about: About, { db }: System): Promise<Composed | undefined> {
  const { lang, registration, row, stored } = about
  if (!registration?.email) return undefined
  const rows = await readValidOf(db.reader, registration.id)
  const [first] = rows
  if (!first) return undefined
  const day = formatMonthDay(stored.row.starts_at, stored.row.time_zone, lang)
  const isNew = row.kind === 'certificate'
  const words = wordsOf(rows)
  const subject = say(lang, isNew ? words.title : words.replaced)
  const lead = isNew
    ? say(lang, words.text, { day, hours: contentOf(first).hours.toFixed(2) })
    : say(lang, words.corrected)
  return {
    to: registration.email,
    band: 'certificate',
    heading: (isNew && titleFor(about, registration.given_name, words.named)) || subject,
    subjectHeading: subject,
    preheader: say(lang, words.preheader),
    blocks: [
      greeting(about, registration.given_name),
      text(lead),
      ...waysTo(about, rows),
      text(say(lang, 'mail.certificate.note')),
      trainingEvent(about),
    ],
    quiet: [...wayToSayWrong(about), ...rows.map((one) => line(numberOf(one, rows, lang)))],
    why: [line(say(lang, 'mail.why.certificate'))],
  }
}

/** A letter is called what it is called where it leads: it counts for nothing. */
const wordsOf = (rows: readonly CertificateRow[]) =>
  rows.every((one) => contentOf(one).kind === 'letter')
    ? ({
        title: 'mail.letter',
        replaced: 'mail.letter.replaced',
        named: 'mine.ready.letter',
        preheader: 'mail.letter.preheader',
        text: 'mail.letter.text',
        corrected: 'mail.letter.corrected',
        open: 'mine.link.letter',
        number: 'mail.letter.number',
      } as const)
    : ({
        title: 'mail.certificate',
        replaced: 'mail.certificate-replaced',
        named: 'mail.certificate.named',
        preheader: 'mail.certificate.preheader',
        text: 'mail.certificate.text',
        corrected: 'mail.certificate-replaced.text',
        open: 'mail.certificate.open',
        number: 'mail.certificate.number',
      } as const)

/** “Your certificate, Ada”. A subject has no name: it shows on locked screens. */
function titleFor(about: About, typed: string, word: ReturnType<typeof wordsOf>['named']): string | undefined {
  const name = repeatable(typed, about)
  return name === undefined ? undefined : say(about.lang, word, { name })
}

const wayToSayWrong = ({ lang, training: { contact } }: About): Line[] =>
  contact?.email === undefined
    ? []
    : [
        line(say(lang, 'mail.certificate.wrong')),
        { text: say(lang, 'mail.certificate.wrong.go'), href: `mailto:${contact.email}` },
      ]

/** Returns the number of a certificate, and with several whose it is. */
function numberOf(row: CertificateRow, rows: readonly CertificateRow[], lang: Language): string {
  const number = say(lang, wordsOf(rows).number, { serial: isolated(row.serial) })
  return rows.length === 1 ? number : `${contentOf(row).profile}: ${number}`
}

const waysTo = ({ lang, links }: About, rows: readonly CertificateRow[]): Block[] =>
  rows.length === 1
    ? rows.map((one) => button(say(lang, wordsOf(rows).open), links.certificate(one)))
    : [{ kind: 'links', links: rows.map((one) => ({ text: contentOf(one).profile, href: links.certificate(one) })) }]

/** Says that a certificate was taken back. Returns undefined where another one has been issued since. */
export async function revokedMail(about: About, { db }: System): Promise<Composed | undefined> {
  const { lang, registration, row, stored } = about
  if (!registration?.email) return undefined
  const revoked = await db.reader
    .selectFrom('certificate')
    .selectAll()
    .where('registration_id', '=', registration.id)
    .where('revoked_at', 'is not', null)
    .where('replaced_by', 'is', null)
    .orderBy('revoked_at', 'desc')
    .execute()
  const valid = new Set((await readValidOf(db.reader, registration.id)).map(({ profile_id }) => profile_id))
  const open = revoked.filter(({ profile_id }) => !valid.has(profile_id))
  // Each of two that ended within minutes has an email of its own.
  const ended = open.find(({ revoked_at }) => revoked_at === row.created_at) ?? open[0]
  if (!ended) return undefined
  const day = formatDateOf(ended.revoked_at ?? '', stored.row.time_zone, lang)
  const lead = say(lang, 'mail.certificate-revoked.text', { serial: isolated(ended.serial), day })
  return {
    to: registration.email,
    band: 'certificate',
    heading: say(lang, 'mail.certificate-revoked'),
    preheader: say(lang, 'mine.revoked.text'),
    blocks: [
      greeting(about, registration.given_name),
      text(`${lead} ${say(lang, 'mine.revoked.text')}`),
      trainingEvent(about),
    ],
    why: [line(say(lang, 'mail.why.attended'))],
  }
}
