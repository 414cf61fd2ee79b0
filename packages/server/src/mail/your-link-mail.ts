import type { Language } from '@training-signup/contract'
import { isProven } from '../registrations/is-proven.ts'
import { haveLinksEnded } from '../registrations/manage-token.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import type { Band } from './bands.ts'
import { type Composed, line, text, trainingEvent } from './composed.ts'
import type { Link } from './mail-text.ts'
import { formatName, mostUnprovenNames } from './names.ts'

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
    const found = registrations.map((one) => ({
      text: formatLink(lang, one, areFew || isProven(one)),
      href: links.manage(one),
    }))
    const count = found.length
    return linksMail(about, registration.email, found, {
      band: 'links',
      lead: isOver ? say(lang, 'manage.over') : say(lang, 'mail.your-link.text', { count }),
      note: say(lang, 'mail.your-link.note', { count }),
    })
  }
  const found = group && { text: say(lang, 'mail.your-link.group'), href: links.manageGroup(group) }
  return (
    found &&
    linksMail(about, group.coordinator_email, [found], {
      band: 'groupLink',
      lead: isOver ? say(lang, 'manage.over') : say(lang, 'mail.your-link.group.text'),
      note: say(lang, 'mail.your-link.group.note'),
    })
  )
}

const formatLink = (lang: Language, registration: Registration, isNamed: boolean) =>
  say(lang, 'mail.your-link.one', {
    name: isNamed ? formatName(registration, { isProven: isProven(registration) }) : registration.reference,
    status: say(lang, `mail.status.${registration.status}`),
  })

function linksMail(
  about: About,
  to: string | null,
  links: Link[],
  { band, lead, note }: { band: Band; lead: string; note: string },
): Composed | undefined {
  const { lang } = about
  if (links.length === 0) return undefined
  return {
    to,
    band,
    heading: say(lang, 'mail.your-link', { count: links.length }),
    preheader: lead,
    blocks: [text(lead), { kind: 'links', links }, trainingEvent(about)],
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
