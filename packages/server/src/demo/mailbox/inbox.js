// Shows new emails as they come. Without this script, the list reloads every few seconds.
const everyMs = 1000
const { newest, newestAt } = document.querySelector('main').dataset

setInterval(async () => {
  if (document.hidden) return
  const answer = await fetch(newestAt).catch(() => undefined)
  if (answer?.ok && (await answer.text()) !== newest) location.reload()
}, everyMs)
