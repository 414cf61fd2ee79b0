import assert from 'node:assert/strict'
import { test } from 'mocha'
import { requestAlert } from '../../core/alerts/request-alert.ts'
import { placesOf } from '../../testing/erased.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases(
  'a program that follows the links of emails by POST, with an empty body',
  (given) => {
    const { get, post, postEmpty, linkOf, passLink, statuses, everything } = createVisitor(given)
    const { mailsTo } = createSigner(given)
    const ofMail = (text = '') =>
      [...text.matchAll(/https:\/\/signup\.example(\/r\/\S+)/g)].map(([, path]) => path ?? '')

    /** Follows each address and those of the buttons on its page, and returns where it was led. */
    async function follow(paths: readonly string[]) {
      const buttons = []
      for (const path of paths)
        buttons.push(
          ...[...(await get(path)).text.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, to]) => to ?? ''),
        )
      const all = [...paths, ...buttons.map((to) => to.replaceAll('&amp;', '&'))].filter((path) => path.includes('/r/'))
      assert.ok(all.length > paths.length)
      const before = await everything()
      for (const path of all)
        for (const answer of [await postEmpty(path), await send(path, 'a=b'), await send(path, '{"confirm":true}')]) {
          assert.equal(answer.status, 303, path)
          assert.equal(answer.headers.get('location'), path)
          assert.ok([200, 303].includes((await get(path)).status), path)
        }
      assert.deepEqual(await everything(), before)
    }
    const send = async (path: string, body: string) =>
      given().app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })

    test('changes nothing about a registration, a group, or a colleague’s offer', async () => {
      const { slug } = await given().givenTraining()
      const ada = someone()
      await given().signUp(slug, { people: [ada] })
      const coordinator = { name: 'Pat Lee', email: someone().email }
      await given().signUp(slug, { people: [someone(), { givenName: 'Luis' }], coordinator })
      const registrations = await given().people(slug)
      const own = await linkOf(registrations[0].id)
      await post(`${own}/pass`, { givenName: 'Cole', familyName: 'Roy', email: someone().email })
      const transfer = await given().row('transfer')
      const group = ofMail((await mailsTo(coordinator.email))[0]?.text)
      const actions = ['keep', 'cancel', 'erase', 'change', 'address', 'pass', 'accept', 'decline', 'coming']
      await follow([own, ...actions.map((action) => `${own}/${action}`)].slice(1))
      await follow([passLink(transfer.id)])
      await follow(group.flatMap((link) => [`${link}/cancel`, `${link}/erase`]))
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
      const erased = await post(`${own}/erase`)
      assert.equal(erased.status, 200)
      assert.deepEqual(await placesOf(given(), [ada.email]), new Map())
    })

    test('verifies no address, proves no alert, and decides for no supervisor', async () => {
      const { slug } = await given().givenTraining({
        audience: { verify: 'everyone', access: 'approval', supervisor: 'required' },
      })
      const ada = someone({ supervisorEmail: 'boss.of.ada@precinct.example' })
      await given().signUp(slug, { people: [ada] })
      const [link = ''] = ofMail((await mailsTo(ada.email))[0]?.text)
      await follow([link])
      assert.deepEqual(await statuses(slug), [])
      await post(link)
      assert.deepEqual(await statuses(slug), ['pending_approval'])
      const [asked = ''] = ofMail((await mailsTo('boss.of.ada@precinct.example'))[0]?.text)
      await follow([asked])
      assert.deepEqual(await statuses(slug), ['pending_approval'])
      const row = await given().row('training', { slug })
      const email = someone().email
      const wish = { trainingId: row.id, kind: 'seat' as const, lang: 'en' as const, partner: undefined, nonce: slug }
      await requestAlert(given().context, { ...wish, email })
      const [alert = ''] = ofMail((await mailsTo(email))[0]?.text)
      await follow([alert])
    })
  },
  mailing,
)
