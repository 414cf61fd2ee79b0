import type { RegistrationInput } from '@training-signup/contract'
import { say, type WordKey } from '../../../server/src/words/index.ts'
import type { TrainingSignupElement } from '../training-signup.ts'
import { answerOf } from './fixtures.ts'
import { FakeServer, fillIn, find, json, problem, registered, send, settle, show } from './show.ts'

/** A sentence of the step in which the code is typed. */
export const word = (key: string, lang: 'en' | 'es' = 'en') => say(lang, `verify.${key}` as WordKey)

const form = { requires: ['verification'] }
export const rightCode = '123456'

type Said = RegistrationInput & { secret: string; code: string }
type Answer = () => Response | Promise<Response>

/** A server that asks for a code. Each sign-up has a reference and a secret of its own. */
export class CodeServer extends FakeServer {
  signUp: Answer = () => {
    const { people } = this.said('registrations').at(-1)!
    return this.pending(
      people.map(() => ({ status: 'pending_verification' })),
      people[0]?.['email'],
    )
  }
  check: Answer = () =>
    this.said('verification').at(-1)?.code === rightCode ? registered() : problem(422, 'wrong-code')
  again: Answer = () => json(202, { waitSeconds: 60, digits: 6 })

  override training: FakeServer['training'] = (lang, url) =>
    json(200, answerOf(lang, { form }, url.searchParams.get('for') === 'several' ? 'several' : 'one'))

  override register = () => {
    const { pathname } = this.posts.at(-1)!.url
    if (pathname.endsWith('/code')) return this.again()
    return pathname.endsWith('/verification') ? this.check() : this.signUp()
  }

  pending(people: object[], sentTo: unknown) {
    const number = this.said('registrations').length
    return json(201, {
      reference: `WAIT-${number}`,
      status: 'pending_verification',
      people,
      verification: { secret: `secret-${number}`, sentTo, digits: 6 },
      next: { title: 'What the server calls it', text: 'What the server says of it' },
      lang: 'en',
    })
  }

  /** What was sent to an address with this end. */
  said = (end: string): Said[] =>
    this.posts.filter(({ url }) => url.pathname.endsWith(`/${end}`)).map(({ body }) => JSON.parse(body))
}

/** The step in which the code is typed, on a page. */
export async function showCode(server = new CodeServer(), attributes: Parameters<typeof show>[1] = {}) {
  const shown = await show(server, attributes)
  await fillIn(shown.element)
  await send(shown.element)
  return { ...shown, server }
}

export const codeBox = (element: TrainingSignupElement) => find(element, '[part~=code]') as HTMLInputElement

export function typeCode(element: TrainingSignupElement, text: string) {
  const box = codeBox(element)
  box.value = text
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
}

/** Types a code and presses the button. */
export async function tryCode(element: TrainingSignupElement, text = rightCode) {
  typeCode(element, text)
  await send(element)
}

const ways = '[part=form] [part=actions] button, [part=panel] button'
const wayOf = (element: TrainingSignupElement, key: string) =>
  [...element.renderRoot.querySelectorAll<HTMLElement>(ways)].find((one) => one.textContent?.trim() === word(key))

export async function pressWay(element: TrainingSignupElement, key: 'again' | 'change' | 'over.again') {
  wayOf(element, key)?.click()
  await settle(element)
}
