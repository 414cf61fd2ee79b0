import { formOf } from '../../core/trainings/form.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, line, note, text } from '../compose/composed.ts'
import type { Fact } from '../compose/mail-text.ts'
import { repeatable } from '../compose/names.ts'
import type { About } from './about.ts'
import { type AboutRegistration, formatStatus, registrationMail } from './registration-mail.ts'

type SubmittedAnswers = Record<string, unknown>

/** Tells a person that they were signed up again, and what was entered this time. */
export async function alreadyRegisteredMail(about: AboutRegistration, system: System): Promise<Composed> {
  const { lang, registration } = about
  const facts = submittedFacts(about, await findSubmitted(about, system))
  const isComing = registration.status === 'confirmed'
  return registrationMail(about, {
    band: 'unchanged',
    heading: () => say(lang, 'mail.already-registered'),
    text: () => `${say(lang, 'mail.already-registered.text')} ${formatStatus(about)}`,
    action: [button(say(lang, 'mail.manage'), about.links.manage(registration))],
    isComing,
    more: [
      ...(facts.length > 0
        ? ([text(say(lang, 'mail.already-registered.said')), { kind: 'facts', facts }] as const)
        : []),
      note(say(lang, 'mail.notYou')),
    ],
    calendar: isComing ? 'PUBLISH' : undefined,
  })
}

// Only short answers: a stranger must not get free text, or a number to call, into the mailbox of
// someone else.
const repeated: ReadonlySet<string> = new Set(['givenName', 'familyName', 'email', 'role', 'agency', 'rank'])

const mostSubmissions = 50
const mostAnswers = 5

/**
 * Returns what was entered for a person who was already registered: each different answer once, the
 * latest first.
 */
function submittedFacts({ lang, stored }: About, submitted: SubmittedAnswers[]): Fact[] {
  return formOf(stored.input, lang)
    .fields.filter(({ id, sensitive }) => repeated.has(id) && !sensitive)
    .map(({ id, label, options }) => {
      const answers = submitted
        .map((one) => one[id])
        .filter((answer) => typeof answer === 'string')
        .map((answer) => {
          // Of an address, the owner of the mailbox sees its other spelling.
          if (id === 'email') return answer
          return options?.find(({ value }) => value === answer)?.label ?? repeatable(answer, { isProven: false })
        })
        .filter((answer) => answer !== undefined)
      return { term: label, lines: [...new Set(answers)].slice(0, mostAnswers).map(line) }
    })
    .filter(({ lines }) => lines.length > 0)
}

/**
 * Returns the answers that this email is about, and those of later sign-ups: their own emails are
 * dropped in favor of this one.
 */
async function findSubmitted(
  { row: { id, kind, registration_id, duplicate_id } }: About,
  { db }: System,
): Promise<SubmittedAnswers[]> {
  const later = await db.reader
    .selectFrom('outbox')
    .select('duplicate_id')
    .where('registration_id', '=', registration_id)
    .where('kind', '=', kind)
    .where('id', '>', id)
    .orderBy('id', 'desc')
    .limit(mostSubmissions)
    .execute()
  const rows = await db.reader
    .selectFrom('duplicate')
    .select('submitted_answers')
    .where('id', 'in', ['', ...[duplicate_id, ...later.map((one) => one.duplicate_id)].filter((one) => one !== null)])
    .orderBy('id', 'desc')
    .limit(mostSubmissions)
    .execute()
  return rows.map(({ submitted_answers }) => JSON.parse(submitted_answers) as SubmittedAnswers)
}
