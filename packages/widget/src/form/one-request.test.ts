import { expect } from '@open-wc/testing'
import type { RegistrationInput } from '@training-signup/contract'
import { OneRequest } from './one-request.ts'

const registration = (changes: Partial<RegistrationInput> = {}): RegistrationInput => ({
  people: [{ givenName: 'Ada' }],
  consents: ['privacy'],
  lang: 'en',
  elapsedMs: 4000,
  ...changes,
})

describe('the registration on its way', () => {
  it('is the same, byte for byte, for the same answers in another language and after another time', () => {
    const request = new OneRequest()
    const first = request.take('first-responders', registration())
    expect(request.take('first-responders', registration({ lang: 'es', elapsedMs: 90_000 }))).to.deep.equal(first)
    expect(JSON.parse(first.body)).to.deep.equal(registration())
  })

  it('is another one for other answers, consents, partner or training', () => {
    const request = new OneRequest()
    const keys = [
      request.take('first-responders', registration()),
      request.take('first-responders', registration({ people: [{ givenName: 'Grace' }] })),
      request.take('first-responders', registration({ consents: [] })),
      request.take('first-responders', registration({ partner: 'we-the-people' })),
      request.take('citizens', registration()),
    ].map(({ key }) => key)
    expect(new Set(keys).size).to.equal(5)
  })

  it('is another one after it was refused', () => {
    const request = new OneRequest()
    const { key } = request.take('first-responders', registration())
    expect(key).to.match(/^[-\d]{17,98}$/)
    expect(request.holds('first-responders', registration({ lang: 'es' }))).to.equal(true)
    request.forget()
    expect(request.holds('first-responders', registration())).to.equal(false)
    expect(request.take('first-responders', registration()).key).not.to.equal(key)
  })
})
