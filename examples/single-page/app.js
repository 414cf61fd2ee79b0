// A site without reloads and without a framework: a view is drawn when the address changes, and leaves nothing behind.
const host = 'http://127.0.0.1:8787'
const titles = { 'first-responders': 'For first responders', citizens: 'For citizens' }
const main = document.querySelector('main')

/** One element for the whole visit: out of the page it keeps what was typed, and with another training too. */
let signup
let leaving = new AbortController()
let registrations = 0

function signupFor(training) {
  if (!signup) {
    signup = document.createElement('training-signup')
    signup.setAttribute('api', host)
    signup.setAttribute('partner', 'we-the-people')
    signup.append(document.createElement('a'))
  }
  const link = signup.querySelector('a')
  link.href = `${host}/t/${training}?p=we-the-people`
  link.textContent = 'Register for the free training'
  // The same value again would be no change, and so would start nothing anew.
  signup.setAttribute('training', training)
  return signup
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

function drawHome() {
  const text = 'Two free trainings on recognizing human trafficking: one for first responders, one for everyone.'
  main.replaceChildren(element('h1', { textContent: 'The trainings' }), element('p', { textContent: text }))
}

/** `signal` ends with the view, and its listeners with it. */
function drawTraining(training, signal) {
  const below = element('div', {})
  const beside = element('aside', {})
  const move = element('button', { type: 'button', textContent: 'Show the form next to the text' })
  const text = element('div', {}, element('p', { textContent: 'A free, one-day training.' }), move, below)
  const columns = element('div', { className: 'below' }, text, beside)
  main.replaceChildren(element('h1', { textContent: titles[training] }), columns)
  below.append(signupFor(training))

  const toggle = () => {
    const isBeside = columns.classList.toggle('beside')
    const place = isBeside ? beside : below
    place.append(signup)
    move.textContent = isBeside ? 'Show the form below the text' : 'Show the form next to the text'
  }
  move.addEventListener('click', toggle, { signal })
  document.addEventListener('training-signup-registered', count, { signal })
}

function count() {
  registrations += 1
  document.querySelector('#count').textContent = `Registered during this visit: ${registrations}`
}

function draw() {
  leaving.abort()
  leaving = new AbortController()
  const view = new URLSearchParams(location.search).get('view') ?? 'home'
  if (view in titles) drawTraining(view, leaving.signal)
  else drawHome()
  document.title = main.querySelector('h1').textContent
  for (const link of document.querySelectorAll('nav a')) {
    if (new URL(link.href).searchParams.get('view') === view) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

document.querySelector('nav').addEventListener('click', (event) => {
  const link = event.target.closest('a')
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  history.pushState(null, '', link.href)
  draw()
  main.focus()
})
addEventListener('popstate', draw)
draw()
