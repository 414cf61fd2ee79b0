import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases('what the page of a link says was done', (running) => {
  const { get, post, linkOf, signedUp } = createVisitor(running)
  const noticeOf = ({ text }: { text: string }) => /<p class="panel [^>]*role="status">([^<]*)</.exec(text)?.[1]
  /** Someone who has changed their name, and where that led. */
  const changed = async () => {
    const { slug } = await running().givenTraining()
    const [ada] = await signedUp(slug, [someone()])
    const link = await linkOf(ada!.id)
    return { link, to: (await post(`${link}/change`, { givenName: 'Ada', familyName: 'Byron' })).to }
  }

  test('is said where doing it led, for ten minutes', async () => {
    const { to } = await changed()
    assert.notEqual(noticeOf(await get(to)), undefined)
    const now = running().clock.now.getTime()
    running().clock.now = new Date(now + 10 * 60_000)
    assert.notEqual(noticeOf(await get(to)), undefined)
    running().clock.now = new Date(now + 10 * 60_000 + 1)
    assert.equal(noticeOf(await get(to)), undefined)
  })

  test('is not said by an address that someone wrote or changed', async () => {
    const { link, to } = await changed()
    const query = to.slice(to.indexOf('?'))
    for (const address of [
      `${link}?done=changed`,
      `${link}?done=changed&seal=`,
      `${link}?done=changed&seal=zzzzzzzzz-${'A'.repeat(43)}`,
      to.replace('done=changed', 'done=accepted'),
      to.replace(/seal=\w+-/, 'seal=zzzzzzzzz-'),
    ])
      assert.equal(noticeOf(await get(address)), undefined, address)
    assert.notEqual(noticeOf(await get(`${link}${query}`)), undefined)
  })
})
