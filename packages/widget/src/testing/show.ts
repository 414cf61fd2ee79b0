import { aTimeout, fixture, html, waitUntil } from '@open-wc/testing'
import type { Language } from '@training-signup/contract'
import { render } from 'lit'
import { TrainingSignupElement } from '../define.ts'
import { type IconName, icon } from '../views/icon.ts'
import { answerOf, citizens, listOf } from './fixtures.ts'

export const json = (status: number, value: unknown) => new Response(JSON.stringify(value), { status })

export const problem = (status: number, name: string, errors?: { pointer: string; code: string; message: string }[]) =>
  json(status, { type: `/problems/${name}`, title: name, status, ...(errors ? { errors } : {}) })

export const registered = (status = 'confirmed') =>
  json(201, {
    reference: 'K7-PQ4M',
    status,
    people: [{ status }],
    next: { title: 'What the server calls it', text: 'What the server says of it' },
    lang: 'en',
  })

let reading = 0

/** Reads a body to its end, so that `settle` knows when nothing is on its way. */
async function readAhead(response: Response) {
  reading++
  const text = await response.text()
  reading--
  return Object.defineProperty(response, 'text', { value: () => Promise.resolve(text) })
}

type Reply = () => Response | Promise<Response>

/** A server in memory. Its replies may be changed between requests; all requests are kept. */
export class FakeServer {
  requests: { method: string; url: URL; body: string; key: string; init: RequestInit }[] = []
  /** The views and starts that were counted, apart from the requests. */
  impressions: { url: URL; body: string; init: RequestInit }[] = []
  training: (lang: Language, url: URL) => Response | Promise<Response> = (lang, url) => {
    const training = url.pathname.endsWith('/citizens') ? citizens(lang) : {}
    return json(200, answerOf(lang, { training }, url.searchParams.get('for') === 'several' ? 'several' : 'one'))
  }
  trainings: (lang: Language) => Response | Promise<Response> = (lang) => json(200, listOf(lang))
  register: Reply = () => registered()
  count: Reply = () => new Response(null, { status: 204 })

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input as string)
    const { method = 'GET', body } = init
    const key = new Headers(init.headers).get('idempotency-key') ?? ''
    if (url.pathname.endsWith('/seen')) {
      this.impressions.push({ url, body: typeof body === 'string' ? body : '', init })
      return this.count()
    }
    this.requests.push({ method, url, body: typeof body === 'string' ? body : '', key, init })
    const lang = url.searchParams.get('lang') === 'es' ? 'es' : 'en'
    const isList = url.pathname.endsWith('/trainings')
    const asked = () => (isList ? this.trainings(lang) : this.training(lang, url))
    const response = await (method === 'GET' ? asked() : this.register())
    return readAhead(response)
  }

  get posts() {
    return this.requests.filter(({ method }) => method === 'POST')
  }
}

export function serverWith(changes: Parameters<typeof answerOf>[1]) {
  const server = new FakeServer()
  server.training = (lang) => json(200, answerOf(lang, changes))
  return server
}

/** A widget with a link inside that is on no page yet. */
export function unconnected(server = new FakeServer()) {
  return Object.assign(new TrainingSignupElement(), {
    training: 'first-responders',
    api: 'https://signup.example.org',
    lang: 'en',
    fetch: server.fetch,
    innerHTML: '<a href="https://signup.example.org/t/first-responders">Register here</a>',
  })
}

/** A widget on a page, with the training on screen. */
export async function show(
  server = new FakeServer(),
  attributes: Partial<
    Pick<TrainingSignupElement, 'theme' | 'lang' | 'prefill' | 'training' | 'series' | 'partner' | 'details'> &
      Record<'exit-url' | 'success-url', string>
  > = {},
) {
  const element = Object.assign(unconnected(server), attributes)
  const page = await fixture<HTMLElement>(html`<div>${element}</div>`)
  await settle(element)
  return { element, page, server }
}

const isBusy = (element: TrainingSignupElement) =>
  element.renderRoot.childElementCount === 0 ||
  element.renderRoot.querySelector('[part~=skeleton], [aria-disabled]') !== null

/** Waits until nothing is on its way any more. */
export async function settle(element: TrainingSignupElement) {
  await aTimeout(0)
  await waitUntil(() => reading === 0 && !isBusy(element), 'nothing came of it', { interval: 5, timeout: 60_000 })
  await aTimeout(0)
  await element.updateComplete
}

export function find(element: TrainingSignupElement, selector: string): HTMLElement {
  const found = element.renderRoot.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`There is no ${selector}`)
  return found
}

export const textOf = (element: TrainingSignupElement) => element.renderRoot.textContent?.replace(/\s+/g, ' ') ?? ''

export const partText = (element: TrainingSignupElement, part: string) =>
  find(element, `[part~="${part}"]`).textContent?.replace(/\s+/g, ' ').trim()

/** What the row says that leads to another date. */
export const rowIn = (element: TrainingSignupElement, part: 'panel' | 'result') =>
  [
    ...find(element, `[part=${part}] [part=training]`).querySelectorAll(
      '[part=tile], button, [part=note], [part=state]',
    ),
  ].map(({ textContent }) => textContent?.replace(/\s+/g, ' '))

export const nextRow = [
  'Jan9',
  'See the January 9 date',
  'Saturday, January 9, 2027, 8 AM – 4 PM (Central Time)Kauffman Stadium',
  'Seats available',
]

/** Whether this icon stands above an outcome or a refusal. */
export function isMarked(element: TrainingSignupElement, name: IconName) {
  const drawn = document.createElement('div')
  render(icon(name), drawn)
  return find(element, '.disc path').isEqualNode(drawn.querySelector('path'))
}

/** The control of a question, by the question's key and, of several, by value. */
export const control = (element: TrainingSignupElement, key: string, value?: string) =>
  find(element, `[name="q-${key}"]${value === undefined ? '' : `[value="${value}"]`}`) as HTMLInputElement

export function type(element: TrainingSignupElement, key: string, text: string) {
  const input = control(element, key)
  input.value = text
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
}

/** A complete registration, like the server accepts. */
export async function fillIn(element: TrainingSignupElement, changes: Record<string, string> = {}) {
  const texts = { givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@kcpd.example', agency: 'KCPD', ...changes }
  for (const [key, text] of Object.entries(texts)) type(element, key, text)
  control(element, 'role', 'police').click()
  for (const key of ['attestation', '/consents/privacy'])
    if (!control(element, key).checked) control(element, key).click()
  await element.updateComplete
  letTimePass()
}

export const press = (element: TrainingSignupElement, selector = '[part~=submit]') => find(element, selector).click()

export async function send(element: TrainingSignupElement) {
  press(element)
  await settle(element)
}

let passedMs = 0
const realNow = performance.now.bind(performance)
performance.now = () => realNow() + passedMs

/** As if a person had taken their time with the form. */
export function letTimePass(ms = 5000) {
  passedMs += ms
}

/** What is written to the console in the meantime. */
export async function warningsOf(act: () => Promise<unknown>) {
  const warnings: string[] = []
  const { warn } = console
  console.warn = (text: unknown) => warnings.push(String(text))
  try {
    await act()
  } finally {
    console.warn = warn
  }
  return warnings
}

// The runner itself serves this module; there is no file that the type checker could look into.
const socket = '/__web-dev-server__web-socket.js'

interface Keys {
  /** `Tab` or `Enter`. */
  press?: 'Tab' | 'Enter'
  /** A text, letter by letter. */
  type?: string
  /** In Chromium and Firefox: moves the mouse, or presses its button and lets go. */
  mouse?: 'move' | 'down' | 'up'
  to?: [x: number, y: number]
}

/** Sends real key events to the element that has the focus, or real events of the mouse. */
export async function hit(...keys: Keys[]) {
  const { sendMessageWaitForResponse } = (await import(socket)) as {
    sendMessageWaitForResponse(message: object): Promise<{ executed: boolean }>
  }
  const sessionId = new URL(location.href).searchParams.get('wtr-session-id')
  for (const payload of keys) {
    const { executed } = await sendMessageWaitForResponse({ type: 'wtr-command', sessionId, command: 'hit', payload })
    if (!executed) throw new Error('The test runner has no hands')
  }
}

export const focused = (element: HTMLElement) => element.shadowRoot?.activeElement

/** The texts that a control names as its description. */
export const described = (input: HTMLElement) =>
  (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => (input.getRootNode() as ShadowRoot).getElementById(id)?.textContent)
    .join(' ')
