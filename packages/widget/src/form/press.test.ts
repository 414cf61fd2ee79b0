import { expect, waitUntil } from '@open-wc/testing'
import { word } from '../testing/group.ts'
import { control, fillIn, find, focused, hit, press, show, textOf, type } from '../testing/show.ts'

const meant = word('field.email.suggest', { address: 'ada@gmail.com' })
const aTimePasses = () => new Promise((resolve) => setTimeout(resolve, 300))

it('a doubt waits for its own field to be left, not for the one before', async () => {
  const { element } = await show()
  await fillIn(element)
  const email = control(element, 'email')
  type(element, 'agency', 'KCPD')
  email.value = 'ada@gmial.com'
  email.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  await aTimePasses()
  expect(textOf(element)).not.to.contain(meant)
  email.dispatchEvent(new Event('change', { bubbles: true }))
  await waitUntil(() => textOf(element).includes(meant), 'it is not doubted')
})

it('a doubt moves nothing while a button below it is pressed, however long', async () => {
  const { element, server } = await show()
  await fillIn(element)
  const email = control(element, 'email')
  email.focus()
  email.select()
  await hit({ type: 'ada@gmial.com' })
  expect(email.value).to.equal('ada@gmial.com')
  const button = find(element, '[part~=submit]')
  button.scrollIntoView({ block: 'center' })
  // Browsers may still scroll to what was typed, and the button would be missed.
  await aTimePasses()
  const { x, y, width, height } = button.getBoundingClientRect()
  await hit({ mouse: 'move', to: [x + width / 2, y + height / 2] }, { mouse: 'down' })
  expect(button.matches(':active'), 'the button was missed').to.equal(true)
  await aTimePasses()
  expect(focused(element), 'the field was left').not.to.equal(email)
  expect(textOf(element)).not.to.contain(meant)
  expect(button.getBoundingClientRect().y, 'the button has moved').to.equal(y)
  expect(server.posts).to.be.empty
  await hit({ mouse: 'up' })
  await waitUntil(() => textOf(element).includes(meant), 'the press asks nothing', { timeout: 60_000 })
  expect(server.posts).to.be.empty
  press(element)
  await waitUntil(() => server.posts.length > 0, 'it was not sent', { timeout: 60_000 })
})
