// Shows the ways to pass on the address that this browser has. Without any, it can be selected.
const find = (id) => document.querySelector(`#${id}`)
const field = find('address')

function offer(id, isPossible, act) {
  const button = find(id)
  button.hidden = !isPossible
  button.addEventListener('click', act)
}

field.addEventListener('focus', () => field.select())

offer('share', 'share' in navigator, async () => {
  try {
    await navigator.share({ url: field.value })
  } catch {
    // The visitor closed the list, or nothing can take it: the address is still here.
  }
})

offer('copy', 'clipboard' in navigator, async () => {
  try {
    await navigator.clipboard.writeText(field.value)
    find('copied').textContent = find('copied').dataset.text
  } catch {
    field.select()
  }
})
