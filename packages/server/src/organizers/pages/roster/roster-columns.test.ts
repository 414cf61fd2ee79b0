import assert from 'node:assert/strict'
import { test } from 'mocha'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const headOf = (page: string) =>
  (/<thead[^]*?<\/thead>/.exec(page)?.[0] ?? '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

onBothDatabases('the columns of the list', (given) => {
  const officers = {
    audience: { access: 'attest' as const, roles: ['police' as const], verify: 'never' as const },
    fields: { agency: 'optional' as const, needs: 'optional' as const, phone: 'optional' as const },
  }
  const signedIn = async () => {
    const browser = sessionBrowser(given)
    await browser.signIn((await addOwner(given())).email)
    return browser
  }
  const givenList = async () => {
    const { slug } = await given().givenTraining(officers)
    for (const one of [
      { familyName: 'Abel', role: 'police', agency: 'KCPD' },
      { familyName: 'Mora', role: 'police' },
    ])
      assert.equal((await given().signUp(slug, { people: [someone(one)] })).status, 201)
    return slug
  }

  test('leave out what is blank for everyone, and keep what is blank for those who are shown', async () => {
    const browser = await signedIn()
    const slug = await givenList()
    const head = async (query: string) => headOf(await (await browser.open(`/admin/trainings/${slug}${query}`)).text())
    assert.equal(await head(''), 'Selected Name Status Role Agency Registered')
    assert.equal(await head('?q=mora'), 'Selected Name Status Role Agency Registered')
    assert.equal(await head('?cols=phone&cols=group&cols=email'), 'Selected Name Status Email')
  })

  test('are remembered for the account that chose them, in its browser', async () => {
    const browser = await signedIn()
    const slug = await givenList()
    const list = `/admin/trainings/${slug}`
    const head = async () => headOf(await (await browser.open(list)).text())
    const choose = async (fields: [string, string][]) => {
      const page = await (await browser.open(`${list}?status=confirmed&cols=email`)).text()
      const mark = /name="page-mark" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const answer = await browser.send('/admin/account/columns', [['page-mark', mark], ...fields])
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, `${list}?status=confirmed`])
    }
    await choose([
      ['cols', 'reference'],
      ['cols', 'agency'],
      ['cols', 'no-column'],
    ])
    assert.equal(await head(), 'Selected Name Status Agency Reference')
    await choose([])
    assert.equal(await head(), 'Selected Name Status')
    await browser.signIn((await addOwner(given())).email)
    assert.equal(await head(), 'Selected Name Status Role Agency Registered')
    await choose([['cols', 'email']])
    await choose([['usual', '1']])
    assert.equal(await head(), 'Selected Name Status Role Agency Registered')
  })
})
