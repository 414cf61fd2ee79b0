import assert from 'node:assert/strict'
import { test } from 'mocha'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { adminToken, onBothDatabases } from '../../../testing/servers/test-app.ts'

const minuteMs = 60_000
const minutes = (count: number) => count * 60

onBothDatabases('a session that pages ask about', (given) => {
  const goOn = (count: number) => {
    given().clock.now = new Date(given().clock.now.getTime() + count * minuteMs)
  }
  const signIn = async () => {
    const browser = sessionBrowser(given)
    await browser.signIn((await addOwner(given())).email)
    const byScript = { 'sec-fetch-dest': 'empty' }
    return {
      browser,
      look: async () => (await browser.open('/admin/session', byScript)).json(),
      type: async () => (await browser.send('/admin/session', [], byScript)).json(),
    }
  }

  test('lasts no longer for being asked about, and longer for being typed in', async () => {
    const { look, type } = await signIn()
    assert.deepEqual(await look(), { idle: minutes(30), whole: minutes(12 * 60) })
    goOn(28)
    assert.deepEqual(await look(), { idle: minutes(2), whole: minutes(12 * 60 - 28) })
    assert.deepEqual(await type(), { idle: minutes(30), whole: minutes(12 * 60 - 28) })
    goOn(29)
    assert.deepEqual(await look(), { idle: minutes(1), whole: minutes(12 * 60 - 57) })
  })

  test('ends after half a day, however much is typed', async () => {
    const { browser, type } = await signIn()
    for (let typed = 0; typed < 12 * 3 - 1; typed++) {
      goOn(20)
      await type()
    }
    assert.deepEqual(await type(), { idle: minutes(20), whole: minutes(20) })
    goOn(20)
    assert.equal((await browser.send('/admin/session', [])).status, 303)
  })

  test('is watched on every page of someone who has one, except at a door, and by no program', async () => {
    const { browser } = await signIn()
    const { slug } = await given().givenTraining()
    const text = async (path: string) => (await browser.open(path)).text()
    assert.match(await text('/admin/settings'), /data-session="\/admin\/session" data-idle="1800"/)
    assert.doesNotMatch(await text(`/admin/door/${slug}`), /data-session/)
    const headers = { authorization: `Bearer ${adminToken}` }
    const response = await given().app.request('/admin/settings', { headers })
    assert.doesNotMatch(await response.text(), /data-session/)
  })

  test('writes nothing into the audit log', async () => {
    const { look, type } = await signIn()
    const count = async () => (await given().context.db.reader.selectFrom('audit').select('id').execute()).length
    const before = await count()
    await look()
    await type()
    assert.equal(await count(), before)
  })
})
