import type { Language, RegistrationStatus } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Group } from '../../core/seats/registration.ts'
import { activeStatuses } from '../../core/seats/transitions.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, comingFacts, facts, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import { isolated } from '../compose/isolates.ts'
import type { Block, Fact } from '../compose/mail-text.ts'
import { formatName } from '../compose/names.ts'
import type { About } from './about.ts'
import type { Band } from './bands.ts'
import { coordinatorOf } from './reader.ts'
import { referenceOf } from './registration-mail.ts'
import { type Way, wayButtons, withWay } from './way-back.ts'

/** Tells a coordinator what the sign-up of their group was answered with. */
export async function summaryMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, group, training, links } = about
  if (!group || training.state === 'past' || training.state === 'cancelled') return undefined
  const people = await findMembers(about, group.id, system)
  if (people.length === 0) return undefined
  const seats = people.filter(({ status }) => status === 'confirmed').length
  const isEveryoneIn = seats === people.length
  const [why, end] =
    people.length === 1
      ? (['mail.why.one', 'mail.notYou.one'] as const)
      : (['mail.why.group', 'mail.notYou.group'] as const)
  const lead = [
    ...(isEveryoneIn ? [] : [say(lang, 'mail.group-summary.notAll')]),
    ...(isEveryoneIn || group.split === 1 || people.length === 1 ? [] : [say(lang, 'mail.together')]),
    say(lang, 'mail.group-summary.text', { count: people.length }),
  ].join(' ')
  return {
    to: group.coordinator_email,
    band: bandOf(people, isEveryoneIn),
    heading: summaryHeading(lang, seats, people.length),
    preheader: lead,
    blocks: [
      greeting(about, group.coordinator_name),
      text(lead),
      ...facts(peopleFacts(about, people)),
      trainingEvent(about, isSeated(people)),
      button(say(lang, 'mail.others.manage', { count: people.length }), links.manageGroup(group)),
      ...(isSeated(people) ? [calendarLink(about)] : []),
      ...facts(isSeated(people) ? comingFacts(about) : []),
    ],
    quiet: [
      line(say(lang, 'mail.others.manage.note', { count: people.length })),
      line(`${say(lang, 'result.reference')}: ${isolated(group.reference)}`),
    ],
    why: [line(say(lang, why)), { text: say(lang, end), href: links.manageGroup(group) }],
  }
}

const calendarLink = ({ lang, links }: About): Block => ({
  kind: 'links',
  links: [{ text: say(lang, 'result.calendar'), href: links.calendar }],
})

/** Someone registered alone is not “everyone”. */
function bandOf([one, ...others]: Person[], isEveryoneIn: boolean): Band {
  if (one && others.length === 0) return bandsOfOne[one.status] ?? 'notAll'
  return isEveryoneIn ? 'allConfirmed' : 'notAll'
}

const bandsOfOne: Partial<Record<RegistrationStatus, Band>> = {
  confirmed: 'confirmed',
  waitlisted: 'waiting',
  pending_approval: 'approval',
}

function summaryHeading(lang: Language, seats: number, total: number): string {
  if (seats === total) return say(lang, 'mail.group-summary.all', { count: total })
  return seats === 0
    ? say(lang, 'mail.group-summary.none', { count: total })
    : say(lang, 'mail.group-summary.some', { count: seats, total })
}

interface GroupNews {
  band: Band
  heading: string
  text: string
  more: Block[]
  group: Group
  isOpen: boolean
  way: Way | undefined
}

/**
 * Tells a coordinator about a change of the training, in one email for all members without an
 * address of their own.
 */
export async function groupNewsMail(about: About, system: System, news: GroupNews): Promise<Composed | undefined> {
  const { lang, links } = about
  const { group } = news
  const members = await findMembers(about, group.id, system)
  const people = members.filter(({ isReachable, status }) => !isReachable && activeStatuses.includes(status))
  if (people.length === 0) return undefined
  const isSomeoneIn = news.isOpen && isSeated(people)
  const { isProven } = about
  const told = withWay((tell) => `${news.text} ${tell('mail.whatToDo')}`, news.way)
  const reader = coordinatorOf(about, isProven ? people.toSorted(byId).map(({ name }) => name) : people.length)
  return {
    to: group.coordinator_email,
    band: news.band,
    heading: news.heading,
    preheader: told(reader.tellNameless),
    blocks: [
      greeting(about, group.coordinator_name),
      text(told(reader.tell)),
      trainingEvent(about, isSomeoneIn),
      ...(news.isOpen
        ? [button(say(lang, 'mail.others.manage', { count: members.length }), links.manageGroup(group))]
        : wayButtons(news.way)),
      ...facts([...peopleFacts(about, people, news.isOpen), ...(isSomeoneIn ? comingFacts(about) : [])]),
      ...(isSeated(people) ? news.more : []),
    ],
    quiet: news.isOpen ? [line(say(lang, 'mail.others.manage.note', { count: members.length }))] : [],
    why: [line(reader.tell('mail.why'))],
    calendar: isSeated(people) ? 'PUBLISH' : undefined,
  }
}

const isSeated = (people: Person[]) => people.some(({ status }) => status === 'confirmed')

interface Person {
  id: string
  name: string
  reference: string
  status: RegistrationStatus
  /** Whether they get emails themselves. */
  isReachable: boolean
}

// Ids are made in the order in which people were entered.
const byId = (one: Person, other: Person) => (one.id < other.id ? -1 : 1)

/**
 * Returns the status of each person. A coordinator who has not proven their address gets numbers
 * and no names, which a stranger may have typed as a message to them. In a training that is off no
 * one has a seat, so it goes without a status.
 */
function peopleFacts({ lang, isProven }: About, people: Person[], isOpen = true): Fact[] {
  if (isProven)
    return people.toSorted(byId).map(({ name, reference, status: now }) => {
      const status = say(lang, `mail.status.${now}`)
      return {
        term: name,
        lines: [
          line(
            isOpen
              ? say(lang, 'mail.status.reference', { status, reference: isolated(reference) })
              : referenceOf(lang, { reference }),
          ),
        ],
      }
    })
  if (!isOpen) return []
  return [...Map.groupBy(people, ({ status }) => status)].map(([status, { length: count }]) => ({
    term: say(lang, `mail.status.${status}`),
    lines: [line(say(lang, 'mail.group-summary.count', { count }))],
  }))
}

/** With the name that the coordinator goes on to see. */
const asEntered = ({ email, public_name, ...row }: Selectable<RegistrationTable>) =>
  email === null || public_name === null ? row : { ...row, given_name: public_name, family_name: '' }

/**
 * Returns the members as a coordinator may see them. People with an address of their own have the
 * status that the sign-up was answered with: only the owner of the mailbox learns more, including
 * whether they were already registered.
 */
async function findMembers({ isProven }: About, groupId: string, { db }: System): Promise<Person[]> {
  const rows = await db.reader.selectFrom('registration').selectAll().where('group_id', '=', groupId).execute()
  const duplicates = await db.reader.selectFrom('duplicate').selectAll().where('group_id', '=', groupId).execute()
  return [
    ...rows.map((row) => ({
      id: row.id,
      name: formatName(asEntered(row), { isProven }),
      reference: row.reference,
      status: row.email === null ? row.status : row.public_status,
      isReachable: row.email !== null,
    })),
    ...duplicates.map(({ id, reference, submitted_answers, public_status }) => {
      const { givenName = '', familyName = '' } = JSON.parse(submitted_answers) as Record<string, string>
      const name = formatName({ given_name: givenName, family_name: familyName, reference }, { isProven })
      return { id, name, reference, status: public_status, isReachable: true }
    }),
  ]
}
