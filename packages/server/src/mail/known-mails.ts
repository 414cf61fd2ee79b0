import type { Language } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { haveLinksEnded } from '../registrations/manage-token.ts'
import { formOf } from '../trainings/form.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, type Composer, isSafeToRepeat, line, note, text, trainingFacts } from './composed.ts'
import type { Fact } from './mail-text.ts'
import { type Place, placeMail, standing, tellStanding, toldName, whileIn } from './place-mail.ts'

/** Told to whoever is registered already, whoever asked for it. */
export const knownMails = {
  'already-registered': whileIn(standing, alreadyRegisteredMail),
  'your-link': yourLinkMail,
} satisfies Record<string, Composer>

function alreadyRegisteredMail(place: Place): Composed {
  const { lang, registration } = place
  const facts = saidFacts(place)
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

/** What was entered for somebody who was registered already. */
function saidFacts({ lang, stored, attempt }: About): Fact[] {
  const said = attempt ? (JSON.parse(attempt.said) as Record<string, unknown>) : {}
  return formOf(stored.input, lang)
    .fields.filter(({ id, sensitive }) => repeated.has(id) && !sensitive && typeof said[id] === 'string')
    .map(({ id, label, options }) => {
      const answer = String(said[id])
      return { id, label, answer: options?.find(({ value }) => value === answer)?.label ?? answer }
    })
    .filter(({ id, answer }) => answer !== '' && (id === 'email' || isSafeToRepeat(answer)))
    .map(({ label, answer }) => ({ term: label, lines: [line(answer)] }))
}

/** Every place that an address has in the training, or had, or a group that its owner signed up: with the link to each. */
async function yourLinkMail(about: About, deps: Deps): Promise<Composed | undefined> {
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
    .where('status', '!=', 'pending_verification')
    .orderBy(({ eb }) => eb('active_person', 'is', null))
    .orderBy('id')
    .execute()
