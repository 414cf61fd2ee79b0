import type { System } from '../../platform/system.ts'
import { canonicalAddress } from '../people/person.ts'
import { readReference } from '../people/reference.ts'
import { sortedName } from '../people/search-words.ts'
import { withRegistration } from '../seats/registration.ts'
import { activeStatuses, isSeated } from '../seats/transitions.ts'
import type { StoredTraining } from '../trainings/trainings.ts'
import { sessionOf } from './attend.ts'
import { inSession, mark, type Tap } from './check-in.ts'
import { sessionTimesOf } from './read-attendance.ts'

/** What someone types about themselves: the code that they were sent, or their last name and address. */
export interface OwnWords {
  code: string
  familyName: string
  email: string
}

/** What someone does alone. `next`: leaves if they have been here for a while, and else comes. */
export type OwnTap = 'in' | 'out' | 'next'

/** What came of it. `ask`: the desk has to help, whatever the reason is. */
export type OwnOutcome =
  | { said: 'ask' }
  | { said: 'in' | 'out' | 'already'; registration: string; givenName: string; at: string }

const ask: OwnOutcome = { said: 'ask' }
/** A code that is shown twice by accident does not check out. */
const whileMs = 10 * 60_000

/**
 * Checks in someone who is alone with a screen, or checks them out. It tells them apart from no one:
 * who is unknown, waits, has canceled, or shares name and address hears the same.
 */
export async function checkInAlone(
  system: System,
  training: StoredTraining,
  words: OwnWords,
  tap: OwnTap,
): Promise<OwnOutcome> {
  const id = await findOnly(system, training.row.id, words)
  return id === undefined ? ask : note(system, training, id, tap)
}

/** Returns the one with a seat that these words are about, if there is no other who may come. */
async function findOnly({ db }: System, training: string, words: OwnWords): Promise<string | undefined> {
  const code = readReference(words.code) ?? ''
  const isCode = words.code.trim() !== ''
  const found = await db.reader
    .selectFrom('registration')
    .select(['id', 'status'])
    .where('training_id', '=', training)
    .where('status', 'in', activeStatuses)
    .where((eb) =>
      isCode
        ? eb('reference', '=', code)
        : eb.and([
            eb('email_canonical', '=', canonicalAddress(words.email)),
            eb('family_folded', '=', sortedName(words.familyName)),
          ]),
    )
    .limit(2)
    .execute()
  const [only, another] = found
  return only && !another && isSeated(only.status) ? only.id : undefined
}

const note = (system: System, { input }: StoredTraining, id: string, tap: OwnTap): Promise<OwnOutcome> =>
  withRegistration(system, id, async (tx, { status, given_name: givenName }, training) => {
    if (!isSeated(status)) return ask
    const sessions = sessionTimesOf(input)
    const now = system.now().toISOString()
    const tapOf = (kind: Tap['kind']): Tap => ({
      kind,
      session: sessionOf({ session: null, kind, at: now }, sessions)?.key ?? '',
    })
    const lastOf = async (kind: Tap['kind']) => (await inSession(tx, id, tapOf(kind), sessions)).at(-1)
    const kind = tap === 'next' ? nextOf(input.attendance, await lastOf('out'), now) : tap
    const last = await lastOf(kind)
    const said = { registration: id, givenName }
    if (kind === 'out' && last === undefined) return ask
    if (last?.kind === kind) return { ...said, said: kind === 'in' ? 'already' : 'out', at: last.at }
    const [outcome] = await mark(system, tx, training, [{ registration: id, ...tapOf(kind), source: 'kiosk' }])
    return outcome?.outcome === 'stored' ? { ...said, said: kind, at: now } : ask
  })

/** Who came to a training where people also check out, a while ago, goes now. */
const nextOf = (rule: string, last: { kind: string; at: string } | undefined, now: string): 'in' | 'out' =>
  rule === 'in-and-out' && last?.kind === 'in' && Date.parse(now) - Date.parse(last.at) > whileMs ? 'out' : 'in'
