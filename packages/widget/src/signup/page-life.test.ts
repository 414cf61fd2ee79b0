import { expect } from '@open-wc/testing'
import { answerOf, listOf } from '../testing/fixtures.ts'
import { control, FakeServer, json, partText, settle, show, textOf, type } from '../testing/show.ts'

const answer = (state: 'waitlist' | 'full') => answerOf('en', { training: { state } })

/** What a browser tells a page that it shows again, as it was kept. */
const comeBack = (persisted = true) => dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))

describe('a page that was kept for the Back button', () => {
  it('shows the seats as they are now, and keeps what was typed', async () => {
    const { element, server } = await show()
    type(element, 'givenName', 'Ada')
    server.training = () => json(200, answer('waitlist'))
    comeBack()
    await settle(element)
    expect(partText(element, 'state')).to.equal(answer('waitlist').training.notice.title)
    expect(control(element, 'givenName').value).to.equal('Ada')
    expect(server.requests.at(-1)?.init.cache).to.equal('no-cache')
  })

  it('shows that no seats are left', async () => {
    const { element, server } = await show()
    server.training = () => json(200, answer('full'))
    comeBack()
    await settle(element)
    expect(partText(element, 'panel-title')).to.equal(answer('full').training.notice.title)
  })

  it('shows the trainings to choose from as they are now', async () => {
    const { element, server } = await show(new FakeServer(), { series: 'jackson' })
    const [first] = listOf('en').trainings
    server.trainings = () => json(200, { ...listOf('en'), trainings: [{ ...first, title: 'Another title' }, first] })
    comeBack()
    await settle(element)
    expect(textOf(element)).to.contain('Another title')
  })

  it('goes on with what it shows where no answer comes', async () => {
    const { element, server } = await show()
    type(element, 'givenName', 'Ada')
    server.training = () => Promise.reject(new TypeError('Failed to fetch'))
    comeBack()
    await settle(element)
    expect(control(element, 'givenName').value).to.equal('Ada')
  })

  it('is the only one that asks again: not one that was just loaded, and none without the element', async () => {
    const { element, server } = await show()
    comeBack(false)
    element.remove()
    comeBack()
    expect(server.requests).to.have.length(1)
  })
})
