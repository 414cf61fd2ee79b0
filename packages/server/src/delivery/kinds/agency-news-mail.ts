import { activeStatuses } from '../../core/seats/transitions.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type Composed, facts, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import { isolated } from '../compose/isolates.ts'
import { formatName } from '../compose/names.ts'
import type { About } from './about.ts'
import { moreText, mostNamed, readAgency, seeButton } from './people-changed-mail.ts'
import { referenceOf } from './registration-mail.ts'
import { contentOf } from './training-mails.ts'

/**
 * Tells a coordinator of an agency that a training of people they registered was called off or
 * moved, or takes place after all. Returns undefined if none of them would come.
 */
export async function agencyNewsMail(about: About, { db, config, now }: System): Promise<Composed | undefined> {
  const { row, lang, training, stored } = about
  if (stored.row.ends_at <= now().toISOString()) return undefined
  const { account, people: all } = await readAgency(about, db)
  const people = all.filter(({ status }) => activeStatuses.includes(status))
  if (!account || people.length === 0) return undefined
  const isOff = training.state === 'cancelled'
  const content = contentOf(about, {
    kind: isOff ? 'training-cancelled' : row.known_schedule === null ? 'training-restored' : 'training-changed',
    band: isOff ? 'canceled' : 'changed',
  })
  const count = people.length
  const named = people.slice(0, mostNamed).map((one) => {
    const status = say(lang, `mail.status.${one.status}`)
    const reference = isolated(one.reference)
    const said = isOff ? referenceOf(lang, one) : say(lang, 'mail.status.reference', { status, reference })
    return { term: formatName(one, { isProven: true }), lines: [line(said)] }
  })
  return {
    to: account.email,
    band: content.band,
    heading: content.heading,
    preheader: content.text,
    blocks: [
      greeting({ lang, isProven: true }, account.name),
      text(`${content.text} ${say(lang, 'mail.agency-news.text', { count })}`),
      trainingEvent(about),
      ...facts(named),
      ...moreText(lang, people),
      seeButton(about, config, people),
    ],
    why: [line(say(lang, 'mail.people-changed.why', { count }))],
  }
}
