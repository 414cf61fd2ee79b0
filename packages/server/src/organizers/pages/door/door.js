// The door: it searches as one types, and notes who comes and leaves without loading the page again.
// What is tapped is kept until the server has it: without a connection, without a session, and after the
// browser was closed.
import { createHead } from './door-head.js'
import { createKept } from './door-kept.js'
import { createLeaving } from './door-leaving.js'
import { createLink, newId } from './door-link.js'
import { byTime, createModel, createSearch, isAway, midnightAfter, stateIn } from './door-model.js'
import { createNotes } from './door-notes.js'
import { createPlace } from './door-place.js'
import { createRows } from './door-rows.js'
import { createScan } from './door-scan.js'
import { createSeats } from './door-seats.js'
import { createSender } from './door-send.js'
import { openStore } from './door-store.js'
import { createWalkIns } from './door-walk-ins.js'

/** Other doors are asked this often, and what waits is tried again. */
const pulseMs = 4000

const door = document.querySelector('[data-door]')
const facts = JSON.parse(door.dataset.door)
const words = JSON.parse(door.dataset.words)
const titles = new Set(facts.titles.split(' '))
const search = door.querySelector('input[type=search]')
// As the server writes it: elsewhere, Spanish has 24 hours.
const clock = new Intl.DateTimeFormat(`${facts.lang}-US`, {
  hour: 'numeric',
  minute: '2-digit',
  timeZone: facts.timeZone,
})

const store = await openStore()
const model = createModel()
const { keepPage, forget } = createKept({ facts, store })
const { request, now, nowText } = await createLink({ facts, store, onEnded: forget })
let list
let people
let after
let why
let since
let isBusy = false
let isDue = false

/** On one line, as the server writes it. */
const timeOf = (at) =>
  clock
    .format(new Date(at))
    .replaceAll(/\s/g, '\u00A0')
    .replace(/([ap])\.m\./, '$1.\u00A0m.')
/** How much was sent since it was last said. */
const sent = { count: 0 }
const sender = createSender({ facts, store, model, request, redraw, sent })
const own = () => sender.waiting().filter(({ training }) => training === facts.slug)
const unsent = () => ({
  walkIns: walkIns.own(),
  marks: own().map((mark) => ({ ...mark, by: mark.account, byName: null })),
})
const personOf = (id) => model.people.get(id)
const rows = createRows(door.querySelector('[data-people]'), {
  facts,
  words,
  timeOf,
  isUnsent: (id) => store.marks.has(id) || store.walkIns.has(id),
  paper: door.querySelector('[data-paper]'),
})
const notes = createNotes(door, {
  words,
  timeOf,
  nameOf: (id) => (model.people.has(id) ? rows.labelOf(personOf(id)) : model.names.get(id)),
  accountOf: (id) => model.accounts.get(id),
})

const head = createHead(door, words)
const leaving = createLeaving(door, { words, nowText, tap })
const seats = createSeats(door, { words, timeOf, now })
const scan = createScan(door, { facts, words, timeOf, model, placeNow: () => place, tap })
const walkIns = createWalkIns(door, {
  facts,
  words,
  store,
  model,
  timeOf,
  nowText,
  request,
  sent,
  placeNow: () => place,
  changed() {
    draw()
    void pulse()
  },
  undo: ({ id, registration, session }) => void tap(registration, 'undo', { voids: id, session }),
})

const address = new URL(location.href).searchParams
const { place, isOnlyAway, move, follow } = createPlace(door, { facts, address, nowText, moved })

function moved() {
  draw()
  scan.tellPlace()
}

function draw() {
  const isFound = createSearch(search.value, titles)
  const found = [...model.people.values()].filter(
    (one) => (!isOnlyAway() || isAway(one, place.session)) && isFound(one),
  )
  // Those who were added just now come first.
  const isAny = rows.draw(found.toSorted(byWaiting), place, model.people.values())
  const none = door.querySelector('[data-none]')
  none.hidden = isAny
  if (model.people.size === 0 && why !== undefined) none.textContent = words.noList
  else none.firstChild.data = noneWord()
  tell()
}

const byWaiting = (one, other) => store.walkIns.has(other.id) - store.walkIns.has(one.id)

function noneWord() {
  if (search.value.trim() !== '') return words['no-one']
  if (place.way === 'out') return words['empty.out']
  return isOnlyAway() ? words['empty.away'] : words.empty
}

function tell() {
  const added = walkIns.own().map(({ id, at }) => ({ registration: id, kind: 'walkIn', at }))
  notes.tell({ why, since, marks: [...added, ...own()].toSorted(byTime), trouble: store.trouble })
  const asked = [...store.asks.values()].filter(({ training }) => training === facts.slug)
  notes.ask(asked.toSorted(byTime), walkIns.rows())
  seats.tell(model.people, place.way, walkIns.own().length)
  leaving.tell(head.tell(model.people, place), place.way)
}

/** Notes something about someone: it shows, is kept, and is sent. */
async function tap(registration, kind, more = {}) {
  const mark = { id: newId(), registration, kind, session: place.session, at: nowText(), ...more }
  const { account, slug: training } = facts
  notes.sent(0)
  const kept = store.put('marks', { ...mark, account, training })
  const person = model.take({ ...mark, by: account, byName: null })
  if (person) rows.update(person, place)
  tell()
  await kept
  void pulse()
}

/** Takes back what is seen: the marks that say so, and no other door's that come in later. */
function undo(person, session = place.session) {
  for (const { id } of stateIn(person, session).latest)
    if (store.walkIns.has(id)) void walkIns.drop(id)
    else void tap(person.id, 'undo', { voids: id, session })
}

door.addEventListener('click', (event) => {
  const button = event.target.closest('button, a')
  if (!button) return
  const { tap: what, ask, answer, way, only, dropWalkIn } = button.dataset
  const person = what && personOf(button.closest('[data-id]').dataset.id)
  if (person && what === 'undo') undo(person)
  else if (person) void tap(person.id, what)
  else if (dropWalkIn) void walkIns.press(dropWalkIn)
  else if (ask) void decide(store.asks.get(ask), answer)
  else if (way) {
    event.preventDefault()
    move({ way })
  } else if (only !== undefined) {
    event.preventDefault()
    move({ only })
  } else if ('all' in button.dataset) leaving.press(model.people, place.session)
  else if ('walkIn' in button.dataset) {
    event.preventDefault()
    walkIns.open()
  } else if (why !== undefined && button.closest('[data-online]')) {
    // Its page could not be opened, and this one would be gone.
    event.preventDefault()
    door.querySelector('[data-not-now]').hidden = false
  }
})

/** Carries out what someone decided: what they take back is another mark. */
async function decide(ask, answer) {
  if (!ask) return
  await store.remove('asks', ask.id)
  if (answer === 'drop') await tap(ask.registration, 'undo', { voids: ask.mark, session: ask.session })
  const person = personOf(ask.registration)
  if (answer === 'notHere' && person) undo(person, ask.session)
  tell()
}

function redraw(person) {
  if (person) rows.update(person, place)
}

/** Sends what waits, and takes what other doors have noted. */
async function pulse() {
  follow()
  isDue = true
  if (isBusy) return
  isBusy = true
  try {
    while (isDue) {
      isDue = false
      await beat()
    }
  } finally {
    isBusy = false
  }
}

async function beat() {
  // What other doors noted comes first, so that an undone check-in is compared with theirs.
  const failed = (await hear()) ?? (await sender.send()) ?? (await walkIns.send()) ?? (await sender.send())
  if (failed === undefined && why !== undefined) notes.sent(sent.count)
  if (failed === undefined && list && sent.count > 0) void keep()
  sent.count = 0
  if (failed !== why) since = nowText()
  why = failed
  if (why === undefined) door.querySelector('[data-not-now]').hidden = true
  tell()
}

async function hear() {
  const { body, why: failed } = await request(`${facts.slug}/marks${after ? `?after=${after}` : ''}`)
  if (!body) return failed === 'gone' ? undefined : failed
  for (const mark of body.marks) redraw(model.take(mark))
  after = body.after
  if (!list || (people !== undefined && people !== body.people)) await load()
  else if (body.marks.length > 0) void keep()
  people = body.people
  return undefined
}

/** Reads the list again: someone registered, canceled, or got a seat. */
async function load() {
  const { body } = await request(`${facts.slug}/door`)
  if (!body) return
  list = body
  model.setList(list, unsent())
  seats.set(list.seats)
  void keep()
  draw()
}

/** Keeps the list with what came of it since: a reload without a connection has no other. */
function keep() {
  return store.keepList(facts.slug, { ...list, ...model.kept(store) }, midnightAfter(now(), facts.timeZone))
}

/** Begins with the list of the page or, without a connection, with the one that was kept. */
async function begin() {
  const given = JSON.parse(door.querySelector('[data-list]')?.textContent ?? 'null')
  if (address.has('added')) await walkIns.added(address.get('added'), address.get('as'))
  const kept = await store.readList(facts.slug, now())
  model.remember(kept)
  list = given ?? kept
  if (list) {
    model.setList(list, unsent())
    draw()
  }
  if (given) void keep()
  // What was kept may be old. Without a connection, it stays.
  else await load()
  await pulse()
  draw()
}

search.addEventListener('input', draw)
search.form.addEventListener('submit', (event) => event.preventDefault())
door.querySelector('[data-search]').hidden = true
search.form.querySelector('select')?.addEventListener('change', ({ target }) => move({ session: target.value }))
addEventListener('online', pulse)
addEventListener('offline', () => {
  if (why === undefined) since = nowText()
  why = 'offline'
  tell()
})
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !endDay()) void pulse()
})
// Going back may show this page as it was left. A kiosk or a sign-out has deleted its list in between.
addEventListener('pageshow', async ({ persisted }) => {
  if (persisted && !store.isOpen() && !(await store.readList(facts.slug, now()))) location.reload()
})
addEventListener('beforeunload', (event) => {
  if (store.isOpen()) event.preventDefault()
})
setInterval(() => {
  if (!endDay() && (!document.hidden || store.marks.size + store.walkIns.size > 0)) void pulse()
}, pulseMs)
const midnight = midnightAfter(now(), facts.timeZone)
/** Forgets the list once its day is over. A phone that slept wakes up late, and its timers with it. */
function endDay() {
  if (now() < midnight || store.isOpen()) return false
  // What someone chose yesterday is not for today.
  move({ session: undefined })
  void forget().then(() => location.reload())
  return true
}

void begin()
void keepPage()
