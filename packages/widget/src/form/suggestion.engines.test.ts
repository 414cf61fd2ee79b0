import { expect, waitUntil } from '@open-wc/testing'
import { keyAt, paste, personAt, showSeveral, word } from '../testing/group.ts'
import { control, described, fillIn, find, focused, hit, press, send, show, textOf, type } from '../testing/show.ts'

const meant = word('field.email.suggest', { address: 'ada@gmail.com' })
const spoken = '[part=stage] > [role=status]'
/** However slowly a busy browser draws. */
const until = (isSo: () => boolean) => waitUntil(isSo, undefined, { timeout: 8000 })

describe('a slip in an address', () => {
  it('is doubted on leaving the field, and mended by one press', async () => {
    const { element } = await show()
    const email = control(element, 'email')
    email.focus()
    await hit({ type: 'ada@gmial.com' })
    await element.updateComplete
    expect(textOf(element)).not.to.contain(meant)
    await hit({ press: 'Tab' })
    await until(() => find(element, spoken).textContent === meant)
    expect(described(email)).to.contain(meant)
    const mark = find(element, '[part=mark]')
    expect(mark.getBoundingClientRect().top).to.be.at.least(email.getBoundingClientRect().bottom)
    press(element, '[part=mark] button')
    await until(() => email.value === 'ada@gmail.com' && !textOf(element).includes(meant))
    expect(focused(element)).to.equal(email)
  })

  it('never keeps the form from being sent', async () => {
    const { element, server } = await show()
    await fillIn(element)
    type(element, 'email', 'ada@gmial.com')
    await send(element)
    expect(JSON.parse(server.posts[0]?.body ?? '').people[0].email).to.equal('ada@gmial.com')
  })

  it('is found in the addresses of a group, too', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Ada Reyes\tada@gmial.com\tFirefighter'])
    personAt(element, 0).open = true
    const mend = () => personAt(element, 0).querySelector<HTMLElement>('[part=mark] button')
    await until(() => mend() !== null)
    mend()?.click()
    await element.updateComplete
    expect(control(element, keyAt(element, 0, 'email')).value).to.equal('ada@gmail.com')
  })
})
