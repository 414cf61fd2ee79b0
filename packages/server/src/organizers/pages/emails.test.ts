import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { mailKinds } from '../../delivery/kinds/kinds.ts'
import { MailRefused } from '../../platform/outgoing-mail.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { sayIfKnown } from '../../words/admin.ts'
import { reasonInWords } from './person/mail-reasons.ts'

const refused = new Set<string>()
const sendMail = async ({ to }: { to: string }) => {
  if (refused.has(to)) throw new MailRefused('552')
}

onBothDatabases(
  'the page of emails',
  (given) => {
    test('counts an email that came back later like a refused one, everywhere, until that is taken back', async () => {
      const server = given()
      const { open, post } = organizerPages(server)
      const { slug } = await server.givenTraining()
      const ada = someone()
      await server.signUp(slug, { people: [ada] })
      await deliverMails(server.context)
      const [mail] = (await server.admin('GET', `/mails?training=${slug}`)).body.mails
      const failedAtHome = async () =>
        (await server.admin('GET', '/today')).body.decisions.filter(
          ({ kind, training }: { kind: string; training: string }) => kind === 'failed-emails' && training === slug,
        ).length
      const person = await open(`/registrations/${mail.registration}`)
      assert.match(person, /aria-label="Mark as returned: [^"]*">Mark as returned</)
      assert.equal(await failedAtHome(), 0)
      const back = `/registrations/${mail.registration}`
      const marked = await post(`/emails/${mail.id}/returned`, { back })
      assert.equal(marked.location, `/admin${back}?done=returned`)
      assert.equal(await failedAtHome(), 1)
      const { mails, totals } = (await server.admin('GET', `/mails?training=${slug}`)).body
      assert.deepEqual([mails[0].state, mails[0].lastError, mails[0].address], ['failed', 'returned', ada.email])
      assert.equal(totals.failed, 1)
      assert.match(await open(back), /bounced/)
      const list = await open(`/emails?training=${slug}`)
      assert.match(list, /it bounced later/)
      assert.match(list, /It did arrive<[^]*>Try again</)
      // A day is not divided between two lines.
      assert.match(list, /<small>[^]*<span class="unbroken">\w+ \d+,?<\/span>[^]*<\/small>/)
      assert.match(person, /class="history">[^]*<small>[^<]*<span class="unbroken">\w+ \d+,?<\/span>/)
      await post(`/emails/${mail.id}/arrived`)
      assert.equal(await failedAtHome(), 0)
      // A second press, and one on an email that a server refused, change nothing.
      assert.equal((await server.admin('DELETE', `/mails/${mail.id}/returned`)).status, 409)
    })

    test('counts those of all trainings in each state, as far as a thousand', async () => {
      const server = given()
      const { open } = organizerPages(server)
      const { slug } = await server.givenTraining()
      await server.signUp(slug, { people: [someone()] })
      const chips = async () =>
        Object.fromEntries(
          [...(await open('/emails')).matchAll(/<a class="chip"[^>]*>(\w+) <span class="num">(.*?)<\/span>/g)].map(
            ([, name, count]) => [name, count],
          ),
        )
      const before = await chips()
      await server.signUp(slug, { people: [someone()] })
      assert.equal(Number((await chips())['Waiting']), Number(before['Waiting']) + 1)
      const [row] = await server.rows('outbox', { slug })
      assert.ok(row)
      await server.context.db.transaction(async (tx) => {
        for (let first = 0; first < 1200; first += 100)
          await tx
            .insertInto('outbox')
            .values(
              Array.from({ length: 100 }, () => ({ ...row, id: server.context.newId(), outcome: 'failed' as const })),
            )
            .execute()
      })
      const after = await chips()
      assert.deepEqual([after['All'], after['Bounced']], ['1000+', '1000+'])
    })

    test('finds emails by a person, in all trainings or one, to them or to who registered them', async () => {
      const server = given()
      const { open } = organizerPages(server)
      const [one, two] = [await server.givenTraining(), await server.givenTraining()]
      const [ada, bo, group] = [someone(), someone(), someone({ givenName: 'Cy' })]
      for (const { slug } of [one, two]) await server.signUp(slug, { people: [ada] })
      await server.signUp(one.slug, { people: [bo] })
      const coordinator = { name: `Grace ${someone().familyName}`, email: someone().email }
      const { email: _, ...unreached } = group
      await server.signUp(two.slug, { people: [unreached, someone()], coordinator })
      await deliverMails(server.context)
      const found = async (query: Record<string, string>) => {
        const { status, body } = await server.admin('GET', `/mails?${new URLSearchParams(query).toString()}`)
        assert.equal(status, 200)
        return body
      }
      const kindsOf = ({ mails }: { mails: { kind: string; training: string }[] }) =>
        mails.map(({ kind, training }) => `${kind} ${training}`).toSorted()
      const both = [`confirmed ${one.slug}`, `confirmed ${two.slug}`].toSorted()
      assert.deepEqual(kindsOf(await found({ q: `${ada.familyName} ${ada.givenName}` })), both)
      const narrowed = await found({ q: ada.email, training: one.slug })
      assert.deepEqual([kindsOf(narrowed), narrowed.totals.sent], [[`confirmed ${one.slug}`], 1])
      assert.ok(kindsOf(await found({ q: coordinator.name })).includes(`group-summary ${two.slug}`))
      assert.deepEqual(kindsOf(await found({ q: someone().familyName })), [])
      const page = await open(`/emails?q=${bo.familyName}`)
      assert.match(page, new RegExp(`${bo.familyName}</b>`))
      assert.doesNotMatch(page, new RegExp(ada.familyName))
      assert.match(page, new RegExp(`<input[^>]*name="q"[^>]*value="${bo.familyName}"`))
      assert.match(page, new RegExp(`name="back" value="/emails\\?q=${bo.familyName}"`))
      assert.match(await open(`/emails?q=${someone().familyName}`), /No email matches/)
    })

    test('says that a search is about more people than are searched', async () => {
      const server = given()
      const { open } = organizerPages(server)
      const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
      const { familyName } = someone()
      for (let count = 0; count < 51; count++) await server.signUp(slug, { people: [{ ...someone(), familyName }] })
      assert.equal((await server.admin('GET', `/mails?q=${familyName}`)).body.hasMore, true)
      assert.match(await open(`/emails?q=${familyName}`), /More people or emails match/)
      assert.match(await open(`/emails?q=${familyName}&lang=es`), /Coinciden más personas/)
    })

    test('shows every email with its reader, its state, and why it came back', async () => {
      const server = given()
      const { open, post } = organizerPages(server)
      const { slug } = await server.givenTraining()
      const [ada, luis, late] = [someone(), someone({ givenName: 'Luis' }), someone({ givenName: 'Rosa' })]
      refused.add(luis.email)
      for (const one of [ada, luis]) await server.signUp(slug, { people: [one] })
      await deliverMails(server.context)
      await server.signUp(slug, { people: [late] })

      const all = await open(`/emails?training=${slug}`)
      // The address of one that bounced, so that its slip can be seen, and no other.
      assert.ok(all.includes(`<small>${luis.email}\u00A0· Seat confirmed`))
      for (const { email } of [ada, late]) assert.ok(!all.includes(email))
      for (const [state, count] of [
        ['All', 3],
        ['Sent', 1],
        ['Waiting', 1],
        ['Bounced', 1],
      ])
        assert.ok(all.includes(`${state} <span class="num">${count}</span>`), String(state))
      assert.match(
        all,
        new RegExp(
          `Rosa ${late.familyName}</b></a><br><small>Seat confirmed\u00A0· First aid\u00A0· Goes out in a moment`,
        ),
      )
      // Of every training together, no kind can be looked for.
      assert.doesNotMatch(await open('/emails'), /name="kind"/)
      assert.match(await open(`/emails?training=${slug}`), /name="kind"/)
      const failed = await open(`/emails?training=${slug}&state=failed&kind=confirmed`)
      assert.match(failed, new RegExp(`Luis ${luis.familyName}[^]*their email storage is full \\(552\\)`))
      assert.ok(!failed.includes(ada.familyName))
      const [{ id }] = (await server.admin('GET', `/registrations?training=${slug}&q=${luis.familyName}`)).body
        .registrations
      assert.ok(failed.includes(`href="/admin/registrations/${id}"`))

      refused.clear()
      const [, retry = ''] = /action="\/admin(\/emails\/[^"]*\/retry)"/.exec(failed) ?? []
      const back = `/emails?training=${slug}&state=failed`
      assert.equal((await post(retry, { back })).location, `/admin${back}&done=retried`)
      // Pressed twice, it does the same once.
      assert.equal((await post(retry, { back })).status, 303)
      await deliverMails(server.context)
      assert.match(await open(`/emails?training=${slug}`), /Sent <span class="num">3<\/span>/)
    })

    test('comes in pages, and shows more when its address makes no sense', async () => {
      const server = given()
      const { open, ask } = organizerPages(server)
      const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
      for (let person = 0; person < 52; person++) await server.signUp(slug, { people: [someone()] })
      const first = await open(`/emails?training=${slug}`)
      const [, older = ''] = /href="\/admin([^"]*cursor=[^"]*)">Older/.exec(first) ?? []
      const rest = await open(older.replaceAll('&amp;', '&'))
      assert.deepEqual(
        [first, rest].map((page) => page.match(/<li class="line/g)?.length),
        [50, 2],
      )
      assert.match(rest, />Newest</)
      assert.match(await open(`/emails?training=${slug}&state=lost&cursor=%00&kind=sonnet`), /<li class="line/)
      assert.equal((await ask('/emails?training=nowhere')).status, 404)
    })

    test('says everything in both languages', async () => {
      for (const lang of ['en', 'es'] as const) {
        for (const kind of mailKinds) assert.ok(sayIfKnown(lang, `admin.emails.kind.${kind}`), kind)
        for (const code of ['550', '452', '421', '451', '554', 'ETIMEDOUT', 'ECONNREFUSED', 'EAUTH', 'ETLS', 'unknown'])
          assert.match(reasonInWords(lang, code), new RegExp(`^[^(]+ \\(${code}\\)$`))
      }
      assert.match(await organizerPages(given()).open('/emails?lang=es'), /<h1>Correos<\/h1>/)
    })
  },
  { system: { sendMail } },
)

onBothDatabases(
  'the pages about emails of a server that sends none',
  (given) => {
    test('say so, and promise no email', async () => {
      const server = given()
      const { open } = organizerPages(server)
      const { slug } = await server.givenTraining()
      await server.signUp(slug, { people: [someone()] })
      const emails = await open(`/emails?training=${slug}`)
      assert.match(emails, /This server can’t send email yet/)
      assert.match(emails, /Goes out once this server can send email/)
      assert.doesNotMatch(emails, /in a moment/)
      const [{ id }] = (await server.admin('GET', `/registrations?training=${slug}`)).body.registrations
      for (const path of [`/registrations/${id}/cancel`, `/trainings/${slug}/call-off`]) {
        const page = await open(path)
        assert.match(page, /This server sends no emails. Tell people yourself./)
        assert.doesNotMatch(page, /by email/)
      }
      const asked = await organizerPages(server).select(`/trainings/${slug}/bulk/cancel/preview`, { id: [id] })
      assert.match(asked.text, /This server sends no emails. Tell people yourself./)
      assert.doesNotMatch(asked.text, /No one is emailed/)
    })
  },
  { system: { sendMail: undefined } },
)
