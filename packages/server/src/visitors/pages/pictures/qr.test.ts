import assert from 'node:assert/strict'
import { beforeEach, test } from 'mocha'
import { onBothDatabases, type TestApp } from '../../../testing/servers/test-app.ts'

onBothDatabases('a training’s QR code', (running) => {
  let server: TestApp
  let slug = ''
  beforeEach(async () => {
    server = running()
    slug = (await server.givenTraining()).slug
  })

  for (const [ending, type, start] of [
    ['svg', 'image/svg+xml; charset=utf-8', '<svg xmlns='],
    ['png', 'image/png', '\x89PNG\r\n\x1A\n'],
  ] as const) {
    test(`is an image that may be kept, saved and shown anywhere: ${ending}`, async () => {
      const response = await server.app.request(`/t/${slug}/qr.${ending}?p=rotary`)
      assert.equal(response.status, 200)
      for (const [name, value] of [
        ['content-type', type],
        ['cache-control', 'public, max-age=3600'],
        ['content-disposition', `inline; filename="${slug}-qr.${ending}"`],
        ['content-security-policy', "default-src 'none'"],
        ['cross-origin-resource-policy', 'cross-origin'],
        ['x-content-type-options', 'nosniff'],
      ] as const)
        assert.equal(response.headers.get(name), value)
      assert.ok(
        Buffer.from(await response.arrayBuffer())
          .toString('latin1')
          .startsWith(start),
      )
    })
    test(`is another for another partner, and takes nothing else for one: ${ending}`, async () => {
      const read = async (query: string) => (await server.app.request(`/t/${slug}/qr.${ending}${query}`)).text()
      assert.notEqual(await read('?p=rotary'), await read(''))
      assert.equal(await read('?p=%22%3E%3Cscript%3E'), await read(''))
    })
    test(`does not exist for what is not offered: ${ending}`, async () => {
      const { slug: draft } = await server.givenTraining({ status: 'draft' })
      const { slug: withdrawn } = await server.givenTraining({ status: 'withdrawn' })
      const statusOf = async (of: string) => (await server.app.request(`/t/${of}/qr.${ending}`)).status
      assert.deepEqual(await Promise.all(['nope', draft, withdrawn].map(statusOf)), [404, 404, 410])
    })
  }
})
