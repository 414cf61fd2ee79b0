import assert from 'node:assert/strict'
import { test } from 'mocha'
import { sendCodeLater } from '../../organizers/accounts/send-code.ts'
import { everyAccountMail } from '../../testing/mails/every-account-mail.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { mailing } from '../../testing/verify.ts'
import { sendAccountNotices } from './account-notices.ts'

onBothDatabases(
  'every email about an account',
  (running) => {
    for (const lang of ['en', 'es'] as const) {
      test(`is whole in ${lang}, as text and as HTML, and goes to its account alone`, () => {
        for (const { name, mail } of everyAccountMail(running().context, lang)) {
          for (const said of [mail.subject, mail.text, mail.html.replace(/<style>.*<\/style>/s, '')])
            assert.doesNotMatch(said, /\{\w*\}|\b(?:undefined|null|NaN)\b|\[object/, name)
          assert.match(mail.html, new RegExp(`<html lang="${lang}">`))
          assert.ok(mail.subject.length > 10 && mail.text.startsWith(`${mail.subject}\n\n`), name)
          assert.equal(mail.to, `dana.account.${lang}@example.org`)
        }
      })

      test(`has short lines of plain text in ${lang}, with each link alone on one`, () => {
        for (const { name, mail } of everyAccountMail(running().context, lang)) {
          assert.doesNotMatch(mail.text, /<\w|&\w+;/, name)
          for (const line of mail.text.split('\n')) {
            assert.ok(line.length <= 78, `${name}: ${line}`)
            assert.ok(
              !line.includes('https:') || /^https:\/\/signup\.example\/admin\/\S+$/.test(line),
              `${name}: ${line}`,
            )
          }
        }
      })

      test(`names no one in ${lang} where a locked screen shows it`, () => {
        for (const { name, mail } of everyAccountMail(running().context, lang)) {
          const [, preheader = ''] = /<div style="display:none[^"]*">(.*?)<\/div>/.exec(mail.html) ?? []
          assert.ok(preheader.length > 10, name)
          for (const said of [mail.subject, preheader]) assert.doesNotMatch(said, /Maria|Grace|Reyes|\bLee\b/i, name)
        }
      })
    }

    test('has on top who runs the trainings, where that is known', () => {
      for (const { name, mail } of everyAccountMail(running().context, 'en'))
        assert.equal(
          /<td class="m-ink"[^>]*><bdi>Jackson County<\/bdi><\/td>/.test(mail.html),
          name !== 'account-plain',
          name,
        )
    })

    test('names in the email who gave an account, and who is a new owner', () => {
      const mails = new Map(everyAccountMail(running().context, 'en').map(({ name, mail }) => [name, mail]))
      assert.match(mails.get('account')?.text ?? '', /^Maria Reyes added you\. You have an account under/m)
      assert.match(mails.get('notice-owner-added')?.text ?? '', /^Grace Lee \(grace\.lee@example\.org\) can now/m)
    })

    test('is sent in the name of the organizer that the owners typed', async () => {
      const { admin, context, mails } = running()
      const owner = { name: 'Kit Moss', role: 'owner' }
      assert.equal((await admin('POST', '/accounts', { ...owner, email: 'kit@example.org' })).status, 201)
      const organizer = { organizer: { name: 'Jackson County' } }
      assert.equal((await admin('PUT', '/organizer', organizer, { 'If-Match': '*' })).status, 200)
      mails.length = 0
      assert.equal((await admin('POST', '/accounts', { ...owner, email: 'lou@example.org' })).status, 201)
      await sendAccountNotices(context)
      sendCodeLater(context, { browser: 'own', address: 'kit@example.org' })
      await until(() => mails.length === 3)
      assert.deepEqual(
        mails.map(({ to, html }) => [to, html.includes('<bdi>Jackson County</bdi></td>')]),
        [
          ['lou@example.org', true],
          ['kit@example.org', true],
          ['kit@example.org', true],
        ],
      )
    })
  },
  mailing,
)
