import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, readJson, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { createVisitor } from '../../../testing/visitor.ts'

onBothDatabases(
  'telling a colleague about a training',
  (running) => {
    const { get, post, linkOf, passLink, signedUp } = createVisitor(running)
    const wayIn = (text: string) => {
      const [, way = ''] = /href="https:\/\/signup\.example(\/t\/[^"]*\/share[^"]*)"/.exec(text) ?? []
      return way.replaceAll('&amp;', '&')
    }
    const addressIn = (text: string) => /readonly value="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''

    test('leads to the training, credited to the partner, and to nothing of the person who tells', async () => {
      const { slug } = await running().givenTraining()
      const sender = someone()
      const [own] = await signedUp(slug, [sender], { partner: 'rotary-north' })
      const link = await linkOf(own!.id)
      const way = wayIn((await get(link)).text)
      assert.equal(way, `/t/${slug}/share?p=rotary-north`)
      const shared = await get(way)
      const address = addressIn(shared.text)
      assert.equal(address, `https://signup.example/t/${slug}?p=rotary-north`)
      const isTold = ({ text }: { text: string }) =>
        [own!.reference, sender.email, link.slice(3), 'Your seat'].some((one) => text.includes(one))
      const opened = await get(address.slice('https://signup.example'.length))
      assert.deepEqual([isTold(shared), isTold(opened)], [false, false])
      assert.match(opened.text, /<button>Register<\/button>/)
    })

    test('leads nowhere else after the seat went on to someone else', async () => {
      const { slug } = await running().givenTraining()
      const colleague = someone()
      const [own] = await signedUp(slug, [someone()])
      const link = await linkOf(own!.id)
      const way = wayIn((await get(link)).text)
      await post(`${link}/pass`, colleague)
      await post(passLink((await running().row('transfer', { registration_id: own!.id })).id), colleague)
      const { text } = await get(way)
      assert.equal(addressIn(text), `https://signup.example/t/${slug}`)
      assert.ok(!text.includes(colleague.email))
    })

    test('is the same page for everyone, in both languages, with one script of its own and none from elsewhere', async () => {
      const { slug } = await running().givenTraining()
      const page = await get(`/t/${slug}/share?lang=es&p=rotary-north`)
      assert.match(page.text, /<h1>Avisar a un colega<\/h1>/)
      assert.equal(addressIn(page.text), `https://signup.example/t/${slug}?p=rotary-north&lang=es`)
      assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'(;|$)/)
      const [, script = ''] = /<script type="module" src="([^"]+)"/.exec(page.text) ?? []
      assert.equal((await get(script)).status, 200)
      assert.equal((await get('/t/nothing/share')).status, 404)
      const evil = await get(`/t/${slug}/share?p=${encodeURIComponent('"><script>')}`)
      assert.equal(addressIn(evil.text), `https://signup.example/t/${slug}`)
    })

    test('is offered to people with a seat in a training to come', async () => {
      const { slug } = await running().givenTraining({ audience: { access: 'approval' } })
      const [asked] = await signedUp(slug, [someone()])
      assert.equal(wayIn((await get(await linkOf(asked!.id))).text), '')
      const linksOf = async () =>
        (await readJson(await running().app.request(`/api/v1/trainings/${slug}`))).training.links
      assert.equal((await linksOf()).share, `https://signup.example/t/${slug}/share`)
      await running().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
      const { share, addToCalendar } = await linksOf()
      assert.deepEqual([share, addToCalendar], [undefined, undefined])
    })
  },
  mailing,
)
