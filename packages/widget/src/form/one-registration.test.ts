import { expect } from '@open-wc/testing'
import type { RegistrationInput } from '@training-signup/contract'
import { OneRegistration } from './one-registration.ts'

const ada = { givenName: 'Ada', familyName: 'Reyes', email: 'ada@kcpd.example' }

const registration = (changes: Partial<RegistrationInput> = {}): RegistrationInput => ({
  people: [ada],
  consents: ['privacy'],
  lang: 'en',
  elapsedMs: 4000,
  ...changes,
})

describe('the registration on its way', () => {
  it('is the same, byte for byte, for the same answers in another language and after another time', () => {
    const request = new OneRegistration()
    const [first] = request.take('first-responders', registration())
    expect(request.take('first-responders', registration({ lang: 'es', elapsedMs: 90_000 }))).to.deep.equal([first])
    expect(JSON.parse(first.body)).to.deep.equal(registration())
  })

  it('has the key of the earlier ones, and comes before them, for other answers of the same person', () => {
    const request = new OneRegistration()
    const [first] = request.take('first-responders', registration())
    const [second] = request.take('first-responders', registration({ people: [{ ...ada, email: 'ada@kc.example' }] }))
    const [third, ...earlier] = request.take('first-responders', registration({ consents: [] }))
    expect(earlier).to.deep.equal([second, first])
    expect(new Set([first, second, third].map(({ key }) => key)).size).to.equal(1)
    expect(new Set([first, second, third].map(({ body }) => body)).size).to.equal(3)
  })

  for (const [what, training, people] of [
    ['another training', 'citizens', [ada]],
    ['another first name', 'first-responders', [{ ...ada, givenName: 'Grace' }]],
    ['another last name', 'first-responders', [{ ...ada, familyName: 'Kim' }]],
    ['no one', 'first-responders', []],
  ] as const)
    it(`is another one, with nothing before it, for ${what}`, () => {
      const request = new OneRegistration()
      const [{ key }] = request.take('first-responders', registration())
      const [other, ...earlier] = request.take(training, registration({ people: [...people] }))
      expect(other.key).not.to.equal(key)
      expect(earlier).to.deep.equal([])
    })

  it('is another one once an answer came', () => {
    const request = new OneRegistration()
    const [{ key }] = request.take('first-responders', registration())
    expect(key).to.match(/^[-\d]{17,98}$/)
    expect(request.has('first-responders', registration({ lang: 'es' }))).to.equal(true)
    request.forget()
    expect(request.has('first-responders', registration())).to.equal(false)
    expect(request.take('first-responders', registration())[0].key).not.to.equal(key)
  })

  it('is another one after it was refused, and still comes after those without an answer', () => {
    const request = new OneRegistration()
    const [lost] = request.take('first-responders', registration())
    request.take('first-responders', registration({ consents: [] }))
    request.remove()
    const [next, ...earlier] = request.take('first-responders', registration({ consents: [], elapsedMs: 9000 }))
    expect(JSON.parse(next.body)).to.include({ elapsedMs: 9000 })
    expect(earlier).to.deep.equal([lost])
    request.remove()
    request.remove()
    expect(request.take('first-responders', registration())[0].key).not.to.equal(lost.key)
  })
})
