import { aTimeout, expect } from '@open-wc/testing'
import { limits } from '@training-signup/contract/limits'
import { answerOf, everyKind, formOf, labelOf, word } from './testing/fixtures.ts'
import {
  control,
  described,
  FakeServer,
  fillIn,
  find,
  focused,
  hit,
  json,
  letTimePass,
  partText,
  press,
  registered,
  send,
  serverWith,
  settle,
  show,
  textOf,
  type,
} from './testing/show.ts'

describe('the form', () => {
  it('sends what was typed, where the API is', async () => {
    const { element, server } = await show()
    element.api = 'https://signup.example.org/some/path/'
    element.partner = 'we-the-people'
    await settle(element)
    await fillIn(element, { needs: '  step-free seating ' })
    await send(element)
    const [post] = server.posts
    expect(post?.url.href).to.equal(
      'https://signup.example.org/some/path/api/v1/trainings/first-responders/registrations',
    )
    expect(new Headers(post?.init.headers).get('content-type')).to.equal('application/json')
    expect(post?.key).to.match(/^[A-Za-z0-9_-]{16,128}$/)
    const { elapsedMs, ...body } = JSON.parse(post?.body ?? '')
    expect(elapsedMs).to.be.at.least(2000)
    expect(body).to.deep.equal({
      people: [
        {
          givenName: 'Ada',
          familyName: 'Reyes',
          email: 'ada.reyes@kcpd.example',
          role: 'police',
          agency: 'KCPD',
          attestation: true,
          needs: 'step-free seating',
        },
      ],
      consents: ['privacy'],
      partner: 'we-the-people',
      lang: 'en',
    })
  })

  it('leaves out a partner that cannot be one, rather than have the registration refused', async () => {
    const { element, server } = await show()
    element.partner = 'We The People'
    await settle(element)
    await fillIn(element)
    await send(element)
    expect(server.posts[0]?.body).not.to.contain('partner')
    expect(server.requests[1]?.url.searchParams.has('partner')).to.equal(false)
  })

  it('waits out what is missing of the time that a person needs, and says in the meantime that it is sending', async () => {
    const began = performance.now()
    const { element, server } = await show()
    let sentAt = 0
    server.register = () => {
      sentAt = performance.now()
      return registered()
    }
    await fillIn(element)
    // Takes back what filling in let pass.
    letTimePass(-5000)
    press(element)
    await element.updateComplete
    expect(find(element, '[role=status]').textContent).to.equal(word('form.sending'))
    await settle(element)
    // Timers may be a little early by this clock.
    expect(sentAt - began).to.be.greaterThan(limits.minimumFillMs - 20)
    expect(JSON.parse(server.posts[0]?.body ?? '').elapsedMs).to.be.at.least(limits.minimumFillMs)
  })

  it('marks what is optional, and asks the browser to fill in but not to spell or to judge', async () => {
    const fields = [...formOf().fields, ...everyKind.filter(({ id }) => id === 'phone')]
    const { element } = await show(serverWith({ form: { fields } }))
    expect(textOf(element)).to.contain('Mobile number (optional)').and.not.contain('First name (optional)')
    expect(textOf(element)).not.to.contain('Last name (optional)')
    // Folded, it can only be optional.
    expect(textOf(element)).to.contain('accommodations?').and.not.contain('accommodations? (optional)')
    expect((find(element, 'form') as HTMLFormElement).noValidate).to.equal(true)
    for (const [key, token] of [
      ['givenName', 'given-name'],
      ['familyName', 'family-name'],
      ['email', 'email'],
    ] as const) {
      expect(control(element, key).autocomplete).to.equal(token)
      expect(control(element, key).getAttribute('autocapitalize')).to.equal(key === 'email' ? null : 'words')
      expect(control(element, key).getAttribute('spellcheck')).to.equal('false')
      expect(control(element, key).maxLength).to.equal(-1)
    }
    expect(control(element, '/consents/privacy').checked).to.equal(false)
  })

  it('says until when the answers are kept', async () => {
    const { element } = await show()
    expect(find(element, 'form [part=privacy]').textContent).to.contain('We delete them by March 7, 2027.')
  })

  it('lists every fault first, takes the focus there, and leads from there to the answer', async () => {
    const { element, server } = await show()
    await fillIn(element, { givenName: '', email: 'ada@', agency: 'x'.repeat(201) })
    await send(element)
    const summary = find(element, '[part=summary]')
    expect(focused(element)).to.equal(summary)
    expect(summary.textContent).to.contain(word('errors.heading'))
    const texts = [...summary.querySelectorAll('a')].map(({ textContent }) => textContent)
    expect(texts).to.deep.equal([
      word('error.givenName.required'),
      word('error.email-part'),
      word('error.too-long', 'en', { label: labelOf('agency'), max: '200' }),
    ])
    expect(control(element, 'email').getAttribute('aria-invalid')).to.equal('true')
    expect(described(control(element, 'email')))
      .to.contain(word('error.email-part'))
      .and.contain(labelOf('email.hint'))
    summary.querySelectorAll('a')[1]?.click()
    expect(focused(element)).to.equal(control(element, 'email'))
    expect(server.posts).to.have.length(0)
  })

  it('leads from the summary to the first of several choices', async () => {
    const { element } = await show()
    await send(element)
    const link = [...element.renderRoot.querySelectorAll<HTMLElement>('[part=summary] a')].find(
      (one) => one.textContent === word('error.role.required'),
    )
    link?.click()
    expect(focused(element)).to.equal(control(element, 'role', 'police'))
  })

  it('shows a question only while the answer that it hangs on is given, and sends it only then', async () => {
    const { element, server } = await show()
    const roleOther = () => element.renderRoot.querySelector('[name=q-roleOther]')
    expect(roleOther()).to.equal(null)
    control(element, 'role', 'other').click()
    await element.updateComplete
    type(element, 'roleOther', 'Chaplain')
    await fillIn(element)
    expect(roleOther()).to.equal(null)
    await send(element)
    expect(server.posts[0]?.body).not.to.contain('Chaplain')
  })

  it('asks questions whose ids are names that every form or object has', async () => {
    const ids = ['elements', 'parentNode', 'insertBefore', 'constructor', 'toString']
    const fields = ids.map((id) => ({ id, type: 'text' as const, label: id, required: true }))
    const server = new FakeServer()
    server.training = () => json(200, answerOf('en', { form: { fields, consents: [] } }))
    const { element } = await show(server)
    for (const id of ids) {
      expect(control(element, id).value).to.equal('')
      type(element, id, `for ${id}`)
    }
    letTimePass()
    await send(element)
    expect(JSON.parse(server.posts[0]?.body ?? '').people).to.deep.equal([
      Object.fromEntries(ids.map((id) => [id, `for ${id}`])),
    ])
  })

  it('asks questions of every kind, and those that it does not know as text', async () => {
    const server = new FakeServer()
    server.training = () => json(200, answerOf('en', { form: { fields: everyKind, consents: [] } }))
    const { element } = await show(server)
    expect(textOf(element)).to.contain('Lunch is at noon').and.contain('On the lawn')
    type(element, 'phone', '816 555 0100 ext 7')
    type(element, 'signature', 'A. R.')
    type(element, 'born', '1980-02-29')
    type(element, 'county', 'clay')
    for (const value of ['law', 'care']) control(element, 'topics', value).click()
    letTimePass()
    await send(element)
    expect(JSON.parse(server.posts[0]?.body ?? '').people).to.deep.equal([
      { phone: '816 555 0100 ext 7', born: '1980-02-29', county: 'clay', topics: ['law', 'care'], signature: 'A. R.' },
    ])
  })

  it('unfolds the question for accommodations where its label is pressed', async () => {
    const { element } = await show()
    const box = find(element, '.needs') as HTMLDetailsElement
    const label = box.querySelector('label')!
    label.scrollIntoView({ block: 'center' })
    for (const isOpen of [true, false]) {
      const { left, top, width, height } = label.getBoundingClientRect()
      const pressed = element.renderRoot.elementFromPoint(left + width / 4, top + height / 2) as HTMLElement
      expect(pressed.localName).to.equal('summary')
      pressed.click()
      expect(box.open).to.equal(isOpen)
    }
  })

  it('can be filled in and sent from the keyboard alone', async () => {
    const { element, server } = await show()
    const tab = { press: 'Tab' } as const
    const space = { type: ' ' }
    control(element, 'givenName').focus()
    await hit({ type: 'Ada' }, tab, { type: 'Reyes' }, tab, { type: 'ada.reyes@kcpd.example' }, tab, space)
    expect(focused(element)).to.equal(control(element, 'role', 'police'))
    await hit(tab, { type: 'KCPD' }, tab, space, tab)
    expect(focused(element)?.localName).to.equal('summary')
    await hit(space, tab)
    expect(focused(element)?.id).to.equal('q-needs')
    await hit({ type: 'a seat' }, tab, space, tab)
    expect((focused(element) as HTMLAnchorElement).href).to.equal('https://organizer.example.org/privacy')
    await hit(tab)
    expect(focused(element)).to.equal(find(element, '[part~=submit]'))
    letTimePass()
    await hit({ press: 'Enter' })
    await settle(element)
    const { people, consents } = JSON.parse(server.posts[0]?.body ?? '')
    const answers = { givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@kcpd.example', role: 'police' }
    expect(people).to.deep.equal([{ ...answers, agency: 'KCPD', attestation: true, needs: 'a seat' }])
    expect(consents).to.deep.equal(['privacy'])
    expect(focused(element)).to.equal(find(element, '[part=result-title]'))
  })

  it('is sent by Enter in a field, and takes no changes until it is answered', async () => {
    const { element, server } = await show()
    const reply = Promise.withResolvers<Response>()
    server.register = () => reply.promise
    await fillIn(element)
    control(element, 'agency').focus()
    await hit({ press: 'Enter' })
    await element.updateComplete
    const questions = find(element, '[part=questions]')
    expect([questions.inert, Number(getComputedStyle(questions).opacity) < 1]).to.deep.equal([true, true])
    expect(focused(element)).to.equal(find(element, '[part~=submit]'))
    await hit({ type: 'x' })
    control(element, 'agency').focus()
    await hit({ type: 'x' })
    control(element, 'attestation').focus()
    await hit({ type: ' ' })
    reply.resolve(json(503, {}))
    await settle(element)
    expect(JSON.parse(server.posts[0]?.body ?? '').people[0]).to.include({ agency: 'KCPD', attestation: true })
    expect([control(element, 'agency').value, control(element, 'attestation').checked]).to.deep.equal(['KCPD', true])
    expect(find(element, '[part=questions]').inert).to.equal(false)
    expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
  })

  it('takes half a date for a fault, not for an empty answer', async () => {
    const server = new FakeServer()
    server.training = () =>
      json(200, answerOf('en', { form: { fields: everyKind.filter(({ id }) => id === 'born'), consents: [] } }))
    const { element } = await show(server)
    Object.defineProperty(control(element, 'born'), 'validity', { value: { badInput: true } })
    await send(element)
    expect(partText(element, 'summary')).to.contain(word('error.date'))
    expect(server.posts).to.have.length(0)
  })

  it('sends once however often the button is pressed', async () => {
    const { element, server } = await show()
    await fillIn(element)
    for (let presses = 0; presses < 3; presses++) press(element)
    await settle(element)
    expect(server.posts).to.have.length(1)
  })

  it('keeps the button in reach while it is sending', async () => {
    const { element, server } = await show()
    const reply = Promise.withResolvers<Response>()
    server.register = () => reply.promise
    await fillIn(element)
    find(element, '[part~=submit]').focus()
    press(element)
    await element.updateComplete
    const button = find(element, '[part~=submit]') as HTMLButtonElement
    expect([button.disabled, button.getAttribute('aria-disabled'), focused(element)]).to.deep.equal([
      false,
      'true',
      button,
    ])
    await aTimeout(0)
    reply.resolve(registered())
    await settle(element)
  })
})
