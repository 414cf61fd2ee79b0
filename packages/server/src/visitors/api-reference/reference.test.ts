import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { readDocument } from '../../testing/pages/served-document.ts'
import { type TestApp, testApp } from '../../testing/servers/test-app.ts'

describe('the API reference', () => {
  let running: TestApp
  before(async () => {
    running = await testApp('sqlite')
  })
  after(() => running.close())
  const get = async (path: string) => (await running.app.request(path)).text()
  const everyPage = async () => {
    const parts = [...(await get('/docs')).matchAll(/href="(\/docs[^"#]*)"/g)].map(([, href = '']) => href)
    return (await Promise.all([...new Set(parts)].map(get))).join('')
  }

  test('describes every operation, event, and schema of the document', async () => {
    const { document, operations } = await readDocument(running)
    const text = await everyPage()
    const schemas = Object.keys(document.components.schemas).filter((name) => !name.endsWith('Problem'))
    const ids = [...operations.map(({ id }) => id), ...Object.keys(document.webhooks), ...schemas]
    assert.ok(ids.length > 80)
    for (const id of ids) assert.ok(text.includes(`id="${id}"`), id)
  })

  test('has no link that leads nowhere', async () => {
    const text = await everyPage()
    const hrefs = new Set([...text.matchAll(/href="(\/(?:docs|problems)[^"]*)"/g)].map(([, href = '']) => href))
    for (const href of hrefs) {
      const [path = '', fragment] = href.split('#')
      const response = await running.app.request(path)
      assert.equal(response.status, 200, href)
      if (fragment !== undefined) assert.ok((await response.text()).includes(`id="${fragment}"`), href)
    }
  })

  test('says how long what is there stays', async () => {
    assert.match(await get('/docs'), /works for\s+12 more months/)
  })

  test('loads nothing from elsewhere and runs no script', async () => {
    const response = await running.app.request('/docs')
    assert.doesNotMatch(response.headers.get('content-security-policy') ?? '', /script-src|unsafe|https?:/)
    assert.doesNotMatch(await response.text(), /<script|(?:src|href)="https?:/)
  })

  test('does not know other parts', async () => {
    assert.equal((await running.app.request('/docs/nowhere')).status, 404)
  })
})
