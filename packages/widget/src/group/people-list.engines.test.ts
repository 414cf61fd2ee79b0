import { aTimeout, expect } from '@open-wc/testing'
import { answerOf } from '../testing/fixtures.ts'
import {
  addPerson,
  bodies,
  fillShared,
  keyAt,
  linesOf,
  nameAt,
  namesIn,
  outcomes,
  paste,
  personAt,
  showSeveral,
  summaries,
  typePerson,
  word,
} from '../testing/group.ts'
import {
  control,
  described,
  FakeServer,
  find,
  focused,
  hit,
  json,
  partText,
  press,
  send,
  settle,
  textOf,
  type,
} from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

const marksAt = (element: TrainingSignupElement, index: number) =>
  [...personAt(element, index).querySelectorAll('[part=mark]')].map((one) =>
    one.textContent?.replace(/\s+/g, ' ').trim(),
  )
const buttonIn = (place: ParentNode, label: string) =>
  [...place.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === label)!
const value = (element: TrainingSignupElement, index: number, field: string) =>
  control(element, keyAt(element, index, field)).value
async function click(place: ParentNode, label: string) {
  buttonIn(place, label).click()
  await aTimeout(20)
}

describe('the list of people', () => {
  it('grows and shrinks with the focus where the next thing is', async () => {
    const { element } = await showSeveral()
    await typePerson(element, 0, { givenName: 'Ada' })
    await addPerson(element)
    expect(focused(element)).to.equal(control(element, keyAt(element, 1, 'givenName')))
    await typePerson(element, 1, { givenName: 'Grace', familyName: 'Lee' })
    await click(personAt(element, 0), word('people.remove', { number: 1 }))
    expect(focused(element)).to.equal(find(element, '[part=removed]'))
    expect(partText(element, 'removed')).to.contain(word('people.removed', { person: 'Person 1: Ada' }))
    expect(summaries(element)[0]).to.contain('Person 1: Grace Lee')
    await click(element.renderRoot, word('people.undo'))
    expect(focused(element)).to.equal(personAt(element, 0).querySelector('summary'))
    expect([value(element, 0, 'givenName'), value(element, 1, 'givenName')]).to.deep.equal(['Ada', 'Grace'])
    expect(element.renderRoot.querySelector('[part=removed]')).to.equal(null)
  })

  it('takes in the coordinator, who need not write their name twice', async () => {
    const { element, server } = await showSeveral()
    await click(element.renderRoot, word('people.me'))
    expect(focused(element)).to.equal(control(element, '/coordinator/name'))
    await fillShared(element)
    await click(element.renderRoot, word('people.me'))
    expect(focused(element)).to.equal(find(element, '[part=people-notice]'))
    type(element, keyAt(element, 0, 'role'), 'police')
    await send(element)
    const [{ givenName, familyName, email } = {}] = bodies(server)[0]!.people
    expect([givenName, familyName, email]).to.deep.equal(['Pat', 'Lee', 'pat@kcpd.example'])
  })

  it('is never without a row, and sends no one who was removed', async () => {
    const { element, server } = await showSeveral()
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    await click(personAt(element, 0), word('people.remove', { number: 1 }))
    expect(summaries(element)).to.deep.equal(['Person 1'])
    await typePerson(element, 0, { givenName: 'Grace' })
    await send(element)
    expect(namesIn(bodies(server)[0]!)).to.deep.equal(['Grace'])
  })

  it('can be filled by keyboard alone', async () => {
    const { element } = await showSeveral()
    control(element, keyAt(element, 0, 'givenName')).focus()
    await hit({ type: 'Ada' }, { press: 'Tab' }, { type: 'Reyes' })
    buttonIn(element.renderRoot, word('people.add')).focus()
    await hit({ press: 'Enter' })
    await aTimeout(50)
    await hit({ type: 'Grace' })
    expect(summaries(element).map((one) => one?.split(' Police')[0])).to.deep.equal([
      'Person 1: Ada Reyes',
      'Person 2: Grace',
    ])
    personAt(element, 0).querySelector('summary')?.focus()
    await hit({ press: 'Enter' })
    await aTimeout(50)
    expect(personAt(element, 0).open).to.equal(false)
  })

  it('names the person of a closed row, and keeps their answers', async () => {
    const { element } = await showSeveral()
    await typePerson(element, 0, { givenName: 'Ada', email: 'ada@kcpd.example', role: 'fire' })
    personAt(element, 0).open = false
    await aTimeout(20)
    expect(personAt(element, 0).querySelector('[part=person-summary]')?.checkVisibility()).to.equal(true)
    expect(summaries(element)[0]).to.equal('Person 1: Ada ada@kcpd.example · Firefighter')
    personAt(element, 0).open = true
    await aTimeout(20)
    expect(value(element, 0, 'givenName')).to.equal('Ada')
    expect(personAt(element, 0).querySelector('[part=person-summary]')?.checkVisibility()).to.equal(false)
  })
})

describe('a pasted list of people', () => {
  it('adds them behind those who are there, in place of empty rows', async () => {
    const { element } = await showSeveral()
    await typePerson(element, 0, { givenName: 'Grace' })
    await addPerson(element)
    await paste(element, linesOf(2))
    expect(summaries(element).map((one) => one?.split(/ (Reyes|Police)/)[0])).to.deep.equal([
      'Person 1: Grace',
      `Person 2: ${nameAt(1)}`,
      `Person 3: ${nameAt(2)}`,
    ])
    expect(focused(element)).to.equal(find(element, '[part=people-notice]'))
    expect(partText(element, 'people-notice')).to.contain('Added 2 people.').and.not.contain('check')
    expect(control(element, 'pasted').value).to.equal('')
    expect((find(element, '[part=paste]') as HTMLDetailsElement).open).to.equal(false)
    expect(personAt(element, 1).open).to.equal(false)
  })

  it('can be taken back as a whole', async () => {
    const { element } = await showSeveral()
    await typePerson(element, 0, { givenName: 'Grace' })
    await paste(element, linesOf(3))
    await click(element.renderRoot, word('people.undo'))
    expect(summaries(element)).to.have.length(1)
    expect(focused(element)).to.equal(find(element, '#paste'))
  })

  it('stays in its box when it names no one', async () => {
    const { element } = await showSeveral()
    await paste(element, ['816-555-0100'])
    expect(partText(element, 'people-notice')).to.equal(word('people.paste.nothing'))
    expect(control(element, 'pasted').value).to.equal('816-555-0100')
    expect(summaries(element)).to.have.length(1)
  })

  it('is added first when the visitor forgets to, and nothing is sent before they have seen it', async () => {
    const { element, server } = await showSeveral()
    await fillShared(element)
    type(element, 'pasted', linesOf(2).join('\n'))
    await element.updateComplete
    await send(element)
    await aTimeout(20)
    expect([server.posts.length, summaries(element).length]).to.deep.equal([0, 2])
    expect(focused(element)).to.equal(find(element, '[part=people-notice]'))
    await send(element)
    expect(outcomes(element)).to.have.length(2)
  })

  it('gives people without a role, or with an unknown one, what the visitor chooses', async () => {
    const { element } = await showSeveral()
    await paste(
      element,
      [
        'Name\tEmail\tRole',
        'Ada Reyes\tada@kcpd.example\t',
        'Bob Lee\tbob@kcpd.example\tFirefighter',
        'Cy Ng\t\tPatrol',
      ],
      'medical',
    )
    expect(summaries(element).slice(0, 2)).to.deep.equal([
      'Person 1: Ada Reyes ada@kcpd.example · EMS or medical personnel',
      'Person 2: Bob Lee bob@kcpd.example · Firefighter',
    ])
    personAt(element, 2).open = true
    await aTimeout(20)
    expect(value(element, 2, 'role')).to.equal('medical')
    expect(marksAt(element, 2)[0]).to.contain(word('people.mark.likely', { text: 'Patrol' }))
  })

  it('asks for no role where the training has none', async () => {
    const server = new FakeServer()
    const fields = answerOf().form.fields.filter(({ id }) => !id.startsWith('role'))
    server.training = (lang) => json(200, answerOf(lang, { form: { fields } }, 'several'))
    const { element } = await showSeveral(server)
    expect(element.renderRoot.querySelector('#q-pasted-role')).to.equal(null)
    type(element, 'pasted', 'Ada Reyes <ada@kcpd.example>')
    await element.updateComplete
    await click(element.renderRoot, word('people.paste.add'))
    expect(summaries(element)).to.deep.equal(['Person 1: Ada Reyes ada@kcpd.example'])
  })
})

describe('what is unclear in a pasted list', () => {
  it('is marked until the visitor looks at it', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Ada María de la Cruz\tada@kcpd\tPatrol\t816-555-0100', ...linesOf(1)])
    expect(marksAt(element, 0)).to.deep.equal([
      `${word('people.mark.unused', { text: '816-555-0100' })} ${word('people.mark.unused.way')}`,
      `${word('people.mark.name', { text: 'Ada María de la Cruz' })} ${word('people.mark.name.way')}`,
      `${word('people.mark.email', { text: 'ada@kcpd' })} ${word('people.mark.email.way')}`,
      word('people.mark.role', { text: 'Patrol' }),
    ])
    for (const field of ['givenName', 'email', 'role']) {
      const asked = control(element, keyAt(element, 0, field))
      const mark = asked.closest('[part=field]')!.querySelector('[part=mark]')!
      const gap = mark.getBoundingClientRect().top - asked.getBoundingClientRect().bottom
      expect(Math.round(gap), field).to.be.at.least(0)
      expect(described(asked)).to.contain(mark.textContent.trim().slice(0, 20))
    }
    expect(partText(element, 'people-notice')).to.contain('3 answers need a check below.')
    expect([0, 1].map((index) => personAt(element, index).open)).to.deep.equal([true, false])
    expect([personAt(element, 0).matches('.marked'), personAt(element, 1).matches('.marked')]).to.deep.equal([
      true,
      false,
    ])

    await click(personAt(element, 0), word('people.mark.name.way'))
    expect(focused(element)).to.equal(control(element, keyAt(element, 0, 'givenName')))
    type(element, keyAt(element, 0, 'email'), 'ada@kcpd.example')
    type(element, keyAt(element, 0, 'role'), 'police')
    await element.updateComplete
    expect(marksAt(element, 0)).to.have.length(1)
    await click(personAt(element, 0), word('people.mark.unused.way'))
    expect(focused(element)).to.equal(personAt(element, 0).querySelector('summary'))
    expect(personAt(element, 0).matches('.marked')).to.equal(false)
  })

  it('counts as seen when the name is changed in either part', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Ada María de la Cruz\tada@kcpd.example\tFirefighter'])
    expect(marksAt(element, 0)).to.have.length(1)
    type(element, keyAt(element, 0, 'familyName'), 'de la Cruz')
    await element.updateComplete
    expect(marksAt(element, 0)).to.have.length(0)
  })

  it('is not sent as an address that is none, but can be left out', async () => {
    const { element, server } = await showSeveral()
    await fillShared(element)
    await paste(element, ['Ada Reyes\tada@kcpd\tFirefighter'])
    await send(element)
    expect(partText(element, 'summary')).to.contain('Person 1: Check the part after the @')
    await click(personAt(element, 0), word('people.mark.email.way'))
    await send(element)
    expect(bodies(server)[0]?.people[0]).not.to.have.property('email')
  })

  it('is a role that a list does not name', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Ada Reyes\tada@x.org', 'Cy Ng\tcy@x.org\tFirefighter'])
    expect([0, 1].map((index) => marksAt(element, index))).to.deep.equal([[word('people.mark.missing')], []])
    type(element, keyAt(element, 0, 'role'), 'medical')
    await element.updateComplete
    expect(marksAt(element, 0)).to.deep.equal([])
  })

  it('is a role that the text resembles: told once for all, who stay closed, and checked with one press', async () => {
    const { element } = await showSeveral()
    const resembling = ['Ada Reyes\ta@x.org\tPolice Dept.', 'Bob Lee\tb@x.org\tPolice Dept.', 'Cy Ng\tc@x.org\tSgt.']
    await paste(element, [...resembling, ...linesOf(1)])
    expect(partText(element, 'people-notice'))
      .to.contain(word('people.paste.likely', { texts: 'Police Dept.”, “Sgt.' }))
      .and.not.contain('need')
    expect(textOf(element)).to.contain(word('people.left', { count: 3 }))
    for (const index of [0, 1, 2, 3]) expect(personAt(element, index).open).to.equal(false)
    for (const summary of summaries(element).slice(0, 3)) expect(summary).to.contain('Police officer or deputy')
    const [ok, undo] = find(element, '[part=people-notice]').querySelectorAll('button')
    expect(ok!.getBoundingClientRect().right).to.be.at.most(undo!.getBoundingClientRect().left)

    await click(element.renderRoot, word('people.mark.likely.way'))
    expect(focused(element)).to.equal(find(element, '[part=people-notice]'))
    expect(partText(element, 'people-notice')).to.not.contain('Sgt.')
    expect(textOf(element)).not.to.contain('left to check')
    expect(element.renderRoot.querySelector('.marked')).to.equal(null)
  })

  it('is a likely role that can be checked at its person, too', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Ada Reyes\ta@x.org\tPolice Dept.', 'Bob Lee\tb@x.org\tSgt.'])
    // What is left are likely roles, so it leads to the first of them.
    await click(element.renderRoot, word('people.left', { count: 2 }))
    expect(focused(element)).to.equal(personAt(element, 0).querySelector('summary'))
    personAt(element, 0).open = true
    await aTimeout(20)
    expect(marksAt(element, 0)).to.deep.equal([
      `${word('people.mark.likely', { text: 'Police Dept.' })} ${word('people.mark.likely.way')}`,
    ])
    await click(personAt(element, 0), word('people.mark.likely.way'))
    expect(marksAt(element, 0)).to.deep.equal([])
    expect(focused(element)).to.equal(control(element, keyAt(element, 0, 'role')))
    expect(partText(element, 'people-notice')).to.contain('Sgt.').and.not.contain('Police Dept.')
  })

  it('is counted next to the button that sends, which leads to the first of it', async () => {
    const { element } = await showSeveral()
    await paste(element, [...linesOf(1), 'Ada María Paz\tada@x.org\tPatrol', 'Bob Lee\tbob@x\tFirefighter'])
    const left = (count: number) => word('people.left', { count })
    personAt(element, 1).open = false
    await aTimeout(20)
    await click(element.renderRoot, left(3))
    expect(personAt(element, 1).open).to.equal(true)
    expect(focused(element)).to.equal(control(element, keyAt(element, 1, 'givenName')))
    await click(personAt(element, 1), word('people.mark.name.way'))
    type(element, keyAt(element, 1, 'role'), 'police')
    await element.updateComplete
    await click(element.renderRoot, left(1))
    expect(focused(element)).to.equal(control(element, keyAt(element, 2, 'email')))
    type(element, keyAt(element, 2, 'email'), 'bob@x.org')
    await element.updateComplete
    expect(textOf(element)).not.to.contain('left to check')
  })

  it('is told once for a column that is in no answer, and never at each person', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Name\tEmail\tUnit\tBadge', 'Ada Reyes\ta@x.org\tEast\t17', 'Bob Lee\tb@x.org\tEast\t18'])
    expect(partText(element, 'people-notice'))
      .to.contain('Added 2 people.')
      .and.contain('We didn’t use these columns: Unit, Badge.')
    expect(textOf(element)).not.to.contain('East')
    expect(marksAt(element, 0)).to.deep.equal([word('people.mark.missing')])
  })

  it('opens no one for a role that only a rank suggests, and the first person with more to check', async () => {
    const { element } = await showSeveral()
    const people = ['Sgt.\tAda Reyes', 'Det.\tBob Lee', 'Lt.\tCy Ng', 'Ofc.\tDi Fox', 'Cpl.\tEd Oh']
    await paste(element, ['Rank\tName\tBadge', ...people.map((person, at) => `${person}\t${at}`)])
    for (const summary of summaries(element)) expect(summary).to.contain('Police officer or deputy')
    expect(people.map((_, at) => personAt(element, at).open)).to.deep.equal(people.map(() => false))
    await paste(element, ['Rank\tName', 'Sgt.\tFay Gil', 'Lt.\tGus de la Hoz', 'Lt.\tIda de la Paz'])
    const openOnes = [5, 6, 7].map((at) => personAt(element, at).open)
    expect(openOnes).to.deep.equal([false, true, false])
  })

  it('may be a line without a person, which goes with its mark', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Roster 2026', ...linesOf(1)])
    personAt(element, 0).open = true
    await click(personAt(element, 0), word('people.mark.unused.way'))
    expect(summaries(element)).to.have.length(1)
    expect(focused(element)).to.equal(find(element, '#paste'))
  })

  it('is a person who is on the list already', async () => {
    const { element } = await showSeveral()
    await fillShared(element)
    await paste(element, linesOf(2))
    await paste(element, linesOf(2))
    expect(marksAt(element, 2)).to.deep.equal([`${nameAt(1)} Reyes is already on the list`])
    await click(personAt(element, 2), word('people.remove', { number: 3 }))
    expect([summaries(element).length, marksAt(element, 0)]).to.deep.equal([3, []])
  })

  it('does not open more people than a visitor can look through', async () => {
    const { element } = await showSeveral()
    await paste(
      element,
      linesOf(50).map((line) => line.replace('Firefighter', 'Patrol')),
    )
    const open = [...element.renderRoot.querySelectorAll('[part=person][open]')]
    expect(open).to.have.length(1)
    expect(personAt(element, 49).querySelector('[part=look]')).not.to.equal(null)
    personAt(element, 49).open = true
    await aTimeout(20)
    expect(marksAt(element, 49)).to.have.length(1)
  })

  it('stays what it is in another language', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Ada Reyes\tada@x.org\tPatrol'])
    press(element, '[part~=language]')
    await settle(element)
    expect(marksAt(element, 0)[0]).to.contain('No conocemos la profesión o el cargo')
    expect(summaries(element)[0]).to.contain('Persona 1: Ada Reyes')
  })
})
