import { createHash } from 'node:crypto'
import { type Answer, type Form, isShown, type Person } from '@training-signup/contract'
import { everyAnswer } from './views.ts'

/**
 * While someone has the form with their answers open, an organizer can correct them. The form
 * carries a hash of each answer that it showed, so that saving it undoes no one else's correction.
 */
export function shownAnswers(form: Form, person: Person): string {
  return Object.entries(everyAnswer(form, person))
    .map(([id, answer]) => `${id}.${hashOf(answer)}`)
    .join(' ')
}

const hashOf = (answer: Answer) =>
  createHash('sha256')
    .update(JSON.stringify(typeof answer === 'string' ? answer.trim().normalize('NFC') : answer))
    .digest('base64url')
    .slice(0, 12)

const readShown = (shown: string): Map<string, string> =>
  new Map(shown.split(' ').map((one) => [one.slice(0, one.indexOf('.')), one.slice(one.indexOf('.') + 1)]))

interface Compared {
  form: Form
  shown: string
  typed: Person
  stored: Person
}

/**
 * Returns the answers to offer after someone else changed some: theirs where the person had left
 * the answer alone, else what the person typed. `overtaken` are the ids of the answers that would
 * have undone a change, `both` of those that both have changed. Answers to questions that the
 * person's other answers hide don't count: they are sent, but not stored.
 */
export function compareAnswers({ form, shown, typed, stored }: Compared) {
  const before = readShown(shown)
  const mine = everyAnswer(form, typed)
  const theirs = everyAnswer(form, stored)
  const find = (id: string) => form.fields.find((field) => field.id === id)
  const asked = form.fields.filter((field) => field.id in mine && isShown(field, find, (one) => mine[one.field]))
  const overtaken = asked
    .map(({ id }) => id)
    .filter((id) => {
      const now = hashOf(theirs[id] as Answer)
      return now !== before.get(id) && now !== hashOf(mine[id] as Answer)
    })
  const both = overtaken.filter((id) => hashOf(mine[id] as Answer) !== before.get(id))
  const untouched = overtaken.filter((id) => !both.includes(id)).map((id) => [id, theirs[id] as Answer])
  return { overtaken, both, merged: { ...mine, ...Object.fromEntries(untouched) } as Person }
}
