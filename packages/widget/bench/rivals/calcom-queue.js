// What Cal.com's snippet puts into a page before its script is there: a queue of what the page wants from it.
export const Cal = Object.assign((...wish) => Cal.q.push(wish), { q: [], ns: {}, loaded: true })
window.Cal = Cal
