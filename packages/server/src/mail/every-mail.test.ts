import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from '@training-signup/contract'
import { addressesIn } from '../testing/addresses.ts'
import { type Example, everyMail } from '../testing/every-mail.ts'
import { readEverything } from '../testing/everything.ts'
import { onBothDatabases } from '../testing/test-app.ts'

onBothDatabases('every mail', (running) => {
  const write = async (lang: Language) => {
    const server = running()
    const { slug } = await server.givenTraining({
      contact: { name: 'Desk', email: 'desk@example.org' },
      audience: { access: 'attest', roles: ['police', 'fire'] },
      seats: { capacity: null, waitlist: true },
    })
    server.clock.now = new Date(server.clock.now.getTime() + 1000)
    return everyMail(server.context, slug, lang)
  }

  for (const lang of ['en', 'es'] as const) {
    test(`is whole in ${lang}, as text and as HTML`, async () => {
      for (const { kind, mail } of await write(lang)) {
        for (const said of [mail.subject, mail.text, mail.html.replace(/<style>.*<\/style>/s, '')]) {
          assert.doesNotMatch(said, /\{\w*\}|\b(?:undefined|null|NaN)\b|\[object/, kind)
          assert.ok(said.trim().length > 10, kind)
        }
        assert.match(mail.html, new RegExp(`<html lang="${lang}">`))
        const isOrganizers = kind === 'digest'
        assert.equal(mail.to === 'desk@example.org', isOrganizers, kind)
        assert.equal(mail.replyTo, isOrganizers ? undefined : 'desk@example.org', kind)
      }
    })
  }

  test('loads nothing, and leads only to the server, the map and the contact', async () => {
    for (const { kind, mail } of await write('en')) {
      assert.doesNotMatch(mail.html, /<(img|link|script|iframe|object|video|audio|form)\b|url\(|@import|\bsrc=/i, kind)
      for (const [, href = ''] of mail.html.matchAll(/href="([^"]*)"/g))
        assert.match(
          href,
          /^(https:\/\/signup\.example\/|https:\/\/www\.google\.com\/maps\/search\/|mailto:desk@)/,
          kind,
        )
    }
  })

  test('keeps lines of text short, so that old programs show them', async () => {
    for (const { kind, mail } of await write('es'))
      for (const line of mail.text.split('\n'))
        assert.ok(line.length <= 78 || /^\s*https:\/\/\S+$/.test(line), `${kind}: ${line}`)
  })

  test('comes with a calendar file where there is something to put into or take from a calendar', async () => {
    const mails = await write('en')
    const files = mails.filter(({ mail }) => mail.calendar !== undefined)
    assert.deepEqual(files.map(({ name }) => name).toSorted(), [
      'already-registered',
      'approved',
      'cancelled',
      'confirmed',
      'declined',
      'offer-expired',
      'passed-on',
      'promoted',
      'training-cancelled',
      'training-cancelled-group',
      'training-changed',
      'training-changed-group',
    ])
    const ends = ['cancelled', 'declined', 'offer-expired', 'passed-on']
    for (const { kind, mail } of files) {
      const { method, file = '' } = mail.calendar ?? {}
      assert.equal(method, ends.includes(kind) ? 'CANCEL' : 'PUBLISH', kind)
      assert.ok(file.includes(`\r\nMETHOD:${method}\r\n`), kind)
      assert.match(
        file,
        [...ends, 'training-cancelled'].includes(kind) ? /\r\nSTATUS:CANCELLED\r\n/ : /\r\nSTATUS:CONFIRMED\r\n/,
        kind,
      )
    }
  })

  for (const lang of ['en', 'es'] as const) {
    test(`can be searched in ${lang} by a machine that opens every address in it, and nothing changes`, async () => {
      const server = running()
      const mails = await write(lang)
      const opened = new Set(mails.flatMap(({ mail }) => addressesIn(mail)))
      for (const place of ['/t/', '/r/pass/', '/r/confirm/', '/unsubscribe/'])
        assert.ok(
          [...opened].some((url) => url.includes(place)),
          place,
        )
      await server.admin('PATCH', `/trainings/${slugOf(mails)}`, { status: 'published' })
      const before = await readEverything(server.context)
      for (const url of opened) {
        for (const method of ['GET', 'HEAD']) {
          const { status } = await server.app.request(url, { method })
          assert.equal(status, 200, `${method} ${url}`)
        }
      }
      assert.deepEqual(await readEverything(server.context), before)
    })
  }
})

const slugOf = (mails: Example[]) => /\/t\/([\w-]+)/.exec(mails.map(({ mail }) => mail.text).join('\n'))?.[1]
