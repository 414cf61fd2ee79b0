import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { askAs } from '../../testing/keys.ts'
import { newSlug, onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'

onBothDatabases(
  'the numbers that a partner sees',
  (given) => {
    const { begin, type, ...signer } = createSigner(given)
    /** Everything that a partner's account and its secret link show about one of its trainings. */
    async function look(partner: string, training: string) {
      const asked = await askAs(given(), { role: 'partner', scope: { partner } })
      const read = async (path: string) => readJson(await given().send('GET', `/api/v1/admin${path}`, undefined, asked))
      const link = (await given().admin('POST', `/partners/${partner}/report-link`)).body.url
      const page = await (await given().send('GET', new URL(link).pathname)).text()
      const shown = JSON.stringify([
        await read(`/partners/${partner}/report`),
        await read(`/partners/report?training=${training}`),
        await read(`/trainings/${training}/report`),
        /<table[\s\S]*<\/table>/.exec(page)?.[0] ?? '',
      ])
      return shown.replaceAll(partner, 'partner').replaceAll(training, 'training')
    }

    async function givenPartner() {
      const partner = newSlug()
      await given().admin('POST', '/partners', { slug: partner, name: 'Rotary' })
      return partner
    }

    test('are the same whether or not someone that it signs up was registered before', async () => {
      const begun = given().clock.now
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 11 }), fc.boolean(), async (others, isVerified) => {
          given().clock.now = begun
          const vic = someone()
          const follow = async (isRegistered: boolean) => {
            given().clock.now = begun
            const { slug } = await given().givenTraining({
              seats: { capacity: 40, waitlist: true },
              audience: { verify: isVerified ? 'everyone' : 'never' },
            })
            const partner = await givenPartner()
            const signUp = async (person: typeof vic, from?: string) => {
              const sent = await begin(slug, { people: [person], ...(from ? { partner: from } : {}) })
              if (isVerified) await type(sent, await signer.codeTo(person.email))
            }
            await signUp(isRegistered ? vic : someone())
            for (let count = 0; count < others; count++) await signUp(someone(), partner)
            const looks = [await look(partner, slug)]
            await signUp(vic, partner)
            looks.push(await look(partner, slug))
            given().clock.later({ days: 1 })
            return [...looks, await look(partner, slug)]
          }
          const looks = await follow(true)
          assert.deepEqual(looks, await follow(false))
          assert.equal(looks[0], looks[1], 'nothing of today')
        }),
        { numRuns: given().context.db.name === 'sqlite' ? 12 : 6 },
      )
    })

    test('are in steps of five, and an organizer sees all of them', async () => {
      const { slug } = await given().givenTraining()
      const partner = await givenPartner()
      for (let count = 0; count < 7; count++) await given().signUp(slug, { people: [someone()], partner })
      given().clock.later({ days: 1 })
      const asked = await askAs(given(), { role: 'partner', scope: { partner } })
      const own = await readJson(
        await given().send('GET', `/api/v1/admin/partners/${partner}/report`, undefined, asked),
      )
      assert.deepEqual([own.rows[0].signUps, own.totals.signUps], [5, 5])
      assert.equal((await given().admin('GET', `/partners/${partner}/report`)).body.totals.signUps, 7)
      await given().admin('PATCH', `/trainings/${slug}`, { status: 'withdrawn' })
      const after = await given().send('GET', `/api/v1/admin/partners/${partner}/report`, undefined, asked)
      assert.deepEqual((await readJson(after)).rows, [])
    })

    test('add up, whatever periods are asked for', async () => {
      const { slug } = await given().givenTraining()
      const partner = await givenPartner()
      const days: string[] = []
      for (let day = 0; day < 4; day++) {
        days.push(given().clock.now.toISOString().slice(0, 10))
        for (let count = 0; count < 4; count++) await given().signUp(slug, { people: [someone()], partner })
        given().clock.later({ days: 1 })
      }
      const asked = await askAs(given(), { role: 'partner', scope: { partner } })
      const read = async (from: string, to: string) => {
        const period = new URLSearchParams({ training: slug, from, to }).toString()
        const path = `/api/v1/admin/partners/${partner}/report?${period}`
        return (await readJson(await given().send('GET', path, undefined, asked))).totals.signUps as number
      }
      const each = await Promise.all(days.map((day) => read(day, day)))
      assert.deepEqual(each, [0, 5, 5, 5])
      for (const [first, from] of days.entries())
        for (const [last, to] of days.entries())
          if (last >= first) {
            const sum = each.slice(first, last + 1).reduce((all, one) => all + one, 0)
            assert.equal(await read(from, to), sum, `${first} to ${last}`)
          }
    })

    test('are no list of other partners for someone who reaches some trainings', async () => {
      const { slug } = await given().givenTraining()
      const [mine, other] = [await givenPartner(), await givenPartner()]
      await given().signUp(slug, { people: [someone()], partner: mine })
      const training = await given().row('training', { slug })
      const asked = await askAs(given(), { role: 'organizer', scope: { trainings: [training.id] } })
      const read = async (path: string) => readJson(await given().send('GET', `/api/v1/admin${path}`, undefined, asked))
      assert.deepEqual((await read('/partners')).partners, [])
      const named = JSON.stringify(await read('/partners/report'))
      assert.ok(named.includes(mine) && !named.includes(other))
    })
  },
  mailing,
)
