import { aTimeout, expect } from '@open-wc/testing'
import { answerOf, formOf } from '../testing/fixtures.ts'
import {
  addPerson,
  bodies,
  fillShared,
  keyAt,
  linesOf,
  namesIn,
  outcomes,
  paste,
  references,
  registeredAll,
  showSeveral,
  summaries,
  toSeveral,
  typePerson,
  word,
} from '../testing/group.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  focused,
  json,
  letTimePass,
  partText,
  press,
  registered,
  send,
  settle,
  show,
  textOf,
  type,
} from '../testing/show.ts'

const wordIn = (element: Parameters<typeof find>[0]) => find(element, '.moment > .word').textContent

describe('the sign-up of several people', () => {
  it('asks about the coordinator once, about each person, and about all of them once', async () => {
    const { element, server } = await showSeveral()
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada', familyName: 'Reyes', email: 'ada@kcpd.example' })
    await addPerson(element)
    await typePerson(element, 1, { givenName: 'Grace', role: 'other', roleOther: 'Chaplain' })
    await send(element)
    const [body] = bodies(server)
    const { elapsedMs, ...said } = body!
    expect(elapsedMs).to.be.greaterThan(2000)
    expect(said).to.deep.equal({
      people: [
        {
          givenName: 'Ada',
          familyName: 'Reyes',
          email: 'ada@kcpd.example',
          role: 'police',
          agency: 'KCPD',
          attestation: true,
        },
        { givenName: 'Grace', role: 'other', roleOther: 'Chaplain', agency: 'KCPD', attestation: true },
      ],
      consents: ['privacy'],
      coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example', agency: 'KCPD' },
      split: true,
      lang: 'en',
    })
    expect(outcomes(element)).to.deep.equal(['Ada Reyes: Has a seat', 'Grace: Has a seat'])
    expect(partText(element, 'result-title')).to.equal(word('people.outcome.confirmed'))
    expect(focused(element)).to.equal(find(element, '[part=result-title]'))
    expect(textOf(element)).to.contain('Doors open at 7:30 AM')
  })

  it('asks age and language once, and says them of each', async () => {
    const server = new FakeServer()
    const options = ['en', 'es'].map((value) => ({ value, label: value }))
    const fields = [
      ...formOf().fields,
      { id: 'minimumAge', type: 'checkbox' as const, label: 'I am 18 or older', required: true },
      { id: 'language', type: 'select' as const, label: 'Preferred language for messages', required: false, options },
    ]
    server.training = (lang) => json(200, answerOf(lang, { form: { fields } }, 'several'))
    const { element } = await showSeveral(server)
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    await addPerson(element)
    await typePerson(element, 1, { givenName: 'Grace' })
    expect(partText(element, 'shared')).to.contain(word('people.field.minimumAge', { age: 18 }))
    expect(element.renderRoot.querySelectorAll('[name$=minimumAge], [name$=language]')).to.have.length(2)
    await send(element)
    expect(partText(element, 'summary')).to.contain(word('people.error.minimumAge.required'))
    control(element, 'minimumAge').click()
    type(element, 'language', 'es')
    await send(element)
    expect(bodies(server)[0]?.people.map(({ minimumAge, language }) => [minimumAge, language])).to.deep.equal([
      [true, 'es'],
      [true, 'es'],
    ])
  })

  it('speaks of the people, not to them', async () => {
    const { element } = await showSeveral()
    const text = textOf(element)
    for (const theirs of ['Your role', 'Need accommodations', 'I’m eligible']) expect(text).not.to.contain(theirs)
    await fillShared(element)
    await typePerson(element, 0, { familyName: 'Reyes', role: 'other' })
    await send(element)
    const summary = partText(element, 'summary')
    expect(summary).to.contain('Person 1: Enter a first name').and.contain('Person 1: Enter the role')
  })

  it('asks nothing about a row that is empty, but needs at least one person', async () => {
    const { element, server } = await showSeveral()
    await addPerson(element)
    await fillShared(element)
    await send(element)
    expect(partText(element, 'summary')).to.contain('Person 1').and.not.contain('Person 2')
    await typePerson(element, 1, { givenName: 'Ada' })
    await addPerson(element)
    await send(element)
    expect(namesIn(bodies(server)[0]!)).to.deep.equal(['Ada'])
    expect(outcomes(element)).to.deep.equal(['Ada: Has a seat'])
  })

  it('sends what was chosen for the case that seats run short', async () => {
    const { element, server } = await showSeveral()
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    control(element, '/split', 'all').click()
    await send(element)
    expect(bodies(server)[0]?.split).to.equal(false)
  })

  it('begins with the person who began alone, who becomes the coordinator', async () => {
    const { element } = await show()
    await fillIn(element, { needs: 'a ramp' })
    await toSeveral(element)
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
    const value = (key: string) => control(element, key).value
    expect([value('/coordinator/name'), value('/coordinator/email'), value('agency')]).to.deep.equal([
      'Ada Reyes',
      'ada.reyes@kcpd.example',
      'KCPD',
    ])
    expect(['givenName', 'role', 'needs'].map((id) => value(keyAt(element, 0, id)))).to.deep.equal([
      'Ada',
      'police',
      'a ramp',
    ])
  })

  it('keeps the people while the visitor looks at the form for one', async () => {
    const { element } = await showSeveral()
    await typePerson(element, 0, { givenName: 'Ada' })
    await addPerson(element)
    await typePerson(element, 1, { givenName: 'Grace' })
    await toSeveral(element)
    expect(element.renderRoot.querySelector('[part=person]')).to.equal(null)
    type(element, 'agency', 'KCFD')
    await toSeveral(element)
    expect(summaries(element).map((one) => one?.slice(0, 15))).to.deep.equal(['Person 1: Ada P', 'Person 2: Grace'])
    expect(control(element, 'agency').value).to.equal('KCFD')
  })

  it('keeps the people for another training, and none of the results of others', async () => {
    const { element } = await showSeveral()
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    element.training = 'citizens'
    await settle(element)
    await toSeveral(element)
    expect(summaries(element)[0]).to.contain('Ada')
    element.training = 'first-responders'
    await settle(element)
    await toSeveral(element)
    letTimePass()
    await send(element)
    expect(outcomes(element)).to.have.length(1)
    element.training = 'citizens'
    await settle(element)
    await toSeveral(element)
    expect([outcomes(element).length, summaries(element).length]).to.deep.equal([0, 1])
  })

  it('never shows the form without its words, and sends no one twice if the other one was sent in the meantime', async () => {
    const server = new FakeServer()
    const { element } = await show(server)
    await fillIn(element)
    const answer = server.training
    let release = () => {}
    server.training = async (lang, url) => {
      await new Promise<void>((resolve) => (release = resolve))
      return answer(lang, url)
    }
    press(element, 'form [part=quiet]')
    await aTimeout(20)
    expect(partText(element, 'form-heading')).to.equal(word('form.heading'))
    server.register = () => registered()
    press(element)
    await aTimeout(50)
    release()
    await settle(element)
    expect(server.posts.length).to.equal(1)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    expect(textOf(element)).to.contain(word('result.confirmed'))
  })

  it('starts over with the coordinator and the agency when more people are to be registered', async () => {
    const { element, server } = await showSeveral()
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    control(element, '/split', 'all').click()
    await send(element)
    expect(partText(element, 'result')).to.contain(word('people.result.another'))
    press(element, '[part=result] button')
    await settle(element)
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
    expect(summaries(element)).to.deep.equal(['Person 1'])
    const value = (key: string) => control(element, key).value
    expect([value('/coordinator/name'), value('/coordinator/email'), value('agency')]).to.deep.equal([
      'Pat Lee',
      'pat@kcpd.example',
      'KCPD',
    ])
    expect(control(element, 'attestation').checked).to.equal(false)
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Grace' })
    await send(element)
    expect([server.posts.length, bodies(server)[1]?.split, outcomes(element).length]).to.deep.equal([2, true, 1])
  })

  it('shows each person’s result, and for all of them no more than is certain', async () => {
    const { element, server } = await showSeveral()
    server.register = registeredAll(server, ({ givenName }) => (givenName === 'Ada' ? 'confirmed' : 'waitlisted'))
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    await addPerson(element)
    await typePerson(element, 1, { givenName: 'Grace' })
    await send(element)
    expect(outcomes(element)).to.deep.equal(['Ada: Has a seat', 'Grace: On the waiting list'])
    expect(wordIn(element)).to.equal('1 of 2 has a seat')
    expect(partText(element, 'result-title')).to.equal('Grace should stay home unless you hear that they have a seat')
    const lines = [...element.renderRoot.querySelectorAll('[part=outcome] b')]
    expect(lines.map(({ className }) => className)).to.deep.equal(['ok', 'wait'])
    expect(new Set(lines.map((line) => line.querySelector('path')?.getAttribute('d'))).size).to.equal(2)
    expect(references(element)).to.deep.equal(['PART-1'])
  })

  it('does not tell people with a seat to stay home where others await the organizer', async () => {
    const { element, server } = await showSeveral()
    server.register = registeredAll(server, ({ givenName }) => (givenName === 'Ada' ? 'confirmed' : 'pending_approval'))
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    await addPerson(element)
    await typePerson(element, 1, { givenName: 'Grace' })
    await send(element)
    expect(outcomes(element)).to.deep.equal(['Ada: Has a seat', 'Grace: Waiting for approval'])
    expect(partText(element, 'result-title')).to.equal('Grace should stay home until you hear that they have a seat')
    expect(partText(element, 'result-text')).to.equal(word('people.outcome.pending_approval.text'))
  })

  it('lets the server speak of a status that the script does not know', async () => {
    const { element, server } = await showSeveral()
    server.register = registeredAll(server, () => 'drawn_by_lot')
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    await send(element)
    expect(partText(element, 'result-title')).to.equal('What the server calls it')
    expect(outcomes(element)).to.deep.equal(['Ada: What the server calls it'])
  })

  it('shows each person the words for their own status, and no one those for another’s', async () => {
    const { element, server } = await showSeveral()
    const said = ['cancelled', 'confirmed', 'drawn_by_lot']
    const { training } = server
    server.training = async (lang, url) => {
      const { words, ...answer } = await (await training(lang, url)).json()
      return json(200, { ...answer, words: { ...words, 'people.status.cancelled': 'Canceled' } })
    }
    element.partner = 'we'
    await settle(element)
    server.register = () =>
      json(201, {
        reference: 'K7-PQ4M',
        status: 'confirmed',
        people: said.map((status) => ({ status })),
        next: { title: 'You’re registered', text: '' },
        lang: 'en',
      })
    await paste(element, linesOf(3))
    await fillShared(element)
    await send(element)
    expect(outcomes(element)).to.deep.equal([
      'Ada Reyes: Canceled',
      `Adb Reyes: ${word('people.status.confirmed')}`,
      'Adc Reyes: drawn_by_lot',
    ])
    expect(partText(element, 'result-title')).to.equal(word('people.result.waitlisted'))
  })

  it('says in both languages who has to stay home, and with an older server that not everyone has a seat', async () => {
    const { element, server } = await showSeveral()
    const accept = registeredAll(server, ({ givenName }) => (givenName === 'Ada' ? 'confirmed' : 'waitlisted'))
    server.register = accept
    await paste(element, linesOf(2))
    await fillShared(element)
    await send(element)
    press(element, '[part~=language]')
    await settle(element)
    expect(wordIn(element)).to.equal('1 de 2 con cupo')
    expect(partText(element, 'result-title')).to.match(/^Adb Reyes /)
    press(element, '[part~=language]')
    await settle(element)
    server.register = async () => json(201, { ...(await accept().json()), words: undefined })
    press(element, '[part=result] [part=actions] button')
    await settle(element)
    await paste(element, linesOf(2))
    await fillShared(element)
    await send(element)
    expect(wordIn(element)).to.equal(word('people.result.waitlisted.word'))
    expect(partText(element, 'result-title')).to.equal(word('people.result.waitlisted'))
    expect(partText(element, 'result-text')).to.equal(word('people.result.waitlisted.text'))
  })

  it('names as many as one reads who have to stay home, and counts more', async () => {
    const { element, server } = await showSeveral()
    server.register = registeredAll(server, () => 'waitlisted')
    await paste(element, linesOf(4))
    await fillShared(element)
    await send(element)
    expect(wordIn(element)).to.equal('0 of 4 have a seat')
    expect(partText(element, 'result-title')).to.match(
      /^Ada Reyes, Adb Reyes, Adc Reyes, and Add Reyes should stay home/,
    )
    press(element, '[part=result] [part=actions] button')
    await settle(element)
    await paste(element, linesOf(5))
    await fillShared(element)
    await send(element)
    expect(partText(element, 'result-title')).to.match(/^5 people should stay home/)
    expect(outcomes(element)).to.have.length(5)
  })

  it('promises no seat to people the server says nothing about', async () => {
    const { element, server } = await showSeveral()
    const next = { title: '', text: '' }
    server.register = () => json(201, { reference: 'K7-PQ4M', status: 'waitlisted', next, lang: 'en' })
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    await send(element)
    expect(outcomes(element)).to.deep.equal(['Ada: On the waiting list'])
  })

  it('has a last name that is not called optional, and no fault without one', async () => {
    const { element } = await showSeveral()
    expect(partText(element, 'person-fields')).to.contain('Last name').and.not.contain('Last name (optional)')
  })

  it('asks what is shared for other questions, too', async () => {
    const server = new FakeServer()
    const county = { id: 'county', type: 'text' as const, label: 'County', required: true }
    const fields = [...formOf().fields, { ...county, showWhen: { field: 'agency', in: ['KCPD'] } }]
    server.training = (lang) => json(200, answerOf(lang, { form: { fields } }, 'several'))
    const { element } = await showSeveral(server)
    expect(element.renderRoot.querySelector('[name$="/county"]')).to.equal(null)
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada', county: 'Jackson' })
    await send(element)
    expect(bodies(server)[0]?.people[0]?.['county']).to.equal('Jackson')
  })
})
