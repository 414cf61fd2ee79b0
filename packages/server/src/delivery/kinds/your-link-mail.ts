import type { Language } from '@training-signup/contract'
import { isProven } from '../../core/registrations/is-proven.ts'
import { haveLinksEnded } from '../../core/registrations/manage-token.ts'
import type { Registration } from '../../core/seats/registration.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, facts, line, text, trainingEvent } from '../compose/composed.ts'
import type { Block, Fact } from '../compose/mail-text.ts'
import { formatName, mostUnprovenNames } from '../compose/names.ts'
import type { About } from './about.ts'
import type { Band } from './bands.ts'

/**
 * Composes the email with the links to all registrations of an address in the training, including
 * ended ones, or with the link to a group that the owner of the address signed up.
 */
export async function yourLinkMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, registration, group, links, stored } = about
  const isOver = haveLinksEnded(stored.row, system.now())
  if (registration) {
    const registrations = await findRegistrations(about, system, registration)
    // More registrations that a stranger may have made go by their references.
    const areFew = registrations.filter((one) => !isProven(one)).length <= mostUnprovenNames
    const found = registrations.map((one) => ({ one, isNamed: areFew || isProven(one), href: links.manage(one) }))
    const [first, ...others] = found
    if (!first) return undefined
    const count = found.length
    return linksMail(about, registration.email, {
      band: 'links',
      count,
      ways:
        others.length === 0
          ? [...facts([factOf(lang, first)]), button(say(lang, 'mail.your-link.see'), first.href)]
          : [{ kind: 'links', links: found.map((each) => ({ text: formatLink(lang, each), href: each.href })) }],
      lead: isOver ? say(lang, 'manage.over') : say(lang, 'mail.your-link.text', { count }),
      note: say(lang, 'mail.your-link.note', { count }),
    })
  }
  return (
    group &&
    linksMail(about, group.coordinator_email, {
      band: 'groupLink',
      count: 1,
      ways: [button(say(lang, 'mail.your-link.group'), links.manageGroup(group))],
      lead: isOver ? say(lang, 'manage.over') : say(lang, 'mail.your-link.group.text'),
      note: say(lang, 'mail.your-link.group.note'),
    })
  )
}

interface Found {
  one: Registration
  isNamed: boolean
}

const nameOf = ({ one, isNamed }: Found) => (isNamed ? formatName(one, { isProven: isProven(one) }) : one.reference)

const statusOf = (lang: Language, { one }: Found) => say(lang, `mail.status.${one.status}`)

const factOf = (lang: Language, found: Found): Fact => ({ term: nameOf(found), lines: [line(statusOf(lang, found))] })

const formatLink = (lang: Language, found: Found) =>
  say(lang, 'mail.your-link.one', { name: nameOf(found), status: statusOf(lang, found) })

/** What an email with links says, and the button or the links themselves. */
interface Ways {
  band: Band
  count: number
  ways: Block[]
  lead: string
  note: string
}

function linksMail(about: About, to: string | null, { band, count, ways, lead, note }: Ways): Composed {
  const { lang } = about
  return {
    to,
    band,
    heading: say(lang, 'mail.your-link', { count }),
    preheader: lead,
    blocks: [text(lead), ...ways, trainingEvent(about)],
    why: [line(say(lang, 'mail.why.link')), line(note)],
  }
}

const findRegistrations = ({ row }: About, { db }: System, { email_canonical }: Registration) =>
  db.reader
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', row.training_id)
    .where('email_canonical', '=', email_canonical)
    .orderBy(({ eb }) => eb('active_person', 'is', null))
    .orderBy('id')
    .execute()
