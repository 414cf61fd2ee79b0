import assert from 'node:assert/strict'
import type { ImportedPerson } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'

onBothDatabases(
  'a list of people',
  (given) => {
    const preview = (slug: string, list: object) => given().admin('POST', `/trainings/${slug}/import/preview`, list)
    const add = (slug: string, list: object) => given().admin('POST', `/trainings/${slug}/import`, list)
    const stored = async (slug: string) =>
      (await given().people(slug)).map(({ givenName, familyName, status }) => `${givenName} ${familyName} ${status}`)
    const outcomes = (people: ImportedPerson[]) => people.map(({ row, outcome, of }) => [row, outcome, of])
    const listOf = (count: number, name = 'P') =>
      ['Name,Email', ...Array.from({ length: count }, (_, at) => `Ada ${name}${at},${name}${at}@kcpd.example`)].join(
        '\n',
      )

    test('is added as its preview said, in its order, and everyone with an address is emailed', async () => {
      const { slug } = await given().givenTraining({
        seats: { capacity: 2, waitlist: true },
        fields: { agency: 'optional', rank: 'optional' },
      })
      const text = `Rank,Name,E-mail,Department,Badge #
Sgt.,"Reyes, Ada",ada@kcpd.example,KCPD,4521
,Ofc. Bob Lee,,KCPD,77

,Cy Ng,cy@kcpd.example,=1+1,12`
      const { status, body } = await preview(slug, { text })
      assert.equal(status, 200, JSON.stringify(body))
      assert.deepEqual(
        body.columns.map(({ holds }: { holds: string }) => holds),
        ['rank', 'name', 'email', 'agency', 'skip'],
      )
      assert.deepEqual(outcomes(body.people), [
        [2, 'confirmed', null],
        [3, 'confirmed', null],
        [5, 'waitlisted', null],
      ])
      assert.equal(body.emails, 2)
      assert.match(body.mails.confirmed.text, /Ada/)
      assert.match(body.mails.waitlisted.text, /Cy/)
      assert.deepEqual(await stored(slug), [])
      assert.deepEqual(await given().deliver(), [])
      const added = await add(slug, { text, tag: body.tag })
      assert.equal(added.status, 200, JSON.stringify(added.body))
      assert.deepEqual(
        added.body.registrations.map(({ row }: { row: number }) => row),
        [2, 3, 5],
      )
      assert.deepEqual(await stored(slug), ['Ada Reyes confirmed', 'Bob Lee confirmed', 'Cy Ng waitlisted'])
      const [ada, bob, cy] = await given().people(slug)
      assert.deepEqual([ada.answers.rank, bob.answers.rank, cy.agency], ['Sgt.', 'Ofc.', '=1+1'])
      assert.ok(!JSON.stringify(await given().rows('registration')).includes('4521'))
      const mails = await given().deliver()
      assert.deepEqual(mails.map(({ to }) => to).toSorted(), ['ada@kcpd.example', 'cy@kcpd.example'])
    })

    test('says what is wrong with a row, and adds the others', async () => {
      const { slug } = await given().givenTraining({
        audience: { roles: ['police', 'fire'] },
        fields: { agency: 'optional', phone: 'optional' },
      })
      const text = `First,Last,Email,Role,Cell
,Reyes,ada@kcpd.example,Police,
Bob,Lee,bob@kcpd,Deputy,12
Cy,Ng,cy@gmial.com,Chaplain,
Di,Po,,police officer,816-555-0100`
      const { body } = await preview(slug, { text })
      assert.deepEqual(
        body.people.map(({ row, faults }: ImportedPerson) => [row, faults.map(({ field, typed }) => [field, typed])]),
        [
          [2, [['givenName', '']]],
          [
            3,
            [
              ['email', 'bob@kcpd'],
              ['phone', '12'],
            ],
          ],
          [4, [['role', 'Chaplain']]],
          [5, []],
        ],
      )
      for (const { faults } of body.people) for (const { message } of faults) assert.match(message, /^[A-Z].{10,}/)
      assert.equal(body.people[2].meant, 'cy@gmail.com')
      assert.equal((await add(slug, { text, tag: body.tag })).body.counts.faulty, 3)
      assert.deepEqual(await stored(slug), ['Di Po confirmed'])
      assert.equal((await given().people(slug))[0].role, 'police')
    })

    test('finds who is on it twice, who is registered, and who has the name of someone else', async () => {
      const { slug } = await given().givenTraining()
      const known = someone()
      await given().signUp(slug, { people: [known] })
      const name = `${known.givenName},${known.familyName}`
      const text = `First name,Last name,Email
${name},${known.email}
${name},other@kcpd.example
Cy,Ng,cy@kcpd.example
CY,NG,Cy@kcpd.example
Cy,Ng,
Di,Po,
Di,Po,`
      const { body } = await preview(slug, { text })
      assert.deepEqual(outcomes(body.people), [
        [2, 'registered', null],
        [3, 'same-name', 2],
        [4, 'confirmed', null],
        [5, 'twice', 4],
        [6, 'same-name', 4],
        [7, 'confirmed', null],
        [8, 'same-name', 7],
      ])
      const wanted = { text, sameName: [3, 8] }
      const asked = await preview(slug, wanted)
      assert.equal(asked.body.counts.confirmed, 4)
      assert.equal((await add(slug, { ...wanted, tag: asked.body.tag })).status, 200)
      assert.equal((await given().people(slug)).length, 5)
      // A second press finds them, also those without an address, by their names.
      const again = await add(slug, { ...wanted, tag: asked.body.tag })
      assert.equal(again.status, 412)
      assert.equal((await given().people(slug)).length, 5)
    })

    test('is not added if it would turn out differently by now', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 3, waitlist: true } })
      const text = listOf(3)
      const before = await preview(slug, { text })
      assert.equal(before.body.counts.confirmed, 3)
      await given().signUp(slug, { people: [someone()] })
      const refused = await add(slug, { text, tag: before.body.tag })
      assert.deepEqual([refused.status, refused.body.type], [412, '/problems/precondition-failed'])
      assert.equal((await given().people(slug)).length, 1)
      const now = await preview(slug, { text })
      assert.deepEqual([now.body.counts.confirmed, now.body.counts.waitlisted], [2, 1])
      // Another list under its tag is another list.
      assert.equal((await add(slug, { text: listOf(4), tag: now.body.tag })).status, 412)
      await given().admin('PATCH', `/trainings/${slug}`, { title: { en: 'Another form' } })
      assert.equal((await add(slug, { text, tag: now.body.tag })).status, 412)
      const last = await preview(slug, { text })
      assert.equal((await add(slug, { text, tag: last.body.tag })).status, 200)
      assert.deepEqual((await given().statuses(slug)).filter((status) => status === 'confirmed').length, 3)
    })

    test('never oversells, also where several people press together', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 5, waitlist: true } })
      const texts = [listOf(4, 'X'), listOf(4, 'Y'), listOf(4, 'X')]
      const tags = await Promise.all(texts.map(async (text) => (await preview(slug, { text })).body.tag))
      const answers = await Promise.all([
        ...texts.map((text, at) => add(slug, { text, tag: tags[at] })),
        ...Array.from({ length: 3 }, () => given().signUp(slug, { people: [someone()] })),
      ])
      const added = answers.slice(0, 3).filter(({ status }) => status === 200)
      assert.ok(added.length <= 1)
      const statuses = await given().statuses(slug)
      assert.equal(statuses.length, 3 + 4 * added.length)
      assert.equal(statuses.filter((status) => status === 'confirmed').length, Math.min(5, statuses.length))
    })

    test('is added whole where it is long, or not at all', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 430, waitlist: false } })
      const text = listOf(450)
      const { body } = await preview(slug, { text })
      assert.deepEqual([body.counts.confirmed, body.counts.full], [430, 20])
      assert.equal((await add(slug, { text, tag: body.tag })).body.registrations.length, 430)
      const [{ count }] = (await given()
        .context.db.reader.selectFrom('registration')
        .innerJoin('training', 'training.id', 'training_id')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('slug', '=', slug)
        .execute()) as [{ count: unknown }]
      assert.equal(Number(count), 430)
    })

    test('is refused by a training that takes no one, and by a sentence where it cannot be read', async () => {
      const { slug } = await given().givenTraining({ status: 'cancelled' })
      assert.equal((await preview(slug, { text: listOf(1) })).body.type, '/problems/training-cancelled')
      const { slug: open } = await given().givenTraining()
      for (const [list, message] of [
        [{ text: ' ' }, /There is no one on this list/],
        [{ file: Buffer.from('%PDF-1.7').toString('base64') }, /isn’t a spreadsheet/],
        [{ rows: [['Name'], ['x'.repeat(2001)]] }, /^Row 2: /],
        [{ text: 'Name\nAda', columns: ['badge'] }, /id of a question/],
        [{ text: 'x', rows: [] }, /one of rows, text, and file/],
      ] as const) {
        const { status, body } = await preview(open, list)
        assert.equal(status, 422, JSON.stringify(body))
        assert.match(body.errors[0].message, message)
      }
    })
  },
  mailing,
)
