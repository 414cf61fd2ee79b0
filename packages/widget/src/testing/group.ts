import { aTimeout, waitUntil } from '@open-wc/testing'
import type { Person, PersonStatus, RegistrationInput, ResultStatus } from '@training-signup/contract'
import { groupWords } from '../../../server/src/core/seats/group-words.ts'
import { say, type WordKey } from '../../../server/src/words/index.ts'
import type { TrainingSignupElement } from '../training-signup.ts'
import { control, FakeServer, json, letTimePass, press, settle, show, type } from './show.ts'

/** A sentence of the form for several people. */
export const word = (key: WordKey, values: Record<string, string | number> = {}) => say('en', key, values)

export const bodies = (server: FakeServer): Required<RegistrationInput>[] =>
  server.posts.map(({ body }) => JSON.parse(body))

export const namesIn = ({ people }: RegistrationInput) => people.map(({ givenName }) => givenName)

/** Accepts everyone who is sent, each part under a reference of its own. */
export const registeredAll =
  (server: FakeServer, statusOf: (person: Person) => string = () => 'confirmed', sendsMail = false) =>
  () => {
    const people = bodies(server)
      .at(-1)!
      .people.map((person) => ({ status: statusOf(person) }))
    const status = people.find((one) => one.status !== 'confirmed')?.status ?? 'confirmed'
    const next = { title: 'What the server calls it', text: 'What the server says of it' }
    const statuses = people.map((one) => one.status as PersonStatus)
    const words = groupWords({ status: status as ResultStatus, people: statuses, sendsMail })
    return json(201, { reference: `PART-${server.posts.length}`, status, people, next, words, lang: 'en' })
  }

/** The form for several people on a page. */
export async function showSeveral(server = new FakeServer(), attributes: Parameters<typeof show>[1] = {}) {
  server.register = registeredAll(server)
  const shown = await show(server, attributes)
  await toSeveral(shown.element)
  return shown
}

/** To the form for several people, or back. */
export async function toSeveral(element: TrainingSignupElement) {
  const isThere = () => element.renderRoot.querySelector('[part=people-list]') !== null
  const before = isThere()
  press(element, 'form [part=quiet]')
  await waitUntil(() => isThere() !== before, 'the form stayed as it was', { timeout: 60_000 })
  await settle(element)
  // Browsers fire `toggle` a little later.
  await aTimeout(20)
}

/** Answers about the coordinator, and about everyone. */
export async function fillShared(element: TrainingSignupElement) {
  const texts = { '/coordinator/name': 'Pat Lee', '/coordinator/email': 'pat@kcpd.example', agency: 'KCPD' }
  for (const [key, text] of Object.entries(texts)) type(element, key, text)
  for (const key of ['attestation', '/consents/privacy'])
    if (!control(element, key).checked) control(element, key).click()
  await element.updateComplete
  letTimePass()
}

export async function addPerson(element: TrainingSignupElement) {
  press(element, '[part=people-list] > [part=actions] button')
  await aTimeout(20)
}

/** One of the people, by the place in the list. */
export const personAt = (element: TrainingSignupElement, index: number) =>
  [...element.renderRoot.querySelectorAll<HTMLDetailsElement>('[part=person]')][index]!

/** The key of a question about the person at this place. */
export const keyAt = (element: TrainingSignupElement, index: number, field: string) =>
  `/people/${personAt(element, index).querySelector('summary')!.id.replace('person-', '')}/${field}`

export async function typePerson(element: TrainingSignupElement, index: number, answers: Record<string, string>) {
  for (const [field, text] of Object.entries({ role: 'police', ...answers })) {
    type(element, keyAt(element, index, field), text)
    await element.updateComplete
  }
}

/** Pastes a list and adds its people. */
export async function paste(element: TrainingSignupElement, lines: string[], role = '') {
  type(element, 'pasted', lines.join('\n'))
  if (role) type(element, 'pasted-role', role)
  await element.updateComplete
  press(element, '[part=paste] button')
  await aTimeout(30)
}

const letter = (index: number) => String.fromCharCode(97 + (index % 26))
/** The given name of the first, the second… person of a list: Ada, Adb… */
export const nameAt = (number: number) => `A${letter(3 + (number - 1) / 26)}${letter(number - 1)}`

/** A list of so many people with complete answers. */
export const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => nameAt(index + 1)).map(
    (name) => `${name}\tReyes\t${name.toLowerCase()}@kcpd.example\tFirefighter`,
  )

export const summaries = (element: TrainingSignupElement) =>
  [...element.renderRoot.querySelectorAll('[part=person] > summary')].map((one) =>
    one.textContent?.replace(/\s+/g, ' ').trim(),
  )

export const outcomes = (element: TrainingSignupElement) =>
  [...element.renderRoot.querySelectorAll('[part=outcome]')].map((one) =>
    [...one.children].map(({ textContent }) => textContent).join(': '),
  )

export const references = (element: TrainingSignupElement) =>
  [...element.renderRoot.querySelectorAll('[part=reference]')].map(({ textContent }) => textContent)
