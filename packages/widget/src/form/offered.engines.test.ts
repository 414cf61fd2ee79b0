import { expect } from '@open-wc/testing'
import { answerOf, formOf } from '../testing/fixtures.ts'
import { showSeveral } from '../testing/group.ts'
import { control, FakeServer, fillIn, hit, json, send, serverWith, show, type } from '../testing/show.ts'

const agencies = ['Kansas City Police Department', 'Jackson County Sheriff’s Office', 'A "quoted" <b>name</b>']
const fields = formOf().fields.map((field) => (field.id === 'agency' ? { ...field, suggestions: agencies } : field))

/** What the browser itself finds offered at a field. */
const offeredAt = ({ list }: HTMLInputElement) => [...(list?.options ?? [])].map(({ value }) => value)

describe('agencies that the organizer suggests', () => {
  it('are offered once there are three letters, and no longer where there are fewer', async () => {
    const { element } = await show(serverWith({ form: { fields } }))
    const agency = control(element, 'agency')
    agency.focus()
    const seen: [string, string[]][] = []
    for (const letter of ['k', 'a', 'n']) {
      await hit({ type: letter })
      await element.updateComplete
      seen.push([agency.value, offeredAt(agency)])
    }
    type(element, 'agency', 'ka')
    await element.updateComplete
    seen.push([agency.value, offeredAt(agency)])
    expect(seen).to.deep.equal([
      ['k', []],
      ['ka', []],
      ['kan', agencies],
      ['ka', []],
    ])
  })

  it('are chosen like any answer, and any other is sent, too', async () => {
    for (const chosen of [agencies[0]!, 'Sheriff of Clay']) {
      const { element, server } = await show(serverWith({ form: { fields } }))
      await fillIn(element, { agency: chosen })
      await send(element)
      expect(JSON.parse(server.posts[0]!.body).people[0].agency).to.equal(chosen)
    }
  })

  it('are offered to someone who registers a group', async () => {
    const server = new FakeServer()
    server.training = (lang, url) =>
      json(200, answerOf(lang, { form: { fields } }, url.searchParams.get('for') === 'several' ? 'several' : 'one'))
    const { element } = await showSeveral(server)
    const agency = control(element, 'agency')
    agency.focus()
    await hit({ type: 'kan' })
    await element.updateComplete
    expect(offeredAt(agency)).to.deep.equal(agencies)
  })

  it('leave a form without them as it is', async () => {
    const { element } = await show()
    expect(element.renderRoot.querySelectorAll('datalist, [list]')).to.have.length(0)
  })
})
