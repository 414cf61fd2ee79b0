import type { Language } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { haveLinksEnded } from '../registrations/manage-token.ts'
import { formOf } from '../trainings/form.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, isSafeToRepeat, line, note, text, trainingFacts } from './composed.ts'
import type { Fact } from './mail-text.ts'
import { type Place, placeMail, tellStanding, toldName } from './place-mail.ts'

type Said = Record<string, unknown>

/** Tells someone that they were signed up again, and what was entered this time. */
export async function alreadyRegisteredMail(place: Place, deps: Deps): Promise<Composed> {
  const { lang, registration } = place
  const facts = saidFacts(place, await findSaid(place, deps))
  return placeMail(place, {
    heading: say(lang, 'mail.already-registered'),
    text: `${say(lang, 'mail.already-registered.text')} ${tellStanding(place)}`,
    more: [
      ...(facts.length > 0
        ? ([text(say(lang, 'mail.already-registered.said')), { kind: 'facts', facts }] as const)
        : []),
      note(say(lang, 'mail.notYou')),
    ],
    hasCalendar: registration.status === 'confirmed',
  })
}

// Nothing long: what a stranger types is not to be carried into somebody's mailbox.
const repeated: ReadonlySet<string> = new Set(['givenName', 'familyName', 'email', 'phone', 'role', 'agency', 'rank'])

const mostSaid = 50
const mostAnswers = 5

/** What was entered for somebody who was registered already, the last first: each different answer once. */
function saidFacts({ lang, stored }: About, said: Said[]): Fact[] {
  return formOf(stored.input, lang)
    .fields.filter(({ id, sensitive }) => repeated.has(id) && !sensitive)
    .map(({ id, label, options }) => {
      const answers = said
        .map((one) => one[id])
        .filter((answer) => typeof answer === 'string')
        .map((answer) => options?.find(({ value }) => value === answer)?.label ?? answer)
        .filter((answer) => answer !== '' && (id === 'email' || isSafeToRepeat(answer)))
      return { term: label, lines: [...new Set(answers)].slice(0, mostAnswers).map(line) }
    })
    .filter(({ lines }) => lines.length > 0)
}

/** What this mail is about, and what was entered since it was written, whose own mails are dropped for it. */
async function findSaid({ row: { id, kind, registration_id, duplicate_id } }: About, { db }: Deps): Promise<Said[]> {
  const since = await db.reader
    .selectFrom('outbox')
    .select('duplicate_id')
    .where('registration_id', '=', registration_id)
    .where('kind', '=', kind)
    .where('id', '>', id)
    .orderBy('id', 'desc')
    .limit(mostSaid)
    .execute()
  const rows = await db.reader
    .selectFrom('duplicate')
    .select('submitted_answers')
    .where('id', 'in', ['', ...[duplicate_id, ...since.map((one) => one.duplicate_id)].filter((one) => one !== null)])
    .orderBy('id', 'desc')
    .limit(mostSaid)
    .execute()
  return rows.map(({ submitted_answers }) => JSON.parse(submitted_answers) as Said)
}

/** Every place that an address has in the training, or had, or a group that its owner signed up: with the link to each. */
export async function yourLinkMail(about: About, deps: Deps): Promise<Composed | undefined> {
  const { lang, registration, group, links } = about
  if (haveLinksEnded(about.stored.row, deps.now())) return undefined
  if (registration) {
    const places = await findPlaces(about, deps, registration)
    const found = places.map((place) => ({ text: tellPlace(lang, place), href: links.manage(place) }))
    return linksMail(about, registration.email, found)
  }
  const found = group && { text: say(lang, 'mail.your-link.group'), href: links.manageGroup(group) }
  return found && linksMail(about, group.coordinator_email, [found])
}

const tellPlace = (lang: Language, registration: Place['registration']) =>
  say(lang, 'mail.your-link.one', {
    name: toldName(registration),
    status: say(lang, `mail.status.${registration.status}`),
  })

function linksMail(about: About, to: string | null, links: { text: string; href: string }[]): Composed | undefined {
  const { lang } = about
  const count = links.length
  if (count === 0) return undefined
  return {
    to,
    heading: say(lang, 'mail.your-link', { count }),
    blocks: [
      text(say(lang, 'mail.your-link.text', { count })),
      { kind: 'links', links },
      { kind: 'facts', facts: trainingFacts(about) },
      note(say(lang, 'mail.your-link.note', { count })),
    ],
  }
}

const findPlaces = ({ row }: About, { db }: Deps, { email_canonical }: Place['registration']) =>
  db.reader
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', row.training_id)
    .where('email_canonical', '=', email_canonical)
    .orderBy(({ eb }) => eb('active_person', 'is', null))
    .orderBy('id')
    .execute()
