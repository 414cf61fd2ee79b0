import assert from 'node:assert/strict'
import type { Language } from '@training-signup/contract'
import { test } from 'mocha'
import { type Color, contrastOf } from '../../platform/html/colors.ts'
import { addressesIn } from '../../testing/addresses.ts'
import { readEverything } from '../../testing/everything.ts'
import { type Example, everyMail } from '../../testing/mails/every-mail.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { kinds } from './kinds.ts'

onBothDatabases('every mail', (running) => {
  const written = new Map<Language, Promise<Example[]>>()
  /** Every email once, for tests that only read. */
  const read = async (lang: Language) => {
    const mails = written.get(lang) ?? write(lang)
    written.set(lang, mails)
    return mails
  }
  const write = async (lang: Language) => {
    const server = running()
    const { slug } = await server.givenTraining({
      contact: { name: 'Desk', email: 'desk@example.org' },
      organizer: { name: 'Jackson County' },
      helplines: [{ label: { en: 'Hotline' }, tel: '1-888-373-7888' }],
      bring: { en: 'Your badge' },
      doors: '08:30',
      sessions: [
        { start: '2027-03-06T09:00', end: '2027-03-06T12:00', label: { en: 'Morning', es: 'Mañana' } },
        { start: '2027-03-06T13:00', end: '2027-03-06T15:00', label: { en: 'Afternoon', es: 'Tarde' } },
      ],
      venue: { name: 'Kauffman Stadium', arrival: { en: 'Park in lot B' } },
      audience: { access: 'attest', roles: ['police', 'fire'] },
      seats: { capacity: null, waitlist: true },
    })
    server.clock.later({ seconds: 1 })
    return everyMail(server.context, slug, lang)
  }

  for (const lang of ['en', 'es'] as const) {
    test(`is whole in ${lang}, as text and as HTML`, async () => {
      for (const { kind, mail } of await read(lang)) {
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
    for (const { kind, mail } of await read('en')) {
      assert.doesNotMatch(mail.html, /<(img|link|script|iframe|object|video|audio|form)\b|url\(|@import|\bsrc=/i, kind)
      for (const [, href = ''] of mail.html.matchAll(/href="([^"]*)"/g))
        assert.match(
          href,
          /^(https:\/\/signup\.example\/|https:\/\/www\.google\.com\/maps\/search\/|mailto:desk@|tel:911$|tel:18883737888$)/,
          kind,
        )
    }
  })

  test('is made of plain tables with styles that Outlook and Gmail keep', async () => {
    for (const { name, mail } of await read('en')) {
      const body = mail.html.slice(mail.html.indexOf('<body'))
      const tags = new Set([...body.matchAll(/<(\w+)/g)].map(([, tag = '']) => tag))
      const drawn = ['body', 'div', 'table', 'tr', 'td', 'p', 'h1', 'b', 'br', 'a', 'bdi']
      const others = [...tags].filter((tag) => !drawn.includes(tag))
      assert.deepEqual(others, [], name)
      // Cells of a code have no text, and there are hundreds.
      for (const [cell] of body.matchAll(/<(?:td|p|h1|a|table)\b(?![^>]* bgcolor=)[^>]*>/g))
        assert.match(cell, / style="/, name)
      // The letters of a secret link can be any.
      const styles = mail.html.replaceAll(/ href="[^"]*"/g, '')
      assert.doesNotMatch(styles, /var\(|flex|grid|position:|float|rem\b|calc\(/, name)
    }
  })

  test('gives a seat alone a check mark and a deeper ground, light and dark', async () => {
    const seats = new Set<string>()
    const grounds = new Map<string, [light: number, dark: number]>()
    for (const { kind, name, mail } of await read('en')) {
      const [, tone = '', light = ''] = /<td class="m-(\w+) m-pad" style="background:(#\w{6})/.exec(mail.html) ?? []
      const [, dark = ''] = new RegExp(`\\.m-${tone}\\{background:(#\\w{6})`).exec(mail.html) ?? []
      grounds.set(tone, [lightnessOf(light), lightnessOf(dark)])
      const hasMark = /<p class="m-\w+-ink"[^>]*>✓ /.test(mail.html)
      assert.equal(hasMark, tone === 'ok', name)
      if (hasMark) seats.add(kind)
    }
    assert.deepEqual([...seats], ['confirmed', 'approved', 'promoted', 'reminder', 'group-summary', 'people-changed'])
    const [light, dark] = grounds.get('ok')!
    for (const [tone, [otherLight, otherDark]] of grounds)
      if (tone !== 'ok') assert.ok(otherLight - light > 2.5 && dark - otherDark > 2.5, tone)
  })

  test('asks for one thing at most, before the details, and ends with why one gets it', async () => {
    for (const { name, kind, mail } of await read('en')) {
      const buttons = mail.html.match(/<a class="m-accent"/g) ?? []
      // A coordinator answers for each of several people.
      const isAsking = asking.has(kind) && name !== 'still-coming-group' && name !== 'still-coming-unproven'
      assert.equal(buttons.length, isAsking ? 1 : 0, name)
      const at = (text: string) => mail.html.indexOf(text)
      if (at('<b>What to bring') > 0) assert.ok(at('<a class="m-accent"') < at('<b>What to bring'), name)
      assert.match(mail.text, /\nYou’re getting this email because /, name)
      assert.match(mail.html, /<td class="m-ink"[^>]*><bdi>Jackson County<\/bdi><\/td>/, name)
      const isOrganizers = kind === 'digest'
      for (const said of [
        'Questions? Just reply: Jackson County will get it.',
        'In danger now? Call 911',
        'Call 1-888-373-7888',
      ])
        assert.equal(mail.text.includes(said), !isOrganizers, `${name}: ${said}`)
    }
  })

  test('has the date in its subject and not the title, and names no one there or in its preheader', async () => {
    for (const { name, kind, mail } of await read('en')) {
      // A code ends before the training does, and a reminder says the weekday once.
      const isUndated =
        ['code', 'alert-code', 'digest', 'message'].includes(kind) || mail.subject.startsWith('See you S')
      assert.equal(mail.subject.endsWith(' Saturday, March 6, 9 AM'), !isUndated, `${name}: ${mail.subject}`)
      assert.equal(mail.subject.includes('First aid'), kind === 'digest', `${name}: ${mail.subject}`)
      const [, preheader = ''] = /<div style="display:none[^"]*">(.*?)<\/div>/.exec(mail.html) ?? []
      assert.ok(preheader.length > 10, name)
      for (const said of [mail.subject, preheader]) assert.doesNotMatch(said, /Ada|Luis|Rosa|Grace|Reyes|Lee\b/, name)
      assert.ok(!preheader.includes('First aid'), `${name}: ${preheader}`)
    }
  })

  for (const lang of ['en', 'es'] as const)
    test(`begins as its HTML where the title is discreet, and names only that one in plain text, in ${lang}`, async () => {
      const title = { en: 'Trafficking', es: 'Trata de personas' }
      const discreetTitle = { en: 'Day course', es: 'Curso de un día' }
      const { slug } = await running().givenTraining({
        title,
        discreetTitle,
        contact: { email: 'desk@example.org' },
        audience: { access: 'attest', roles: ['police', 'fire'] },
        seats: { capacity: null, waitlist: true },
      })
      running().clock.later({ seconds: 1 })
      for (const { name, mail } of await everyMail(running().context, slug, lang)) {
        const [preheader = '', unseen = ''] = [
          ...mail.html.matchAll(/<div style="display:none[^"]*">(.*?)<\/div>/g),
        ].map(([, inner = '']) => inner)
        const begin = preheader.replaceAll(/<\/?bdi>/g, '').replaceAll(/\s+/g, ' ')
        const shown = mail.text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' ')
        assert.ok(begin !== '' && shown.startsWith(`${begin} `), `${name}: ${shown.slice(0, 200)}`)
        assert.match(unseen, /^(&#847;&zwnj;&nbsp;){150}$/, name)
        for (const said of [mail.subject, preheader, mail.text])
          assert.ok(!said.includes(title[lang]), `${name}: ${said}`)
        const heading = mail.text.split('\n\n')[1] ?? ''
        assert.doesNotMatch(heading, /Ada|Luis|Rosa|Grace|Reyes|Lee\b/, name)
      }
    })

  test('greets with the news, in words that suit a person and a coordinator', async () => {
    for (const [lang, said] of [
      [
        'en',
        [
          'You’re in, Ada',
          'You’re in: Saturday, March 6, 9 AM',
          /^See you (Saturday: your training, 9 AM|tomorrow: Sat)/,
        ],
      ],
      [
        'es',
        [
          'Ya tiene su cupo, Ada',
          'Ya tiene su cupo: sábado 6 de marzo, 9 a. m.',
          /^Le esperamos (el sábado: su capacitación, 9 a. m.|mañana: sáb)/,
        ],
      ],
    ] as const) {
      const mails = new Map((await read(lang)).map(({ name, mail }) => [name, mail]))
      const [heading, subject, reminder] = said
      const plain = (text = '') =>
        text.replaceAll(/[\u2068\u2069\u00A0]|<\/?bdi>/g, (one) => (one === '\u00A0' ? ' ' : ''))
      assert.equal(plain(mails.get('confirmed')?.subject), subject)
      assert.ok(plain(mails.get('confirmed')?.html).includes(`>${heading}</h1>`), heading)
      assert.match(plain(mails.get('reminder')?.subject), reminder)
      assert.doesNotMatch(plain(mails.get('reminder-group')?.subject), /See you|Le esperamos/)
    }
  })

  test('says how to end a registration that someone else made, in the first email about it', async () => {
    const mails = await read('en')
    const found = (said: RegExp) => [
      ...new Set(mails.filter(({ mail }) => said.test(mail.text)).map(({ name }) => name)),
    ]
    assert.deepEqual(found(/Not you\? Delete this registration:\nhttps:\S+\/erase\n/), [
      'confirmed',
      'waitlisted',
      'pending-approval',
    ])
    const sent = ['confirmed', 'waitlisted', 'pending-approval']
    assert.deepEqual(
      found(/Not you\? Cancel these registrations:\nhttps:\S+\/r\/\S+\n/),
      sent
        .flatMap((kind) => ['group', 'unproven'].map((form) => `${kind}-${form}`))
        .concat('group-summary', 'group-summary-unproven'),
    )
    assert.deepEqual(
      found(/Not you\? Cancel this registration:\nhttps:\S+\/r\/\S+\n/),
      sent.map((kind) => `${kind}-one`).concat('group-summary-one'),
    )
    assert.deepEqual(found(/If this wasn’t you, ignore this email/), [
      'code',
      'code-group',
      'already-registered',
      'alert-code',
    ])
    assert.deepEqual(found(/didn’t ask for (it|them), ignore/), ['your-link', 'your-link-group'])
    assert.deepEqual(found(/Don’t (know this person|want it)\?/), ['seat-passed', 'supervisor'])
  })

  test('keeps a reference number on one line', async () => {
    const shown = /eference number: <bdi style="white-space:nowrap">[A-Z0-9]{4}-[A-Z0-9]{4}<\/bdi>/
    for (const { name, mail } of await read('en'))
      assert.equal(shown.test(mail.html), /eference number: [A-Z0-9]{4}-[A-Z0-9]{4}/.test(mail.text), name)
  })

  test('tells only people who come about doors, parking, and what to bring', async () => {
    const mails = await read('en')
    for (const said of ['Your badge', 'Park in lot B', 'Doors open at 8:30']) {
      for (const { name, kind, mail } of mails)
        assert.equal(mail.text.includes(said), told.has(kind), `${name}: ${said}`)
    }
  })

  test('says the half days wherever it says when the training is', async () => {
    for (const { name, mail } of await read('en'))
      assert.equal(mail.text.includes('Afternoon: 1'), /9.AM – 3.PM/.test(mail.text), name)
  })

  test('says of no one that they have a seat in a training that is off, and who called it off', async () => {
    for (const { name, mail } of await read('en')) {
      if (!name.startsWith('training-cancelled')) continue
      assert.doesNotMatch(mail.text, /Seat confirmed|You have a seat/, name)
      assert.match(mail.text, /The organizer canceled it, so it won’t take place\./, name)
      if (name.endsWith('group')) assert.match(mail.text.replaceAll('\n', ' '), /Let Luis Reyes and Rosa Reyes know\./)
    }
  })

  /** What someone reads who registered others, each in the words of a language. */
  const speaksOfOwnSeat = {
    en: /\b(your|my) (seat|registration|request|place|training)\b|\byou (now )?(have|do not have)\b|\b(for|offered) you\b|you(’re| are) (registered|on|no longer|next|still)|are you|Hello (Luis|Rosa)/i,
    es: /\b(su|mi) (cupo|inscripción|lugar|solicitud|capacitación)\b|\busted (no )?(tiene|está|es|ya) |\bpara usted\b|: (Ya|Todavía no) tiene un|¿Todavía piensa asistir\?|inscríbase|Hola, (Luis|Rosa)/i,
  }
  const names = /Luis|Rosa/

  for (const lang of ['en', 'es'] as const) {
    test(`speaks in ${lang} to a coordinator of the people, and never of the coordinator’s own seat`, async () => {
      const mails = (await read(lang)).filter(({ name }) => /-(group|one|unproven)$|^group-summary/.test(name))
      assert.ok(mails.length > 40)
      for (const { name, kind, mail } of mails) {
        const said = [mail.subject, mail.text, mail.html].join('\n').replaceAll(/\s+/g, ' ')
        assert.doesNotMatch(said, speaksOfOwnSeat[lang], name)
        const [heading = ''] = mail.text.split('\n', 1)
        const isUnproven = name.endsWith('-unproven')
        assert.equal(
          names.test(said),
          !isUnproven && !['address-left', 'code', 'your-link', 'message'].includes(kind),
          name,
        )
        if (kinds[kind].statuses !== undefined)
          assert.match(heading, isUnproven ? countOf[lang] : /Luis Reyes( (and|y) Rosa Reyes)?\b/, name)
      }
      // To the people themselves every one does, or the pattern above finds too little.
      const own = (await read(lang)).filter(({ name, kind }) => name === kind && kinds[kind].statuses !== undefined)
      for (const { name, mail } of own.filter(({ kind }) => kinds[kind].readers.includes('coordinator')))
        assert.match(
          mail.text.replaceAll(/\s+/g, ' ').replace(/(Plans changed|¿Cambiaron).*/, ''),
          speaksOfOwnSeat[lang],
          name,
        )
    })
  }

  test('keeps lines of text short, so that old programs show them', async () => {
    for (const { kind, mail } of await read('es'))
      for (const line of mail.text.split('\n'))
        assert.ok(line.length <= 78 || /^\s*https:\/\/\S+$/.test(line), `${kind}: ${line}`)
  })

  test('comes with a calendar file where there is something to put into or take from a calendar', async () => {
    const mails = await read('en')
    const files = mails.filter(({ mail }) => mail.calendar !== undefined)
    const attached = [
      'address-changed',
      'already-registered',
      'approved',
      'cancelled',
      'confirmed',
      'declined',
      'offer-expired',
      'passed-on',
      'promoted',
      'training-cancelled',
      'training-changed',
      'training-restored',
    ]
    assert.deepEqual(
      files.map(({ name }) => name),
      mails.filter(({ kind }) => attached.includes(kind)).map(({ name }) => name),
    )
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
      const mails = await read(lang)
      const opened = new Set(mails.flatMap(({ mail }) => addressesIn(mail)))
      for (const place of ['/t/', '/r/pass/', '/r/confirm/', '/r/notify/', '/unsubscribe/', '/unsubscribe/notify/'])
        assert.ok(
          [...opened].some((url) => url.includes(place)),
          place,
        )
      await server.admin('PATCH', `/trainings/${slugOf(mails)}`, { status: 'published' })
      const before = await readEverything(server.context)
      for (const url of opened) {
        for (const method of ['GET', 'HEAD']) {
          const { status } = await server.app.request(url, { method })
          // The report leads to the roster, which asks to sign in first.
          assert.equal(status, url.includes('/admin/') ? 303 : 200, `${method} ${url}`)
        }
      }
      assert.deepEqual(await readEverything(server.context), before)
    })
  }
})

const countOf = { en: /2 people in your group/, es: /2 personas de su grupo/ }

/** The kinds that have something to press. */
const asking = new Set([
  'evaluation',
  'follow-up',
  'certificate',
  'certificate-replaced',
  'certificate-step',
  'address-changed',
  'code',
  'confirmed',
  'approved',
  'promoted',
  'offer',
  'offer-expired',
  'reminder',
  'still-coming',
  'cancelled',
  'already-registered',
  'seat-passed',
  'passed-on',
  'supervisor',
  'digest',
  'group-summary',
  'group-called-off',
  'people-changed',
  'agency-news',
  'alert-code',
  'alert',
  'training-changed',
  'training-restored',
  'your-link',
])

/** The emails to people who come. */
const told = new Set([
  'address-changed',
  'already-registered',
  'approved',
  'confirmed',
  'group-summary',
  'promoted',
  'reminder',
  'still-coming',
  'training-changed',
  'training-restored',
])

/** From 0 to 100, as CIELAB has it. */
const lightnessOf = (color: string) => 116 * Math.cbrt(1.05 / contrastOf(color as Color, '#ffffff') - 0.05) - 16
const slugOf = (mails: Example[]) => /\/t\/([\w-]+)/.exec(mails.map(({ mail }) => mail.text).join('\n'))?.[1]
