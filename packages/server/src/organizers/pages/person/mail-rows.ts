import type { Language, MailEntry, MailState } from '@training-signup/contract'
import { html } from 'hono/html'
import type { MailKind } from '../../../core/outbox/outbox.ts'
import { formatBriefly } from '../../../core/trainings/local-time.ts'
import { kinds } from '../../../delivery/kinds/kinds.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import type { Config } from '../../../platform/config.ts'
import { hiddenFields } from '../../../platform/html/form/field.ts'
import { type IconName, icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import type { System } from '../../../platform/system.ts'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { adminPath } from '../frame.ts'
import { reasonInWords } from './mail-reasons.ts'
import { readNames } from './person-names.ts'

/** What the rows of a list of emails tell besides the emails themselves. */
interface Surroundings {
  /** By the id of the registration. */
  people: Map<string, string>
  /** By the slug. */
  trainings: Map<string, { title: string; timeZone: string }>
  /** Who else reads an email, by its id. */
  also?: ReadonlyMap<string, string>
}

interface MailRows {
  config: Config
  caller: Caller
  lang: Language
  now: Date
  /** Whether this server can send emails. */
  canSend: boolean
  /** The page to come back to after a retry. Starts after `/admin`. */
  back: string
  /** Whether each row names its kind and training. */
  namesCause: boolean
}

const looks = {
  sent: { tone: 'ok', sign: 'check' },
  waiting: { tone: 'wait', sign: 'clock' },
  failed: { tone: 'stop', sign: 'warn' },
  dropped: { tone: '', sign: 'mail' },
} as const satisfies Record<MailState, { tone: string; sign: IconName }>

/** Reads the names of the people and trainings that emails are about. */
export async function readSurroundings(
  { db: { reader } }: Pick<System, 'db'>,
  mails: readonly MailEntry[],
  lang: Language,
): Promise<Surroundings> {
  const trainings = await reader
    .selectFrom('training')
    .select(['slug', 'input', 'time_zone'])
    .where('slug', 'in', ['', ...new Set(mails.map(({ training }) => training))])
    .execute()
  return {
    people: await readNames(
      reader,
      mails.flatMap(({ registration }) => registration ?? []),
    ),
    trainings: new Map(
      trainings.map(({ slug, input, time_zone }) => [
        slug,
        { title: pickText(JSON.parse(input).title, lang), timeZone: time_zone },
      ]),
    ),
  }
}

/** Renders emails as rows: who gets each, its state, and why it waits or came back. */
export const mailRows = (view: MailRows, mails: readonly MailEntry[], surroundings: Surroundings): Html =>
  html`<ul class="card flush rows">${mails.map((mail) => mailRow(view, mail, surroundings))}</ul>`

function mailRow(view: MailRows, mail: MailEntry, { people, trainings, also }: Surroundings): Html {
  const { config, caller, lang, back, namesCause } = view
  const { tone, sign } = looks[mail.state]
  const training = trainings.get(mail.training)
  const cause = namesCause
    ? [sayIfKnown(lang, `admin.emails.kind.${mail.kind}`) ?? mail.kind, training?.title ?? mail.training]
    : []
  const others = also?.get(mail.id)
  const facts = [
    ...(others === undefined ? [] : [others]),
    ...(mail.address === null ? [] : [mail.address]),
    ...cause,
    ...stateInWords(view, mail, training?.timeZone ?? 'UTC'),
  ]
  const who = readerInWords(lang, mail, people)
  const name =
    mail.registration !== null && people.has(mail.registration) && may(caller, 'read-people')
      ? html`<a href="${adminPath(config, `/registrations/${mail.registration}`)}"><b>${who}</b></a>`
      : html`<b>${who}</b>`
  const button = (what: MailButton) =>
    may(caller, 'send-messages') ? mailButton({ config, lang, back }, mail.id, what, who) : ''
  const buttons =
    mail.state === 'sent'
      ? button('returned')
      : mail.state === 'failed'
        ? html`${mail.lastError === 'returned' ? button('arrived') : ''}${button('retry')}`
        : ''
  return html`<li class="line ${tone} mail">${icon(sign)}<span>${name}<br><small>${unbroken(facts.join(' · '))}</small></span>
<span class="state ${tone}">${say(lang, `admin.emails.state.${mail.state}`)}</span>${buttons}</li>`
}

/** What can be done with an email, and what an address says then. */
export const mailsDone = ['retried', 'returned', 'arrived'] as const
type MailButton = 'retry' | 'returned' | 'arrived'

/** Renders the button that does something with an email. Its name says whose it is. */
export const mailButton = (
  { config, lang, back }: Pick<MailRows, 'config' | 'lang' | 'back'>,
  id: string,
  name: MailButton,
  who: string,
): Html =>
  html`<form method="post" action="${adminPath(config, `/emails/${id}/${name}`)}">${hiddenFields({ back })}
<button class="button${name === 'retry' ? '' : ' quiet'}" aria-label="${say(lang, `admin.emails.${name}.of`, {
    name: who,
  })}">${say(lang, `admin.emails.${name}.go`)}</button></form>`

/** Names the reader: the person that the email is about, or what the reader is to them. */
function readerInWords(lang: Language, { kind, registration }: MailEntry, people: Map<string, string>): string {
  const { readers } = kinds[kind as MailKind] ?? { readers: ['person'] }
  const name = registration === null ? undefined : people.get(registration)
  if (name !== undefined && readers.includes('person')) return name
  const reader = registration === null ? (readers.at(-1) ?? 'person') : (readers[0] ?? 'person')
  const inWords = say(lang, `admin.emails.reader.${reader}` satisfies PageWordKey)
  return name === undefined ? inWords : say(lang, 'admin.emails.about', { reader: inWords, name })
}

function stateInWords({ canSend, lang, now }: MailRows, mail: MailEntry, timeZone: string): string[] {
  const moment = (instant: string) => formatBriefly(instant, timeZone, lang)
  const why = mail.lastError === null ? [] : [reasonInWords(lang, mail.lastError)]
  switch (mail.state) {
    case 'waiting':
      if (!canSend) return [say(lang, 'admin.emails.at.noMail')]
      return [
        mail.dueAt <= now.toISOString()
          ? say(lang, 'admin.emails.at.soon')
          : say(lang, mail.attempts > 0 ? 'admin.emails.at.again' : 'admin.emails.at.waiting', {
              time: moment(mail.dueAt),
            }),
        ...why,
      ]
    case 'dropped':
      return [say(lang, mail.lastError === null ? 'admin.emails.at.dropped' : 'admin.emails.at.crowded')]
    default:
      return [moment(mail.doneAt ?? mail.dueAt), ...(mail.state === 'failed' ? why : [])]
  }
}
