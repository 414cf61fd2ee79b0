import { findAsked, type SupervisorRequest } from '../registrations/supervisors.ts'
import type { System } from '../system.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, greeting, isSafeToRepeat, note, question, text, trainingFacts } from './composed.ts'
import type { Block } from './mail-text.ts'

/** Asks a supervisor whether people may come. It says only who asks, and for which training. */
export async function supervisorMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, row, stored } = about
  const hasBegun = stored.row.status === 'cancelled' || stored.row.starts_at <= system.now().toISOString()
  const requests = hasBegun ? [] : await findAsked(system, row)
  const [request] = requests
  if (!request) return undefined
  return {
    to: request.address,
    heading: say(lang, 'mail.supervisor'),
    blocks: [
      greeting(about, ''),
      ...(requests.length === 1 ? askedOf(about, request) : askedOfSeveral(about, requests)),
      { kind: 'facts', facts: trainingFacts(about) },
      note(say(lang, 'mail.supervisor.note')),
      ...question(about),
    ],
  }
}

function askedOf({ lang, links }: About, request: SupervisorRequest): Block[] {
  const name = nameOf(request)
  return [
    text(name ? say(lang, 'mail.supervisor.text', { name }) : say(lang, 'mail.supervisor.nameless')),
    { kind: 'button', text: say(lang, 'mail.supervisor.button'), href: links.confirm(request) },
  ]
}

const askedOfSeveral = ({ lang, links }: About, requests: SupervisorRequest[]): Block[] => [
  text(say(lang, 'mail.supervisor.several')),
  {
    kind: 'links',
    links: requests.map((request) => ({
      text: nameOf(request) ?? say(lang, 'mail.supervisor.somebody'),
      href: links.confirm(request),
    })),
  },
]

/** Returns the name, or undefined if email programs would turn it into a link. */
function nameOf({ given_name, family_name }: SupervisorRequest): string | undefined {
  const name = [given_name, family_name].filter(Boolean).join(' ')
  return isSafeToRepeat(name) ? name : undefined
}
