import { isGroupProven } from '../../core/registrations/is-proven.ts'
import { findAsked, type SupervisorRequest } from '../../core/seats/supervisors.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import type { Block } from '../compose/mail-text.ts'
import { mostUnprovenNames, repeatable } from '../compose/names.ts'
import type { About } from './about.ts'

/** Asks a supervisor whether people may come. It says only who asks, and for which training. */
export async function supervisorMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, row, stored } = about
  const hasBegun = stored.row.status === 'cancelled' || stored.row.starts_at <= system.now().toISOString()
  const requests = hasBegun ? [] : await findAsked(system, row)
  const [request] = requests
  if (!request) return undefined
  return {
    to: request.address,
    band: 'answer',
    heading: say(lang, 'mail.supervisor'),
    preheader: say(lang, 'mail.supervisor.nameless'),
    blocks: [
      greeting(about, ''),
      ...(requests.length === 1
        ? askedOf(about, request)
        : askedOfSeveral(
            about,
            requests,
            requests.length <= mostUnprovenNames || (await isFromProvenGroup(about, system)),
          )),
      trainingEvent(about),
    ],
    why: [line(say(lang, 'mail.why.supervisor')), line(say(lang, 'mail.supervisor.note'))],
  }
}

function askedOf({ lang, links }: About, request: SupervisorRequest): Block[] {
  const name = nameOf(request)
  return [
    text(name !== undefined ? say(lang, 'mail.supervisor.text', { name }) : say(lang, 'mail.supervisor.nameless')),
    button(say(lang, 'mail.supervisor.button'), links.confirm(request)),
  ]
}

const askedOfSeveral = ({ lang, links }: About, requests: SupervisorRequest[], areNamed: boolean): Block[] => [
  text(say(lang, 'mail.supervisor.several')),
  {
    kind: 'links',
    links: requests.map((request) => ({
      text: (areNamed ? nameOf(request) : undefined) ?? say(lang, 'mail.supervisor.someone'),
      href: links.confirm(request),
    })),
  },
]

/**
 * Returns the name, if an email can repeat it to someone who has nothing to do with the sign-up
 * yet.
 */
const nameOf = ({ given_name, family_name }: SupervisorRequest): string | undefined =>
  repeatable([given_name, family_name].filter(Boolean).join(' '), { isProven: false })

/** The group of the sign-up, which for a duplicate is not the group of the registration. */
async function isFromProvenGroup({ registration, duplicate }: About, { db }: System): Promise<boolean> {
  const group = await db.reader
    .selectFrom('registration_group')
    .select(['id', 'proven_at'])
    .where('id', '=', (duplicate ?? registration)?.group_id ?? '')
    .executeTakeFirst()
  return group !== undefined && isGroupProven(db, group)
}
