import assert from 'node:assert/strict'
import { test } from 'mocha'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { adminToken, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

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

  test('have when people came once someone did, instead of when they registered, and so does the file', async () => {
    const { admin, app, clock } = given()
    const slug = await givenList()
    const { body } = await admin('GET', `/registrations?training=${slug}&sort=name`)
    const headers = { Authorization: `Bearer ${adminToken}` }
    const open = async (query: string) => (await app.request(`/admin/trainings/${slug}${query}`, { headers })).text()
    assert.doesNotMatch(headOf(await open('')), /Came/)
    const [abel, mora] = body.registrations.map(({ id }: { id: string }) => id)
    for (const [id, at] of [
      [abel, '2027-03-06T14:58:00Z'],
      [mora, '2027-03-07T15:00:00Z'],
    ]) {
      clock.now = new Date(at)
      assert.equal((await admin('PUT', `/registrations/${id}/check-in`)).status, 204)
    }
    const page = await open('')
    assert.equal(headOf(page), 'Selected Name Status Role Agency Came')
    assert.match(page, />8:58.AM</)
    assert.match(page, />March 7, 9:00.AM</)
    assert.match(headOf(await open('?cols=created')), /Registered/)
    const file = await app.request(`/api/v1/admin/registrations.csv?training=${slug}&columns=list&show=came`, {
      headers,
    })
    assert.match(await file.text(), /"Came"\r\n"Abel","Ada","Confirmed","Sat, Mar 6, 8:58\sAM"/)
    await admin('DELETE', `/registrations/${abel}/check-in`)
    assert.doesNotMatch(await open(''), />8:58.AM</)
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

  test('are those of the file of the list, with what the list says in each', async () => {
    const { givenTraining, signUp, admin, app } = given()
    const { slug } = await givenTraining({
      ...officers,
      fields: { ...officers.fields, withoutName: 'optional' },
    })
    assert.equal((await admin('POST', '/partners', { slug: 'rotary', name: 'Rotary Club' })).status, 201)
    for (const { partner, ...one } of [
      { familyName: 'Abel', role: 'police', agency: 'KCPD', needs: 'Ramp', partner: { partner: 'rotary' } },
      { familyName: 'Mora', role: 'police', agency: 'Olathe PD', withoutName: true, partner: {} },
    ])
      assert.equal((await signUp(slug, { people: [someone(one)], ...partner })).status, 201)
    const headers = { Authorization: `Bearer ${adminToken}` }
    const open = async (path: string) => (await app.request(path, { headers })).text()
    const exported = async (query: string, more: string) => {
      const list = await open(`/admin/trainings/${slug}${query}`)
      const link = /href="([^"]*\/export[^"]*)"/.exec(list)?.[1]?.replaceAll('&amp;', '&') ?? assert.fail('no link')
      const page = await open(link)
      assert.match(page, /<input[^>]*value="list"[^>]*checked|<input[^>]*checked[^>]*value="list"/)
      const form = /<form [^>]*registrations\.xlsx"[^]*?<\/form>/.exec(page)?.[0] ?? ''
      const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const params = new URLSearchParams(hidden.map(([, name = '', value = '']): [string, string] => [name, value]))
      const csv = await open(`/admin/trainings/${slug}/registrations.csv?${params.toString()}&columns=list${more}`)
      return csv
        .replaceAll(/[\uFEFF"]/g, '')
        .trim()
        .split('\r\n')
    }
    assert.deepEqual(await exported('?cols=partner&cols=needs&cols=agency&sort=-created', ''), [
      'Last name,First name,Status,Agency,Source',
      'Mora,Ada,Confirmed · No name on paper,Olathe PD,Embedded form',
      'Abel,Ada,Confirmed,KCPD,Rotary Club',
    ])
    assert.deepEqual(await exported('?cols=partner&cols=needs&q=abel', '&sensitive=1&lang=es'), [
      'Apellidos,Nombre,Estado,Adaptaciones,Origen',
      'Abel,Ada,Con cupo,Ramp,Rotary Club',
    ])
    // As the list is before anyone chose: its usual columns, without what is empty for everyone.
    assert.match((await exported('', ''))[0] ?? '', /^Last name,First name,Status,Role,Agency,Source,Registered$/)
    const refused = await admin('GET', `/registrations.csv?training=${slug}&columns=list&show=agency,secret`)
    assert.equal(refused.status, 422)
  })
})
