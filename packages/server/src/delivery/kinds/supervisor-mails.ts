import { isGroupProven } from '../../core/registrations/is-proven.ts'
import { answerTime, describePerson, partsOf } from '../../core/seats/asked-person.ts'
import { findAsked, type SupervisorRequest } from '../../core/seats/supervisors.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import type { Block } from '../compose/mail-text.ts'
import { mostUnprovenNames, repeatable } from '../compose/names.ts'
import type { About } from './about.ts'

/**
 * Asks a supervisor whether people may come. It says only who asks, for which training, and until
 * when.
 */
export async function supervisorMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, row, stored } = about
  const hasBegun = stored.row.status === 'cancelled' || stored.row.starts_at <= system.now().toISOString()
  const requests = hasBegun ? [] : await findAsked(system, row)
  const [request] = requests
  if (!request) return undefined
  const time = answerTime(request, stored, lang, system.now())
  return {
    to: request.address,
    band: 'answer',
    heading: say(lang, 'mail.supervisor'),
    preheader: say(lang, 'mail.supervisor.nameless'),
    blocks: [
      greeting(about, ''),
      ...(requests.length === 1
        ? askedOf(about, request, time)
        : askedOfSeveral(
            about,
            requests,
            requests.length <= mostUnprovenNames || (await isFromProvenGroup(about, system)),
            time,
          )),
      trainingEvent(about),
    ],
    why: [line(say(lang, 'mail.why.supervisor')), line(say(lang, 'mail.supervisor.note'))],
  }
}

function askedOf(about: About, request: SupervisorRequest, time: string): Block[] {
  const { lang, links } = about
  const name = personIn(about, request)
  return [
    text(name !== undefined ? say(lang, 'mail.supervisor.text', { name }) : say(lang, 'mail.supervisor.nameless')),
    text(say(lang, 'mail.supervisor.until', { time })),
    button(say(lang, 'mail.supervisor.button'), links.confirm(request)),
  ]
}

const askedOfSeveral = (about: About, requests: SupervisorRequest[], areNamed: boolean, time: string): Block[] => [
  text(say(about.lang, 'mail.supervisor.several')),
  text(say(about.lang, 'mail.supervisor.until', { time })),
  {
    kind: 'links',
    links: requests.map((request) => ({
      text: (areNamed ? personIn(about, request) : undefined) ?? say(about.lang, 'mail.supervisor.someone'),
      href: about.links.confirm(request),
    })),
  },
]

/**
 * Returns who asks, as far as an email can repeat it to someone who has nothing to do with the
 * sign-up yet.
 */
function personIn({ stored, lang }: About, request: SupervisorRequest): string | undefined {
  const repeated = (typed: string) => repeatable(typed, { isProven: false })
  const { name, role, agency } = partsOf(request, stored, lang)
  const shown = repeated(name)
  return shown && describePerson({ name: shown, role: repeated(role) ?? '', agency: repeated(agency) ?? '' })
}

/** The group of the sign-up, which for a duplicate is not the group of the registration. */
async function isFromProvenGroup({ registration, duplicate }: About, { db }: System): Promise<boolean> {
  const group = await db.reader
    .selectFrom('registration_group')
    .select(['id', 'proven_at'])
    .where('id', '=', (duplicate ?? registration)?.group_id ?? '')
    .executeTakeFirst()
  return group !== undefined && isGroupProven(db, group)
}
