import type { RegistrationStatus } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, type Composer, greeting, line, note, question, text, trainingFacts } from './composed.ts'
import type { Fact } from './mail-text.ts'
import { fullName } from './place-mail.ts'

/** Told to whoever signed up others. */
export const groupMails = { 'group-summary': summaryMail } satisfies Record<string, Composer>

async function summaryMail(about: About, deps: Deps): Promise<Composed | undefined> {
  const { lang, group, training, links } = about
  if (!group || training.state === 'past' || training.state === 'cancelled') return undefined
  const people = [...(await findMembers(group.id, deps)), ...(await findKnown(group.id, deps))]
  if (people.length === 0) return undefined
  return {
    to: group.coordinator_email,
    heading: say(lang, 'mail.group-summary'),
    blocks: [
      greeting(about, group.coordinator_name),
      text(say(lang, 'mail.group-summary.text')),
      { kind: 'facts', facts: people.toSorted(byId).map((person) => personFact(about, person)) },
      { kind: 'button', text: say(lang, 'mail.group-summary.manage'), href: links.manageGroup(group) },
      { kind: 'facts', facts: [referenceFact(about, group.reference), ...trainingFacts(about)] },
      note(say(lang, 'mail.group-summary.note')),
      ...question(about),
    ],
  }
}

interface Person {
  id: string
  name: string
  reference: string
  status: RegistrationStatus | null
}

// In the order in which they were entered: their ids were made in it.
const byId = (one: Person, other: Person) => (one.id < other.id ? -1 : 1)

const personFact = ({ lang }: About, { name, reference, status }: Person): Fact => ({
  term: name,
  lines: [
    line(
      status === null
        ? reference
        : say(lang, 'mail.status.reference', { status: say(lang, `mail.status.${status}`), reference }),
    ),
  ],
})

const referenceFact = ({ lang }: About, reference: string): Fact => ({
  term: say(lang, 'result.reference'),
  lines: [line(reference)],
})

async function findMembers(groupId: string, { db }: Deps): Promise<Person[]> {
  const rows = await db.reader.selectFrom('registration').selectAll().where('group_id', '=', groupId).execute()
  return rows.map((row) => ({ id: row.id, name: fullName(row), reference: row.reference, status: row.status }))
}

/**
 * Those who were registered already look like the others here too: only the owner of a mailbox learns who is
 * registered, and whoever signs up others does not own theirs.
 */
async function findKnown(groupId: string, { db }: Deps): Promise<Person[]> {
  const rows = await db.reader.selectFrom('attempt').selectAll().where('group_id', '=', groupId).execute()
  return rows.map(({ id, reference, said, shown }) => {
    const { givenName = '', familyName = '' } = JSON.parse(said) as Record<string, string>
    return { id, name: `${givenName} ${familyName}`.trim(), reference, status: shown }
  })
}
