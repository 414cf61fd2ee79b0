// Answers sign-ups in the preview here, without sending them anywhere.
const { statuses, script } = document.documentElement.dataset
const statusOf = JSON.parse(statuses)

function answerHere(url, { body }) {
  const [, slug, action] = /\/trainings\/([^/]+)\/(\w+)$/.exec(String(url)) ?? []
  if (action !== 'registrations') return new Response(null, { status: 204 })
  const status = statusOf[slug] ?? 'confirmed'
  const { people, lang = 'en' } = JSON.parse(body)
  const result = {
    reference: 'SAMP-LE22',
    status,
    people: people.map(() => ({ status })),
    next: { title: '', text: '' },
    lang,
  }
  return Response.json(result, { status: 201 })
}

const ask = globalThis.fetch.bind(globalThis)
const askSafely = async (url, init) => (init?.method === 'POST' ? answerHere(url, init) : ask(url, init))

if (self === top) {
  // Without the builder around it, nothing says that this is a preview, and anyone who followed a
  // link would believe the result.
  location.replace(location.pathname.replace(/\/preview$/, '') + location.search)
} else {
  // Set before the element is defined, so that it never sends a request in another way.
  for (const element of document.querySelectorAll('training-signup')) element.fetch = askSafely
  await import(script)
}
