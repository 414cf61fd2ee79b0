// Sends what was tapped, and keeps what came of it until someone has seen it.
import { stateIn } from './door-model.js'

const mostAtOnce = 100

/**
 * @param {{ facts: object, store: object, model: object, request: Function, redraw: Function, sent: { count: number } }} door
 */
export function createSender(door) {
  const waiting = () => [...door.store.marks.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1))
  // What was tapped about someone waits until the server knows them.
  const sendable = () => waiting().filter(({ registration }) => !door.store.walkIns.has(registration))
  return {
    waiting,
    /** Sends what waits, of every door of this browser. Returns why it stopped, if it did. */
    async send() {
      for (const slug of new Set(sendable().map(({ training }) => training))) {
        const marks = sendable().filter(({ training }) => training === slug)
        for (let start = 0; start < marks.length; start += mostAtOnce) {
          const failed = await sendSome(door, slug, marks.slice(start, start + mostAtOnce))
          if (failed) return failed
        }
      }
      return undefined
    },
  }
}

async function sendSome(door, slug, marks) {
  const sent = marks.map(({ account, ...mark }) => ({ ...mark, training: undefined, tappedBy: account }))
  const headers = { 'content-type': 'application/json' }
  const options = { method: 'POST', headers, body: JSON.stringify({ marks: sent }) }
  const { body, why } = await door.request(`${slug}/marks`, options)
  if (why === 'wrong' && marks.length > 1) {
    // One that the server does not take must not keep the others.
    for (const one of marks) {
      const failed = await sendSome(door, slug, [one])
      if (failed) return failed
    }
    return undefined
  }
  if (why === 'wrong' || why === 'gone') await askAll(door, marks, why === 'gone' ? 'gone' : 'used')
  else if (why) return why
  for (const outcome of body?.marks ?? []) {
    const mark = marks.find(({ id }) => id === outcome.id)
    if (mark) await settle(door, mark, outcome)
    door.sent.count += 1
  }
  return undefined
}

const refusals = { 'not-found': 'gone', 'training-cancelled': 'off', 'too-many': 'many', 'used-id': 'used' }
const waitingFor = new Set(['waitlisted', 'offered', 'pending_approval'])

/** The server has it, or will not take it. */
async function settle(door, mark, { outcome, why, status, name }) {
  if (name && !door.model.names.has(mark.registration)) door.model.names.set(mark.registration, name)
  if (outcome === 'refused') return askAll(door, [mark], refusals[why])
  if (status !== undefined && mark.kind === 'in')
    return askAll(door, [mark], waitingFor.has(status) ? 'waiting' : 'cancelled')
  await door.store.remove('marks', mark.id)
  const person = door.model.people.get(mark.registration)
  door.redraw(person)
  if (mark.kind !== 'undo' || !person) return undefined
  // Another door's arrival stays, which only a person can judge.
  const { first } = stateIn(person, mark.session)
  if (first && first.by !== door.facts.account) await askUndone(door, mark, first)
  return undefined
}

/** What was tapped, so that someone looks at it. It names no one. */
const asked = ({ id, registration, session, at, training }) => ({
  id: `ask-${id}`,
  mark: id,
  registration,
  session,
  at,
  training,
})

async function askAll({ store, model, redraw }, marks, what) {
  for (const mark of marks) {
    await store.put('asks', { ...asked(mark), what })
    await store.remove('marks', mark.id)
    const isRefused = what !== 'waiting' && what !== 'cancelled'
    if (!isRefused || mark.kind === 'undo') continue
    redraw(model.take({ id: `no-${mark.id}`, registration: mark.registration, kind: 'undo', voids: mark.id }))
  }
}

const askUndone = ({ store }, mark, { at: earlier, by }) =>
  store.put('asks', { ...asked(mark), what: 'undone', earlier, by })
