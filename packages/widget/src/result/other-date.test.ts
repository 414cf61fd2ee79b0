import { expect } from '@open-wc/testing'
import { answerOf, nextDate, word } from '../testing/fixtures.ts'
import {
  control,
  fillIn,
  json,
  nextRow,
  partText,
  press,
  registered,
  rowIn,
  send,
  serverWith,
  settle,
  show,
} from '../testing/show.ts'

describe('the result', () => {
  it('leads from the waiting list to a date with seats, in place', async () => {
    const { element, server } = await show(serverWith({ training: { state: 'waitlist', otherDate: nextDate } }))
    expect(element.renderRoot.querySelector('[part=training]')).to.equal(null)
    server.register = () => registered('waitlisted')
    await fillIn(element)
    await send(element)
    expect(rowIn(element, 'result')).to.deep.equal(nextRow)
    server.training = () => json(200, answerOf('en', { training: { slug: nextDate.slug, title: nextDate.title } }))
    press(element, '[part=result] [part=training] button')
    await settle(element)
    expect(partText(element, 'title')).to.equal(nextDate.title)
    expect(control(element, 'givenName').value).to.equal('Ada')
  })

  it('leads no one else there', async () => {
    const { element } = await show(serverWith({ training: { otherDate: nextDate } }))
    await fillIn(element)
    await send(element)
    expect(partText(element, 'result-title')).to.equal(word('result.confirmed'))
    expect(element.renderRoot.querySelector('[part=training]')).to.equal(null)
  })
})
