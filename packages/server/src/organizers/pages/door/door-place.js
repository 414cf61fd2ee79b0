// What is shown and recorded: a session, who comes or who leaves, and everyone or those who are not here yet.

/** The session that someone chose, until the clock would choose it as well; without one, the clock’s. */
function createChoice(sessions, { address, nowText }) {
  let chosen = sessions.find(({ key }) => key === address.get('session') && key !== address.get('shown'))?.key
  /** Who comes does for the session that takes arrivals, and who leaves was there for the last to begin. */
  const byClock = (way) =>
    (way === 'in'
      ? (sessions.find(({ until }) => nowText() < until) ?? sessions.at(-1))
      : (sessions.findLast(({ start }) => start <= nowText()) ?? sessions[0])
    ).key
  return {
    chosen: () => chosen,
    choose(key) {
      chosen = key
    },
    sessionFor(way) {
      const session = byClock(way)
      if (chosen === session) chosen = undefined
      return chosen ?? session
    },
  }
}

/**
 * @param {{ facts: object, address: URLSearchParams, nowText: () => string, moved: () => void }} door
 */
export function createPlace(page, { facts, address, nowText, moved }) {
  const { chosen, choose, sessionFor } = createChoice(facts.sessions, { address, nowText })
  const way = address.get('way') === 'out' ? 'out' : 'in'
  const place = { session: sessionFor(way), way, only: address.get('only') === 'away' ? 'away' : '' }
  const isOnlyAway = () => place.way === 'in' && place.only === 'away'
  function move(to) {
    if (to.way) choose(undefined)
    if ('session' in to) choose(to.session)
    Object.assign(place, to)
    place.session = sessionFor(place.way)
    show(page, place)
    const query = new URLSearchParams({
      ...(chosen() && { session: chosen() }),
      ...(place.way === 'out' && { way: place.way }),
      ...(isOnlyAway() && { only: place.only }),
    })
    history.replaceState(history.state, '', query.size === 0 ? location.pathname : `?${query}`)
    moved()
  }
  // A page that was kept shows what the clock had chosen then.
  show(page, place)
  return {
    place,
    isOnlyAway,
    move,
    /** Goes on with the clock, where no one has chosen a session. */
    follow() {
      const before = chosen()
      if (sessionFor(place.way) !== place.session || chosen() !== before) move({})
    },
  }
}

/** Marks in the page what is shown. */
function show(page, place) {
  for (const link of page.querySelectorAll('[data-way], [data-only]')) {
    const { way = place.way, only = place.only } = link.dataset
    if (way === place.way && only === place.only) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
  const select = page.querySelector('select[name=session]')
  if (select) select.value = place.session
}
