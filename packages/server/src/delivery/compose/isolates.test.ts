import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { shortMail } from '../../testing/mails/short-mail.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { deliverMails } from '../deliver.ts'
import { enqueueDigests } from '../digests.ts'
import { isolated, splitWords } from './isolates.ts'
import { htmlText } from './mail-html.ts'
import { type MailText, plainText } from './mail-text.ts'

const arabic = 'عادل'
const hebrew = 'דוד לוי'
const inText = (name: string) => `\u2068${name}\u2069`
const inHtml = (name: string) => `<bdi>${name}</bdi>`

const mailOf = (text: string) => shortMail({ kind: 'text', text })

describe('a name in an email', () => {
  test('that runs the other way is kept apart, as text and as HTML', () => {
    const mail = mailOf(`${isolated(hebrew)} 3: ${isolated('Ada')} 4`)
    assert.ok(plainText(mail).includes(`${inText(hebrew)} 3: Ada 4`))
    assert.ok(htmlText(mail).includes(`${inHtml(hebrew)} 3: ${inHtml('Ada')} 4`))
  })

  test('is kept apart in every part of an email', () => {
    const name = isolated(hebrew)
    const mail: MailText = {
      ...mailOf(`1 ${name}`),
      heading: `2 ${name}`,
      blocks: [
        { kind: 'note', text: `3\n${name}` },
        { kind: 'facts', facts: [{ term: name, lines: [{ text: name }, { text: name, href: 'https://a.example/' }] }] },
        { kind: 'button', text: name, href: 'https://b.example/' },
        { kind: 'links', links: [{ text: name, href: 'https://c.example/' }] },
      ],
      quiet: [{ text: name }],
      footer: [[{ text: name, href: 'https://d.example/' }]],
    }
    assert.equal(htmlText(mail).split(inHtml(hebrew)).length, 9 + 1)
    assert.equal(plainText(mail).split(inText(hebrew)).length, 9 + 1)
    assert.doesNotMatch(htmlText(mail), /[\u2068\u2069]/)
  })

  test('is escaped like everything else', () => {
    assert.ok(htmlText(mailOf(isolated('<b>'))).includes('<bdi>&lt;b&gt;</bdi>'))
  })

  test('stays on one line, wherever that ends', () => {
    for (let before = 40; before < 90; before++) {
      const text = plainText(mailOf(`${'a '.repeat(before / 2)}${isolated(hebrew)} and ${isolated('Ada Reyes')} 7`))
      assert.ok(text.includes(inText(hebrew)), text)
      for (const line of text.split('\n')) assert.ok(line.length <= 76, line)
    }
  })
})

onBothDatabases(
  'names and titles from right to left',
  (running) => {
    async function sent(to: string) {
      const { mails, context } = running()
      mails.length = 0
      await deliverMails(context)
      const found = mails.find((mail) => mail.to === to)
      assert.ok(found)
      return found
    }
    const title = { en: 'الإسعافات 2' }

    test('do not reorder the rest of an English email', async () => {
      const { slug } = await running().givenTraining({ title, audience: { verify: 'everyone' } })
      const person = someone({ givenName: arabic })
      await running().signUp(slug, { people: [person] })
      const mail = await sent(person.email)
      assert.ok(mail.text.includes(`Hello ${inText(arabic)},`))
      assert.ok(mail.html.includes(`Hello ${inHtml(arabic)},`))
      assert.ok(mail.text.includes(`  ${inText(title.en)}\n`))
      assert.ok(mail.html.includes(inHtml(title.en)))
    })

    test('are told apart in the organizer’s report', async () => {
      const contact = { email: 'desk@county.example' }
      const { slug } = await running().givenTraining({
        contact,
        digest: 'names',
        audience: { access: 'attest', roles: ['police'] },
      })
      const agency = 'משטרה 4'
      const person = someone({ givenName: arabic, familyName: hebrew, role: 'police', agency, attestation: true })
      running().clock.later({ hours: 1 })
      await running().signUp(slug, { people: [person] })
      await deliverMails(running().context)
      running().clock.later({ hours: 36 })
      await enqueueDigests(running().context)
      const digest = await sent(contact.email)
      const names = [`${arabic} ${hebrew}`, agency]
      assert.ok(digest.text.includes(`${names.map(inText).join(', ')}: Seat confirmed`), digest.text)
      assert.ok(digest.html.includes(`${names.map(inHtml).join(', ')}: Seat confirmed`))
    })
  },
  mailing,
)

test('text is split between its words, and a marked name is one word', () => {
  const before = / (?![^\u2068]*\u2069)/u
  fc.assert(
    fc.property(fc.array(fc.constantFrom(' ', 'a', 'b c', isolated('Ada Reyes'), isolated('x'))), (parts) => {
      const text = parts.join('')
      assert.deepEqual(splitWords(text), text.split(before))
    }),
  )
})
