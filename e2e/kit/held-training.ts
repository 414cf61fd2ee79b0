import type { Signup } from './signup.ts'

interface Held {
  profile: string | undefined
  /** The last names of five people. */
  names: string[]
}

const [yesterday] = new Date(Date.now() - 24 * 60 * 60_000).toISOString().split('T')
const at = (time: string) => `${yesterday}T${time}`
const half = (start: string, end: string, en: string, es: string) => ({
  start: at(start),
  end: at(end),
  label: { en, es },
})
const sessions = [half('08:00', '12:00', 'Morning', 'Mañana'), half('13:00', '16:00', 'Afternoon', 'Tarde')]
const times = { start: at('08:00'), end: at('16:00'), timeZone: 'UTC', attendance: 'in-and-out', sessions }

/** Adds a training that was held yesterday, in two half days, and returns someone without a time out. */
export async function fillHeldTraining(signup: Signup, { profile, names }: Held): Promise<string | undefined> {
  const { training: like } = (await (await signup.admin('trainings/citizens')).json()) as { training: object }
  const own = { slug: 'held-day', series: 'others', status: 'published', audience: { access: 'open' } }
  await signup.admin('trainings', 'POST', { ...like, ...own })
  for (const familyName of names) {
    const person = { givenName: 'Ada', familyName, agency: 'Kansas City Police Department' }
    await signup.admin('registrations', 'POST', { training: 'held-day', people: [person], channel: 'phone' })
  }
  await signup.admin('trainings/held-day', 'PATCH', times)
  const credits = { credits: [{ profile, approval: 'applied', roles: [] }] }
  await signup.admin('trainings/held-day/credit', 'PUT', credits, { 'if-match': '*' })
  const { registrations } = (await (await signup.admin('registrations?training=held-day&sort=name')).json()) as {
    registrations: { id: string }[]
  }
  const ids = registrations.map(({ id }) => id)
  await signup.admin('trainings/held-day/marks', 'POST', { marks: marksOf(ids) })
  return ids[2]
}

/** The first leaves early, the second came earlier by paper, the third never leaves, and the last never comes. */
function marksOf([short, differs, open, whole]: string[]): object[] {
  const mark = (registration: string | undefined, kind: string, time: string, more: object = {}) => ({
    id: crypto.randomUUID(),
    registration,
    kind,
    at: `${at(time)}:00.000Z`,
    device: 'North door',
    ...more,
  })
  const day = (id: string | undefined, end: string) => [
    mark(id, 'in', '07:58'),
    mark(id, 'out', '12:02'),
    mark(id, 'in', '12:57'),
    mark(id, 'out', end),
  ]
  const paper = mark(differs, 'in', '08:20', { source: 'paper' })
  const late = [mark(open, 'in', '07:49'), mark(open, 'out', '11:59'), mark(open, 'in', '12:59')]
  return [...day(short, '14:40'), ...day(differs, '16:00'), paper, ...late, ...day(whole, '16:01')]
}
