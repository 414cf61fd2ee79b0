import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases('what the page of a link says was done', (running) => {
  const { get, post, linkOf, signedUp } = createVisitor(running)
  const noticeOf = ({ text }: { text: string }) => /<p class="panel [^>]*role="status">([^<]*)</.exec(text)?.[1]
  /** Someone who has kept their seat, and where that led. */
  const kept = async () => {
    const { slug } = await running().givenTraining()
    const [ada] = await signedUp(slug, [someone()])
    const link = await linkOf(ada!.id)
    return { link, to: (await post(`${link}/cancel`)).to }
  }

  test('is said where doing it led, for ten minutes', async () => {
    const { to } = await kept()
    assert.notEqual(noticeOf(await get(to)), undefined)
    const now = running().clock.now.getTime()
    running().clock.now = new Date(now + 10 * 60_000)
    assert.notEqual(noticeOf(await get(to)), undefined)
    running().clock.now = new Date(now + 10 * 60_000 + 1)
    assert.equal(noticeOf(await get(to)), undefined)
  })

  test('is not said by an address that someone wrote or changed', async () => {
    const { link, to } = await kept()
    const query = to.slice(to.indexOf('?'))
    for (const address of [
      `${link}?done=cancelled`,
      `${link}?done=cancelled&seal=`,
      `${link}?done=cancelled&seal=zzzzzzzzz-${'A'.repeat(43)}`,
      to.replace('done=cancelled', 'done=accepted'),
      to.replace(/seal=\w+-/, 'seal=zzzzzzzzz-'),
    ])
      assert.equal(noticeOf(await get(address)), undefined, address)
    assert.notEqual(noticeOf(await get(`${link}${query}`)), undefined)
  })
})
