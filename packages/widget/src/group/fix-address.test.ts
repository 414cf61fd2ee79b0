import { expect } from '@open-wc/testing'
import { bodies, fillShared, linesOf, paste, registeredAll, showSeveral, word } from '../testing/group.ts'
import { control, FakeServer, focused, json, partText, press, send, settle, textOf, type } from '../testing/show.ts'

const key = 'people.outcome.confirmed.sentTo'

it('a coordinator fixes their address from the result, and the same people are registered in place of the first', async () => {
  const server = new FakeServer()
  const { element } = await showSeveral(server)
  const accept = registeredAll(server, () => 'confirmed', true)
  server.register = async () => json(201, { ...(await accept().json()), correction: { secret: 's3cret' } })
  await paste(element, linesOf(2))
  await fillShared(element)
  type(element, '/coordinator/email', 'pat@kcpd.exmaple')
  await send(element)
  expect(textOf(element)).to.contain(word(`mailed.${key}`, { address: 'pat@kcpd.exmaple' }))
  server.register = accept
  press(element, '[part=result] [part=quiet]')
  await settle(element)
  const email = control(element, '/coordinator/email')
  expect(email.value).to.equal('pat@kcpd.exmaple')
  expect(focused(element)).to.equal(email)
  expect(partText(element, 'form-heading')).to.equal('Fix your email address: your seats are safe')
  expect(partText(element, 'submit')).to.equal('Send it here')
  expect(element.renderRoot.querySelector('[part=person]')).to.equal(null)
  type(element, '/coordinator/email', 'pat@kcpd.example')
  await send(element)
  const [first, second] = bodies(server)
  expect(second?.people).to.deep.equal(first?.people)
  expect(second?.coordinator?.email).to.equal('pat@kcpd.example')
  expect([first?.replaces, second?.replaces]).to.deep.equal([undefined, { reference: 'PART-1', secret: 's3cret' }])
  expect(textOf(element)).to.contain(word(`mailed.${key}`, { address: 'pat@kcpd.example' }))
  expect(textOf(element), 'a correction counts once').not.to.contain(word('result.fix'))
})
