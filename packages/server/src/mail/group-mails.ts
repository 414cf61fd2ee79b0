import type { RegistrationStatus } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { say } from '../words/index.ts'
import type { About, Group } from './about.ts'
import { type Composed, type Composer, greeting, line, note, question, text, trainingFacts } from './composed.ts'
import type { Block, Fact } from './mail-text.ts'
import { standing, toldName } from './place-mail.ts'

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

interface GroupNews {
  heading: string
  text: string
  more: Block[]
  hasCalendar: boolean
  group: Group
  isOpen: boolean
}

/** What becomes of the training, for all at once whom their coordinator tells. */
export async function groupNewsMail(about: About, deps: Deps, news: GroupNews): Promise<Composed | undefined> {
  const { lang, links } = about
  const { group } = news
  const people = (await findMembers(group.id, deps)).filter(
    ({ isReachable, status }) => !isReachable && standing.some((one) => one === status),
  )
  if (people.length === 0) return undefined
  const manage = say(lang, 'mail.group-summary.manage')
  return {
    to: group.coordinator_email,
    heading: news.heading,
    blocks: [
      greeting(about, group.coordinator_name),
      text(news.text),
      ...(news.isOpen ? [{ kind: 'button', text: manage, href: links.manageGroup(group) } as const] : []),
      {
        kind: 'facts',
        facts: [...people.toSorted(byId).map((one) => personFact(about, one)), ...trainingFacts(about)],
      },
      ...news.more,
      ...(news.isOpen ? [note(say(lang, 'mail.group-summary.note'))] : []),
      ...question(about),
    ],
    hasCalendar: news.hasCalendar && people.some(({ status }) => status === 'confirmed'),
  }
}

interface Person {
  id: string
  name: string
  reference: string
  status: RegistrationStatus | null
  /** Whether they have an address of their own. */
  isReachable: boolean
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
  const rows = await db.reader
    .selectFrom('registration')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('self_managed_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: toldName(row),
    reference: row.reference,
    status: row.status,
    isReachable: row.email !== null,
  }))
}

/**
 * Those who were registered already look like the others here too: only the owner of a mailbox learns who is
 * registered, and whoever signs up others does not own theirs.
 */
async function findKnown(groupId: string, { db }: Deps): Promise<Person[]> {
  const rows = await db.reader
    .selectFrom('attempt')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('self_managed_at', 'is', null)
    .execute()
  return rows.map(({ id, reference, said, shown }) => {
    const { givenName = '', familyName = '', email } = JSON.parse(said) as Partial<Record<string, string>>
    return {
      id,
      name: toldName({ given_name: givenName, family_name: familyName, reference }),
      reference,
      status: shown,
      isReachable: email !== undefined,
    }
  })
}
