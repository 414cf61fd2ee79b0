import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, proveCoordinators, verifying } from '../../testing/verify.ts'
import { enqueueDigests } from '../digests.ts'

const hourMs = 60 * 60_000
const open = { seats: { capacity: null, waitlist: false } } as const

let mailboxes = 0
const newMailbox = () => `victim${(mailboxes += 1)}`

onBothDatabases(
  'mail that strangers cause',
  (running) => {
    const { begin, later } = createSigner(running)
    const deliver = async () => {
      return await running().deliver()
    }
    const sentence = 'Your account is locked so call the desk now and pay'
    /** Fifty people, who have the sentence for a name or an address each. */
    const fifty = (withAddress: boolean) =>
      Array.from({ length: 50 }, () =>
        withAddress ? someone() : { givenName: sentence, familyName: crypto.randomUUID().replace(/\d/g, 'x') },
      )
    const group = (email: string, people: object[]) =>
      ({ people, coordinator: { name: sentence, email }, split: true }) as Parameters<typeof begin>[1]

    test('carries no list of names to a coordinator who has proven nothing: a number and a link', async () => {
      const { slug } = await running().givenTraining({ ...open, start: '2027-01-13T09:00', end: '2027-01-13T15:00' })
      const email = `${newMailbox()}@example.org`
      await running().signUp(slug, group(email, fifty(false)))
      await running().admin('PATCH', `/trainings/${slug}`, { venue: { name: 'Another hall' } })
      const mails = (await deliver()).filter(({ to }) => to === email)
      assert.deepEqual(mails.map(({ subject }) => subject).toSorted(), [
        'Everyone in your group has a seat: Wednesday, January 13, 9 AM',
        'The training has changed: Wednesday, January 13, 9 AM',
      ])
      for (const { text, html } of mails) {
        for (const said of [text, html]) assert.ok(said.split('locked').length <= 2, 'only the greeting')
        assert.ok(text.length < 3000)
        assert.match(text, /Seat confirmed:\n {2}50 people/)
        assert.match(text, /https:\/\/signup\.example\/r\//)
      }
      await proveCoordinators(running())
      await running().admin('PATCH', `/trainings/${slug}`, { venue: { name: 'A third hall' } })
      const [proven] = (await deliver()).filter(({ to }) => to === email)
      // The greeting, everyone in the list, and the first of them twice: “… and 49 others”.
      assert.equal(proven?.text.split('locked').length, 1 + 50 + 2 + 1)
    })

    test('repeats names of 40 characters at most, without digits or links', async () => {
      const { slug } = await running().givenTraining(open)
      for (const [givenName, greeting] of [
        [sentence, 'Hello Your account is locked so call the desk…,'],
        ['Call 816 555 0100', 'Hello,'],
        ['Call ٨١٦٥٥٥', 'Hello,'],
        ['win at evil．example', 'Hello,'],
        ['win at evil。example', 'Hello,'],
        ['Ada', 'Hello Ada,'],
        ['عادل', 'Hello \u2068عادل\u2069,'],
      ] as const) {
        const person = someone({ givenName })
        assert.equal((await running().signUp(slug, { people: [person] })).status, 201)
        const [mail] = (await deliver()).filter(({ to }) => to === person.email)
        assert.ok(mail?.text.includes(`\n\n${greeting}\n\n`), mail?.text)
        assert.ok(mail?.html.replace(/<\/?bdi>/g, '').includes(greeting.replace(/[\u2068\u2069]/g, '')))
      }
    })

    test('does so in the mail with a code, and to supervisors', async () => {
      const { slug } = await running().givenTraining({ ...verifying, ...open })
      const email = `${newMailbox()}@example.org`
      await begin(slug, { people: [{ ...someone({ givenName: sentence }), email }] })
      const [code] = (await deliver()).filter(({ to }) => to === email)
      assert.match(code?.text ?? '', /Hello Your account is locked so call the desk…,/)
      const audience = { access: 'approval', supervisor: 'required' } as const
      const asking = await running().givenTraining({ audience, ...open })
      const people = fifty(true).map((person) => ({ ...person, givenName: sentence, supervisorEmail: `boss+${email}` }))
      await running().signUp(asking.slug, group(`lead.${email}`, people))
      const [asked, ...others] = (await deliver()).filter(({ to }) => to === `boss+${email}`)
      assert.deepEqual(others, [])
      assert.doesNotMatch(asked?.text ?? '', /locked/)
      assert.equal(asked?.text.match(/\/r\/confirm\//g)?.length, 50)
    })

    test('counts by mailbox, whatever the tag and the dots', async () => {
      const { slug } = await running().givenTraining(open)
      const mailbox = newMailbox()
      for (let tag = 1; tag <= 60; tag++)
        await running().signUp(slug, { people: [{ ...someone(), email: `${mailbox}+${tag}@example.org` }] })
      await running().signUp(slug, { people: [{ ...someone(), email: `${mailbox.replace('c', '.c')}@example.org` }] })
      const toVictim = async () => (await deliver()).filter(({ to }) => /^v\.?i\.?ctim/.test(to)).length
      assert.equal(await toVictim(), 5)
      later(60)
      assert.equal(await toVictim(), 5)
    })

    test('counts codes so too, and still brings the latest one within a quarter of an hour', async () => {
      const { slug } = await running().givenTraining({ ...verifying, ...open })
      const mailbox = newMailbox()
      for (let tag = 1; tag <= 30; tag++)
        await begin(slug, { people: [{ ...someone(), email: `${mailbox}+${tag}@example.org` }] })
      // The five of the hour, and the latest.
      assert.equal((await deliver()).length, 6)
      later(1)
      await begin(slug, { people: [{ ...someone(), email: `${mailbox}@example.org` }] })
      assert.equal((await deliver()).length, 0)
      later(15)
      assert.deepEqual(
        (await deliver()).map(({ to }) => to),
        [`${mailbox}@example.org`],
      )
    })

    test('that one request multiplies waits above 100 an hour of a training, with one warning, and nothing is lost', async () => {
      const title = { en: 'Crowded' }
      const { slug } = await running().givenTraining({ ...open, title })
      const other = await running().givenTraining({ ...open, title })
      const proven = someone()
      running().logged.length = 0
      for (let request = 0; request < 4; request++) {
        await running().signUp(slug, group(`${newMailbox()}@example.org`, fifty(true)))
      }
      const single = someone()
      await running().signUp(slug, { people: [single] })
      await running().signUp(other.slug, group(`${newMailbox()}@example.org`, [someone(), someone()]))
      await running().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [proven] })
      const send = async () => (await deliver()).filter(({ text }) => text.includes(title.en))
      const first = await send()
      // The summaries, the people of the first groups, and everyone that these groups have nothing
      // to do with.
      assert.equal(first.length, 4 + 100 + 1 + 3 + 1)
      for (const { email } of [single, proven]) assert.ok(first.some(({ to }) => to === email))
      const warnings = running().logged.filter((line) => line.includes('hourly limit'))
      assert.equal(warnings.length, 1)
      assert.match(warnings[0] ?? '', /"level":40/)
      let sent = 0
      for (let hour = 0; hour < 2; hour++) {
        later(60)
        const { length } = await send()
        assert.ok(length <= 101, `${length} in an hour`)
        sent += length
      }
      assert.equal(sent, 100)
    })

    test('has a limit for each training and one for all, for what each request causes and for what it multiplies', async () => {
      for (const [share, scope, most] of [
        ['first', 'training', 1000],
        ['first', 'all', 3000],
        ['further', 'training', 100],
        ['further', 'all', 300],
      ] as const) {
        later(60)
        const { slug } = await running().givenTraining(open)
        const { transaction } = running().context.db
        // What waits from earlier would take the last places.
        await transaction((tx) => tx.deleteFrom('outbox').where('outcome', 'is', null).execute())
        const { id } = await running().row('training', { slug })
        const now = running().clock.now.getTime()
        const row = {
          name: `${scope === 'all' ? 'all' : id} ${share}`,
          hour: new Date(now - (now % hourMs)).toISOString(),
          count: most - 2,
        }
        await transaction((tx) => tx.insertInto('mail_hour').values(row).execute())
        const people = Array.from({ length: 4 }, () => someone())
        if (share === 'first') for (const one of people) await running().signUp(slug, { people: [one] })
        else await running().signUp(slug, group(`${newMailbox()}@example.org`, people))
        const reached = async () => {
          const recipients = (await deliver()).map(({ to }) => to)
          return people.filter(({ email }) => recipients.includes(email)).length
        }
        assert.equal(await reached(), 2, row.name)
        // In the next hour, at the pace of the limit.
        later(61)
        assert.equal(await reached(), 2, row.name)
      }
    })

    test('is told to the organizer in the morning, also when no one was registered', async () => {
      const { slug } = await running().givenTraining({
        ...verifying,
        ...open,
        contact: { email: 'desk@example.org' },
      })
      later(1)
      const mailbox = newMailbox()
      for (let tag = 1; tag <= 8; tag++)
        await begin(slug, { people: [{ ...someone(), email: `${mailbox}+${tag}@example.org` }] })
      await deliver()
      running().clock.later({ hours: 24 })
      await enqueueDigests(running().context)
      const [digest] = (await deliver()).filter(({ to }) => to === 'desk@example.org')
      assert.match(
        digest?.text ?? '',
        /Emails sent late or not at all:\n {2}\d emails, because one address gets at most 5 an hour/,
      )
    })
  },
  mailing,
)
