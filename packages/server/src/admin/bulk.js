// Shows the bar for those selected once someone is, with their number, and counts down to decisions.

const tickMs = 10_000
const minuteMs = 60_000

const form = document.querySelector('form[data-bulk]')
if (form instanceof HTMLFormElement) follow(form)

const waits = [...document.querySelectorAll('[data-due]')]
if (waits.length > 0) setInterval(() => waits.forEach(countDown), tickMs)

/** @type {(form: HTMLFormElement) => void} */
function follow(list) {
  const boxes = [...list.querySelectorAll('input[name=id]')].filter((one) => one instanceof HTMLInputElement)
  const all = list.querySelector('input[data-all]')
  const everyone = list.querySelector('input[name=everyone]')
  const bar = list.querySelector('.bulk')
  const number = list.querySelector('[data-picked]')
  const words = /** @type {Record<string, string>} */ (number instanceof HTMLElement ? number.dataset : {})
  const show = () => {
    const count = boxes.filter(({ checked }) => checked).length
    const isEveryone = everyone instanceof HTMLInputElement && everyone.checked
    if (all instanceof HTMLInputElement) {
      all.checked = count === boxes.length
      all.indeterminate = count > 0 && !all.checked
    }
    if (bar instanceof HTMLElement) bar.hidden = count === 0 && !isEveryone
    if (number) number.textContent = (words[count === 1 ? 'one' : 'other'] ?? '').replace('{count}', String(count))
    if (number instanceof HTMLElement) number.hidden = isEveryone
  }
  if (all instanceof HTMLInputElement) {
    all.hidden = false
    all.addEventListener('change', () => {
      for (const box of boxes) box.checked = all.checked
    })
  }
  list.addEventListener('change', show)
  // Going back shows who was selected.
  addEventListener('pageshow', show)
  show()
}

/** @type {(place: Element) => void} */
function countDown(place) {
  if (!(place instanceof HTMLElement)) return
  const minutes = Math.ceil((Date.parse(place.dataset['due'] ?? '') - Date.now()) / minuteMs)
  place.textContent =
    minutes > 0
      ? new Intl.RelativeTimeFormat(document.documentElement.lang).format(minutes, 'minute')
      : (place.dataset['soon'] ?? '')
}
