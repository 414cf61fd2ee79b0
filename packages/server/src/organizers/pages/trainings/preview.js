// Draws the real form with a training that is stored nowhere. Nothing that happens in it is sent:
// the element asks this script instead of the network, and the page's policy allows no connection.

const frame = document.documentElement
const stage = document.querySelector('main')
/** The training as the public API would answer it, by language. */
let answers = JSON.parse(frame.dataset.answers ?? 'null')
let lang = frame.dataset.form ?? 'en'

/** @type {(url: string, init?: { method?: string, body?: string }) => Promise<Response>} */
const answerHere = async (url, { method = 'GET', body = '{}' } = {}) => {
  if (method !== 'GET') return answerSignUp(url, body)
  const asked = new URL(url).searchParams.get('lang') ?? 'en'
  const answer = answers[asked] ?? answers.en
  return Response.json({ ...answer, now: new Date().toISOString() })
}

/** @type {(url: string, body: string) => Response} */
function answerSignUp(url, body) {
  if (!url.endsWith('/registrations')) return new Response(null, { status: 204 })
  const { people, lang: spoken = 'en' } = JSON.parse(body)
  const status = frame.dataset.outcome
  const result = {
    reference: 'SAMP-LE22',
    status,
    people: people.map(() => ({ status })),
    next: { title: '', text: '' },
    lang: spoken,
  }
  return Response.json(result, { status: 201 })
}

function draw() {
  if (!answers) return
  const element = document.createElement('training-signup')
  // Set before the element is connected, so that it never sends a request in another way.
  element.fetch = answerHere
  element.setAttribute('api', location.origin)
  element.setAttribute('training', 'preview')
  element.setAttribute('lang', lang)
  stage.replaceChildren(element)
}

// The form around it tells what is being typed.
addEventListener('message', ({ data, source, origin }) => {
  if (source !== parent || origin !== location.origin) return
  if (data.answers) {
    answers = data.answers
    frame.dataset.outcome = data.outcome
  }
  if (data.lang) lang = data.lang
  draw()
})

await import(frame.dataset.script)
draw()
