// Who is here: people with their marks, those of this browser and of other doors alike. It knows no page.

/** Returns the people of a list, who take marks in any order, each once. */
export function createModel() {
  const people = new Map()
  const voided = new Set()
  const names = new Map()
  const accounts = new Map()
  return {
    people,
    /** Everyone who was ever seen on the list, by id: someone who left it may still need a decision. */
    names,
    /** The names of those who tapped. */
    accounts,
    /** The references of those who canceled. */
    cancelled: [],
    /** Takes only the names of a list that was kept. */
    remember(list) {
      for (const one of list?.people ?? []) names.set(one.id, nameOf(one))
      for (const [id, name] of list?.names ?? []) names.set(id, name)
    },
    /** Takes a new list, with the people and the marks that wait here. */
    setList(list, { walkIns, marks }) {
      people.clear()
      for (const one of walkIns) addWalkIn(this, one)
      this.cancelled = list.cancelled ?? []
      for (const one of list.people) {
        people.set(one.id, { ...one, marks: one.marks.filter(({ id }) => !voided.has(id)) })
        names.set(one.id, nameOf(one))
        for (const { by, byName } of one.marks) if (byName) accounts.set(by, byName)
      }
      for (const mark of marks) this.take(mark)
    },
    kept: (store) => keptOf({ people, names }, store),
    /** Takes a mark. Returns the person whose marks changed. */
    take: (mark) => takeMark({ people, voided, accounts }, mark),
  }
}

/** Returns people without what waits, and the names of those who left the list and still need someone. */
function keptOf({ people, names }, { walkIns, marks: waiting, asks }) {
  const needed = [...asks.values(), ...waiting.values()].map(({ registration }) => registration)
  return {
    people: [...people.values()]
      .filter(({ id }) => !walkIns.has(id))
      .map((one) => ({ ...one, marks: one.marks.filter(({ id }) => !waiting.has(id)) })),
    names: needed.flatMap((id) => (names.has(id) ? [[id, names.get(id)]] : [])),
  }
}

function takeMark({ people, voided, accounts }, { registration, voids, ...mark }) {
  if (voids) voided.add(voids)
  if (mark.byName) accounts.set(mark.by, mark.byName)
  const person = people.get(registration)
  const marks = person && withMark(person.marks, mark, voids, voided)
  if (marks) person.marks = marks
  return marks && person
}

/** Takes someone who was added here. */
export function addWalkIn({ people, names }, walkIn) {
  people.set(walkIn.id, personOf(walkIn))
  names.set(walkIn.id, nameOf(walkIn.person))
}

/** Returns someone who was added here as someone who is here. */
function personOf({ id, session, at, account: by, person: { givenName = '', familyName = '', agency = null } }) {
  const marks = [{ id, kind: 'in', session, at, by, byName: null }]
  const search = ` ${fold([givenName, familyName, agency ?? ''].join(' '))} `
  const unknown = { reference: null, number: null, place: null, isSeatOpen: false }
  return { id, givenName, familyName, agency, status: 'confirmed', marks, search, ...unknown }
}

/** Someone who was added has a registration, and goes on as that. */
export function rename({ people }, id, registration) {
  const person = people.get(id)
  people.delete(id)
  if (person && !people.has(registration)) people.set(registration, { ...person, id: registration })
}

/** Returns the marks with another one, or undefined if it changes nothing. */
function withMark(before, mark, voids, voided) {
  const others = before.filter(({ id }) => id !== voids)
  const isNew = mark.kind !== 'undo' && !voided.has(mark.id) && others.every(({ id }) => id !== mark.id)
  if (isNew) return [...others, mark]
  return others.length < before.length ? others : undefined
}

/** Returns who has a reference, however it was typed, or that they canceled. */
export function findByReference({ people, cancelled }, typed) {
  const bare = (text) => text.toUpperCase().replace(/[\s-]/g, '')
  const isMeant = (reference) => reference !== null && bare(reference ?? '') === bare(typed)
  const person = [...people.values()].find(({ reference }) => isMeant(reference))
  return { person, isCancelled: cancelled.some(isMeant) }
}

export const nameOf = ({ familyName, givenName }) => [familyName, givenName].filter(Boolean).join(', ')

/** What stands in a row about who someone is. */
export const lookOf = (person) => `${nameOf(person)}\n${person.agency ?? ''}`.toLowerCase()

/** Returns the names, and the names with an agency, that more than one person has. */
export function twinsAmong(people) {
  const looks = [...people].flatMap((one) => [nameOf(one).toLowerCase(), lookOf(one)])
  const seen = new Set()
  return new Set(looks.filter((look) => seen.size === seen.add(look).size))
}

export const byTime = (one, other) => (one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? -1 : 1)

/** Returns the first arrival at a session, its last mark, and those that an undo takes back. */
export function stateIn({ marks }, session) {
  const own = marks.filter((mark) => mark.session === session).toSorted(byTime)
  const last = own.at(-1)
  const latest = own.slice(own.findLastIndex(({ kind }) => kind !== last?.kind) + 1)
  return { first: own.find(({ kind }) => kind === 'in'), last, latest }
}

/** Returns whether someone has a seat and did not come to a session yet. */
export const isAway = (person, session) => person.status === 'confirmed' && !stateIn(person, session).last

/** Counts who has come, of all with a seat; or, for those who leave, who is still there. */
export function countHere(people, session, way) {
  const seated = [...people.values()].filter(({ status }) => status === 'confirmed')
  const kinds = seated.flatMap((person) => stateIn(person, session).last?.kind ?? [])
  return way === 'in'
    ? { here: kinds.length, expected: seated.length }
    : { here: kinds.filter((kind) => kind === 'in').length, expected: kinds.length }
}

/** The spelling under which names match, as near as the server's. */
const fold = (text) =>
  text
    .normalize('NFKD')
    .replace(/['’‘ʼ`´\p{M}]/gu, '')
    .replace(/\p{Pd}/gu, ' ')
    .replace(/\p{P}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()

/** Returns what finds people by what was typed, without titles unless there is nothing else. */
export function createSearch(text, titles) {
  const parts = text.split(/[\s,;]+/).flatMap((part) => fold(part).split(' '))
  const typed = parts.filter((word) => word !== '')
  const named = typed.filter((word) => !titles.has(word))
  const words = named.length > 0 ? named : typed.slice(-1)
  return ({ search }) => words.every((word) => search.includes(` ${word}`))
}

/** Returns the instant of the next midnight where the training is. */
export function midnightAfter(now, timeZone) {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
  const parts = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]))
  return now + (24 * 60 - parts.hour * 60 - parts.minute) * 60_000
}
