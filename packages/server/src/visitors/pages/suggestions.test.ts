import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

const agencies = ['Kansas City Police Department', 'Sheriff "of" <Clay>']
const offered = '<option value="Kansas City Police Department"><option value="Sheriff &quot;of&quot; &lt;Clay&gt;">'

onBothDatabases('agencies to suggest', (given) => {
  const { get } = createVisitor(given)
  const givenRoles = (more: object = {}) =>
    given().givenTraining({ audience: { roles: ['police'] }, seats: { capacity: 100 }, ...more })
  /** Every answer about a training that a visitor can get without a link of their own. */
  const answersAbout = async (slug: string) => {
    const paths = ['', '/group', '/frame'].map((page) => `/t/${slug}${page}`)
    const api = [`/api/v1/trainings/${slug}?lang=en`, `/api/v1/trainings/${slug}?lang=en&for=several`]
    const texts: string[] = []
    for (const path of [...paths, ...api]) texts.push((await get(path)).text)
    return texts
  }

  test('are offered by the browser on the pages that need no script', async () => {
    const { slug } = await givenRoles({ agencies })
    for (const [page, name] of [
      ['', 'agency'],
      ['/group', 'shared_agency'],
    ] as const) {
      const { text } = await get(`/t/${slug}${page}`)
      assert.match(text, new RegExp(`<input [^>]*name="${name}"[^>]* list="some-${name}">`))
      assert.ok(text.includes(`<datalist id="some-${name}">${offered}</datalist>`), page)
    }
    const { text } = await get(`/t/${(await givenRoles()).slug}`)
    assert.doesNotMatch(text, /<datalist| list="/)
  })

  test('come from the organizer alone: nothing tells which agencies people gave', async () => {
    for (const more of [{}, { agencies }]) {
      const { slug } = await givenRoles(more)
      const stranger = 'Bureau of Secrets'
      for (let count = 0; count < 6; count++) {
        const person = { ...someone(), role: 'police', agency: stranger }
        assert.equal((await given().signUp(slug, { people: [person] })).status, 201)
      }
      given().clock.later({ seconds: 60 })
      for (const text of await answersAbout(slug)) assert.doesNotMatch(text, /Bureau/)
      const { form } = JSON.parse((await get(`/api/v1/trainings/${slug}?lang=en`)).text)
      const { suggestions } = form.fields.find(({ id }: { id: string }) => id === 'agency')
      assert.deepEqual(suggestions, 'agencies' in more ? agencies : undefined)
    }
  })
})
