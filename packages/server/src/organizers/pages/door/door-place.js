// What is shown and recorded: a session, who comes or who leaves, and everyone or those who are not here yet.

/**
 * @param {{ facts: object, address: URLSearchParams, nowText: () => string, moved: () => void }} door
 */
export function createPlace(page, { facts, address, nowText, moved }) {
  const { sessions } = facts
  /** Who comes does for the next session to end, and who leaves was there for the last to begin. */
  const sessionFor = (way) =>
    (way === 'in'
      ? (sessions.find(({ end }) => nowText() < end) ?? sessions.at(-1))
      : (sessions.findLast(({ start }) => start <= nowText()) ?? sessions[0])
    ).key
  const asked = address.get('way') === 'out' ? 'out' : 'in'
  const place = {
    session: sessions.find(({ key }) => key === address.get('session'))?.key ?? sessionFor(asked),
    way: asked,
    only: address.get('only') === 'away' ? 'away' : '',
  }
  const isOnlyAway = () => place.way === 'in' && place.only === 'away'
  return {
    place,
    isOnlyAway,
    move(to) {
      Object.assign(place, to.way && { session: sessionFor(to.way) }, to)
      for (const link of page.querySelectorAll('[data-way], [data-only]')) {
        const { way = place.way, only = place.only } = link.dataset
        if (way === place.way && only === place.only) link.setAttribute('aria-current', 'true')
        else link.removeAttribute('aria-current')
      }
      const { session, way, only } = place
      const select = page.querySelector('select[name=session]')
      if (select) select.value = session
      const query = new URLSearchParams({ session, ...(way === 'out' && { way }), ...(isOnlyAway() && { only }) })
      history.replaceState(history.state, '', `?${query}`)
      moved()
    },
  }
}
