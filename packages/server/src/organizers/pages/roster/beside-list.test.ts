import assert from 'node:assert/strict'
import { test } from 'mocha'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const narrowed = '?status=pending_approval&sort=-created'

onBothDatabases('a decision next to the list', (given) => {
  async function opened(count: number) {
    const { slug } = await given().givenTraining({ audience: { access: 'approval', verify: 'never' } })
    for (let index = 0; index < count; index += 1) await given().signUp(slug, { people: [someone()] })
    const ids = (await given().people(slug)).map(({ id }) => String(id))
    const browser = sessionBrowser(given)
    await browser.signIn((await addOwner(given())).email)
    const open = async (path: string) => {
      const text = await (await browser.open(path)).text()
      const link = (pattern: RegExp) => (pattern.exec(text)?.[1] ?? assert.fail(text)).replaceAll('&amp;', '&')
      /** Sends the form that has a button, as a browser does. */
      const press = async (button: string) => {
        const form = [...text.matchAll(/<form\b[^]*?<\/form>/g)].map(([one]) => one).find((one) => one.includes(button))
        const action = /\saction="([^"]*)"/.exec(form ?? assert.fail(text))?.[1] ?? path
        const fields = [...(form ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
        const sent = fields.map(([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')])
        const answer = await browser.ask(action, { method: 'POST', body: new URLSearchParams(sent) })
        return answer.headers.get('location') ?? ''
      }
      return { text, link, press }
    }
    const at = (id = '') => `/admin/trainings/${slug}/people/${id}`
    return { slug, ids, open, at }
  }

  test('leads to the next person next to the same list', async () => {
    const { ids, open, at } = await opened(3)
    const [first = '', second = ''] = ids
    const beside = await open(`${at(first)}${narrowed}`)
    const asking = await open(beside.link(/href="([^"]*\/approve[^"]*)"/))
    assert.ok(asking.text.includes(`href="${at(first)}${narrowed.replace('&', '&amp;')}">Never mind`))
    const next = await asking.press('>Approve<')
    const [, after = ''] = /\/people\/([^?]*)/.exec(next) ?? []
    assert.notEqual(after, first)
    assert.equal(next, `${at(after)}${narrowed}&done=approve&who=${first}#p-${after}`)
    const shown = await open(next.replace(/#.*/, ''))
    assert.match(shown.text, /<aside[^>]*id="person"[^]*1 more needs? approval|<aside[^>]*id="person"[^]*more need/)
    assert.ok(!shown.text.includes(`id="p-${first}"`), 'the list is narrowed as before')
    assert.ok(ids.includes(second))
    const onward = (await open(`${at(after)}${narrowed}`)).link(/data-next href="([^"]*)"/)
    assert.match(onward, new RegExp(`^/admin/trainings/[^/]*/people/[^?]*\\${narrowed}#p-`))
  })

  test('leads back to where the list was, if the person is no longer on it', async () => {
    const { ids, open, at } = await opened(3)
    const [first = '', second = ''] = ids
    for (const id of ids) await given().admin('POST', `/registrations/${id}/approve`)
    const from = `${at(second)}?status=confirmed&sort=created`
    const asking = await open((await open(from)).link(/href="([^"]*\/cancel[^"]*)"/))
    assert.equal(await asking.press('>Cancel the registration<'), `${from}&done=cancel#p-${first}`)
  })

  test('leads back to the list with the person, however it ends', async () => {
    const { ids, open, at, slug } = await opened(1)
    const [id = ''] = ids
    const from = `${at(id)}?sort=agency`
    const declined = await (await open((await open(from)).link(/href="([^"]*\/decline[^"]*)"/))).press('>Decline<')
    assert.equal(declined, `${from}&done=decline#p-${id}`)
    const undone = await (await open(from)).press('>Undo<')
    assert.equal(undone, `${from}&undone=1&picked=${id}&picked=everyone#p-${id}`)
    await (await open((await open(from)).link(/href="([^"]*\/approve[^"]*)"/))).press('>Approve<')
    // Someone else has decided in between.
    const late = await open((await open(from)).link(/href="([^"]*\/cancel[^"]*)"/))
    await given().admin('POST', `/registrations/${id}/cancel`)
    assert.equal(await late.press('>Cancel the registration<'), `${from}&failed=wrong-status#p-${id}`)
    const erasing = await open((await open(from)).link(/href="([^"]*\/erase[^"]*)"/))
    assert.equal(await erasing.press('class="button danger"'), `/admin/trainings/${slug}?sort=agency&deleted=1`)
  })

  test('takes nothing from an address but what is the list’s', async () => {
    const { ids, open, slug } = await opened(1)
    const list = encodeURIComponent(`${slug}?sort=agency&done=approve&x=<b>`)
    const { text } = await open(`/admin/registrations/${ids[0]}/approve?list=${list}`)
    assert.ok(text.includes(`href="/admin/trainings/${slug}/people/${ids[0]}?sort=agency">Never mind`), text)
    for (const foreign of ['//evil.example', 'https://evil.example/', '../../x', `${slug}#x`]) {
      const answer = await open(`/admin/registrations/${ids[0]}/approve?list=${encodeURIComponent(foreign)}`)
      assert.ok(answer.text.includes(`href="/admin/registrations/${ids[0]}">Never mind`), foreign)
    }
  })
})
