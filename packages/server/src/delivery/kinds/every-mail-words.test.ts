import assert from 'node:assert/strict'
import type { Language } from '@training-signup/contract'
import { test } from 'mocha'
import { type Example, everyMail } from '../../testing/mails/every-mail.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

onBothDatabases('the words of every mail', (running) => {
  const written = new Map<Language, Promise<Example[]>>()
  const read = (lang: Language) => {
    const mails = written.get(lang) ?? write(lang)
    written.set(lang, mails)
    return mails
  }
  const write = async (lang: Language) => {
    const { slug } = await running().givenTraining({
      contact: { name: 'Desk', email: 'desk@example.org' },
      audience: { access: 'attest', roles: ['police', 'fire'] },
      seats: { capacity: null, waitlist: true },
    })
    running().clock.later({ seconds: 1 })
    return everyMail(running().context, slug, lang)
  }

  for (const lang of ['en', 'es'] as const)
    test(`stand in plain text without HTML, and with each address alone on its line, in ${lang}`, async () => {
      for (const { name, mail } of await read(lang)) {
        assert.doesNotMatch(mail.text, /<\w|&#?\w+;|\n{3}| \n/, name)
        for (const line of mail.text.split('\n').filter((said) => said.includes('https:')))
          assert.match(line, /^ *https:\/\/\S+$/, name)
      }
    })

  test('says of every reference what it is, on one line', async () => {
    for (const { name, mail } of await read('en')) {
      for (const line of mail.text.split('\n').filter((said) => /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b(?!-)/.test(said)))
        assert.match(line, reference, `${name}: ${line}`)
      for (const [, tag] of mail.html.matchAll(/<([^<>]*)>[^<>]*\b[A-Z0-9]{4}-[A-Z0-9]{4}(?=[)<])/g))
        assert.match(tag ?? '', /white-space:nowrap/, name)
    }
  })

  test('has a certificate’s number, its person where no locked screen shows it, and a way to say what is wrong', async () => {
    for (const { name, mail } of await read('en')) {
      if (name !== 'certificate' && name !== 'certificate-replaced') continue
      assert.match(mail.html, /Certificate number: <bdi style="white-space:nowrap">[A-Z0-9]{4}(-[A-Z0-9]{4}){2}<\/bdi>/)
      assert.match(mail.html, /Is something wrong\? <a [^>]*href="mailto:desk@example\.org">Tell the organizer<\/a>/)
      assert.match(mail.html, /<div style="display:none[^"]*">Download it, or keep this email\.<\/div>/)
      assert.equal(
        /<h1[^>]*>Your certificate, <bdi>Ada<\/bdi><\/h1>|<h1[^>]*>Your certificate, Ada</.test(mail.html),
        name === 'certificate',
      )
      assert.match(mail.subject, /^(Your|A new) certificate: /)
    }
  })

  test('speaks of one person where a coordinator registered one', async () => {
    for (const { name, mail } of await read('en')) {
      if (!/^(group-summary|training-changed|training-restored)/.test(name) || name === 'training-changed') continue
      if (name === 'training-restored') continue
      const isOne = name.endsWith('-one')
      const said = mail.text.replaceAll(/\s+/g, ' ')
      assert.equal(/Change or cancel this registration:/.test(said), isOne, name)
      assert.equal(/Anyone who has it can change this registration\./.test(said), isOne, name)
      assert.doesNotMatch(isOne ? `${said} ${mail.html}` : '', /All confirmed|each person/, name)
    }
  })

  test('asks a coordinator to keep each person’s link private', async () => {
    for (const { name, mail } of await read('en'))
      assert.equal(
        mail.text.includes('Keep these links private. Anyone who has one can change that'),
        ['still-coming-group', 'still-coming-unproven'].includes(name),
        name,
      )
  })
})

/** A reference in plain text: named, after a status, as what names a link, or in its own words. */
const reference =
  /[Rr]eference number: |[Cc]heck-in code: |^Certificate number: | \([A-Z0-9-]+\)$|^[A-Z0-9-]+:$|^The organizer took back certificate /
