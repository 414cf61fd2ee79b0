// What is shown and recorded: a session, who comes or who leaves, and everyone or those who are not here yet.

/**
 * @param {{ facts: object, address: URLSearchParams, nowText: () => string, moved: () => void }} door
 */
export function createPlace(page, { facts, address, nowText, moved }) {
  const now = () => (facts.sessions.find(({ end }) => nowText() < end) ?? facts.sessions.at(-1)).key
  const place = {
    session: facts.sessions.find(({ key }) => key === address.get('session'))?.key ?? now(),
    way: address.get('way') === 'out' ? 'out' : 'in',
    only: address.get('only') === 'away' ? 'away' : '',
  }
  const isOnlyAway = () => place.way === 'in' && place.only === 'away'
  return {
    place,
    isOnlyAway,
    move(to) {
      Object.assign(place, to)
      for (const link of page.querySelectorAll('[data-way], [data-only]')) {
        const { way = place.way, only = place.only } = link.dataset
        if (way === place.way && only === place.only) link.setAttribute('aria-current', 'true')
        else link.removeAttribute('aria-current')
      }
      const { session, way, only } = place
      const query = new URLSearchParams({ session, ...(way === 'out' && { way }), ...(isOnlyAway() && { only }) })
      history.replaceState(history.state, '', `?${query}`)
      moved()
    },
  }
}
