import assert from 'node:assert/strict'
import { createCanvas } from '@napi-rs/canvas'
import { unzipSync } from 'fflate'
import { test } from 'mocha'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { decodeQR } from 'qr/decode.js'
import { issueCertificates, replaceCertificate, revokeCertificate } from '../../core/credit/certificates.ts'
import { eraseExpired } from '../../core/erasing/retention.ts'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import { creditedDay, officers } from '../../testing/credited-day.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { readPdf, squeeze } from '../../testing/pages/pdf.ts'
import { adminToken, onBothDatabases } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'

const sent: Mail[] = []

onBothDatabases(
  'a certificate',
  (given) => {
    const certified = async (
      ...of: [people?: Parameters<typeof creditedDay>[1], how?: Parameters<typeof creditedDay>[2]]
    ) => {
      const day = await creditedDay(given(), ...of)
      await issueCertificates(given().context, day.id)
      const rows = await given().rows('certificate', { training_id: day.id })
      const [row] = rows
      const link = `/r/certificate/${createManageTokens(given().context).issue({ kind: 'certificate', id: row!.id, version: 1 })}`
      return { ...day, rows, row: row!, serial: row!.serial, link }
    }
    const open = async (path: string) => {
      const response = await given().app.request(path)
      return { status: response.status, text: await response.text(), headers: response.headers }
    }

    test('shows initials once its person asks that paper does not name them', async () => {
      const { serial, ids } = await certified([{}], { profile: { ...officers, initials: false } })
      const page = async () => (await given().app.request(`/c/${serial}`)).text()
      const full = await page()
      assert.match(full, /Ada Reyes/)
      const { body, headers } = await given().admin('GET', `/registrations/${ids[0]}`)
      const { givenName, familyName } = body
      const person = { givenName, familyName, ...body.sensitive, withoutName: true }
      const match = { 'If-Match': headers.get('etag') ?? '' }
      const changed = await given().admin('PATCH', `/registrations/${ids[0]}`, { person }, match)
      assert.equal(changed.status, 200, JSON.stringify(changed.body))
      const short = await page()
      assert.match(short, /A\. R\./)
      assert.doesNotMatch(short, /Reyes/)

      given().clock.now = new Date('2029-01-05T12:00:00.000Z')
      await eraseExpired(given().context)
      assert.equal((await given().rows('registration', { id: ids[0] ?? '' })).length, 0)
      const later = await page()
      assert.match(later, /A\. R\./)
      assert.doesNotMatch(later, /Reyes/)
    })

    test('is valid to someone who has its number, with initials and without the license', async () => {
      const { serial } = await certified([{ givenName: 'Ada', familyName: 'Reyes-Whitfield' }])
      const { status, text, headers } = await open(`/c/${serial.toLowerCase().replaceAll('-', '')}`)
      assert.equal(status, 200)
      assert.match(text, /This certificate is valid/)
      for (const shown of [
        'A. R.',
        'January 5, 2027',
        '7.00 hours of continuing law',
        'Legal studies 2.00',
        'MO-0123',
        '26-0457',
      ])
        assert.ok(text.includes(shown), shown)
      for (const hidden of ['48213', 'Reyes-Whitfield', 'Kansas City Police', 'firstIn'])
        assert.ok(!text.includes(hidden), hidden)
      assert.match(text, /<meta name="robots" content="noindex">/)
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.match((await open(`/c/${serial}?lang=es`)).text, /Este certificado es válido/)
    })

    test('shows the name where its profile says so, unless the person wants no name on paper', async () => {
      const named = { profile: { ...officers, initials: false } }
      const people = [{ familyName: 'Open' }, { familyName: 'Hidden', withoutName: true }]
      const { rows } = await certified(people, named)
      const texts = await Promise.all(rows.map(async ({ serial }) => (await open(`/c/${serial}`)).text))
      assert.deepEqual(
        [texts.filter((text) => / Open</.test(text)).length, texts.filter((text) => /Hidden/.test(text)).length],
        [1, 0],
      )
    })

    test('says by which number it was replaced, and that it was taken back', async () => {
      const { serial } = await certified()
      const next = await replaceCertificate(given().context, serial)
      const old = await open(`/c/${serial}`)
      assert.ok(old.text.includes('This certificate was replaced') && old.text.includes(`/c/${next}`))
      assert.doesNotMatch(old.text, /A\. R\.|MO-0123/)
      await revokeCertificate(given().context, next)
      assert.match((await open(`/c/${next}`)).text, /This certificate was taken back/)
    })

    test('is asked for by its number, as if nothing were wrong with it', async () => {
      const said = async (path: string) => /<p>([^<]*) 12 /.exec((await open(path)).text)?.[1]
      assert.equal(await said('/c'), 'Type the')
      assert.equal(await said('/c?lang=es'), 'Escriba las')
      assert.equal(await said('/c?number=0'), 'Check the')
      assert.equal(await said('/c?number=0&lang=es'), 'Revise las')
    })

    test('is unknown by any other number', async () => {
      for (const path of ['/c/7GQM-4XKD-W2H7', '/c/no-number', '/c?number=7GQM-4XKD-W2H0'])
        assert.equal((await open(path)).status, 404, path)
      assert.match((await open('/c?number=<b>')).text, /value="&lt;b&gt;"/)
      const found = await given().app.request('/c?number=7gqm4xkdw2h7')
      assert.deepEqual([found.status, found.headers.get('location')], [303, '/c/7GQM-4XKD-W2H7?lang=en'])
    })

    test('has a page with every word that the PDF has, and both are of one snapshot', async () => {
      const { link, serial, slug } = await certified([{ givenName: 'Ada', familyName: 'Reyes' }])
      await given().admin('PATCH', `/trainings/${slug}`, { title: { en: 'Another title' } })
      const page = await open(link)
      assert.equal(page.status, 200)
      assert.deepEqual(page.text.match(/<a class="button primary"[^>]*>[^<]*/g), [
        `<a class="button primary" href="${link}/pdf">Download the PDF`,
      ])
      const pdf = await given().app.request(`${link}/pdf`)
      assert.match(
        pdf.headers.get('content-disposition') ?? '',
        new RegExp(`filename="certificate-[\\d-]{10}-${serial}\\.pdf"`),
      )
      const [printed] = await readPdf(new Uint8Array(await pdf.arrayBuffer()))
      for (const words of [
        'The Human Trafficking Training Center',
        'Certificate of training',
        'Ada Reyes',
        'Missouri peace officer license 48213',
        'Kansas City Police Department',
        'Human Trafficking Training for First Responders',
        'January 5, 2027',
        'KCPD Regional Training Academy, Kansas City, MO',
        'Dan Nash, Alison Phillips',
        'MO-0123',
        '26-0457',
        '7.00',
        'Interpersonal perspectives',
        'Approved for CLEE, provider MO-0123, course approval 26-0457.',
        serial,
      ]) {
        assert.ok(printed!.includes(squeeze(words)), `paper: ${words}`)
        assert.ok(page.text.includes(words), `page: ${words}`)
      }
    })

    test('has its sponsors on a line of their own where they have room, and else after how to reach the organizer', async () => {
      const { link, row } = await certified()
      const { db } = given().context
      for (const [count, isOwn] of [
        [1, true],
        [9, false],
      ] as const) {
        const sponsors = Array.from({ length: count }, () => 'We The People of Jackson County')
        const content = JSON.stringify({ ...JSON.parse(row.content), sponsors })
        await db.transaction((tx) => tx.updateTable('certificate').set({ content }).execute())
        const pdf = await (await given().app.request(`${link}/pdf`)).arrayBuffer()
        const reading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
        const { items } = await (await (await reading.promise).getPage(1)).getTextContent()
        await reading.destroy()
        const texts = items.flatMap((item) => ('str' in item ? item.str : []))
        const sponsor = texts.find((text) => text.includes('sponsored by'))
        assert.equal(sponsor?.startsWith('This training was sponsored by'), isOwn, JSON.stringify(texts))
      }
    })

    test('prints names of any length and script, and a line to write on where no font has the letters', async () => {
      const long = 'Wolfeschlegelsteinhausen '.repeat(4).slice(0, 99).trim()
      const people = [
        { givenName: 'Z', familyName: long },
        { familyName: 'محمد الخطيب' },
        { familyName: '王小明' },
        { familyName: '👩‍🚒 Smith' },
      ]
      const { slug } = await certified(people)
      const zip = await given().app.request(`/api/v1/admin/trainings/${slug}/certificates.zip`, {
        headers: { authorization: `Bearer ${adminToken}` },
      })
      const files = Object.entries(unzipSync(new Uint8Array(await zip.arrayBuffer())))
      assert.equal(files.length, 4)
      const texts = await Promise.all(files.map(async ([, bytes]) => (await readPdf(bytes)).join()))
      assert.ok(texts.some((text) => text.includes(squeeze(long))))
      const rows = await given().rows('certificate')
      const tokens = createManageTokens(given().context)
      const byHand = async (name: string) => {
        const row = rows.find(({ content }) => content.includes(name)) ?? assert.fail(name)
        const page = await open(`/r/certificate/${tokens.issue({ kind: 'certificate', id: row.id, version: 1 })}`)
        return page.text.includes('write it there by hand')
      }
      assert.deepEqual([await byHand('王小明'), await byHand('👩‍🚒 Smith'), await byHand(long)], [true, true, false])
      for (const [name] of files) assert.match(name, /^certificate-\d{4}-\d\d-\d\d-[A-Z2-9-]{14}\.pdf$/)
    })

    test('has a QR code that leads to its check page', async () => {
      const { link, serial } = await certified()
      const bytes = new Uint8Array(await (await given().app.request(`${link}/pdf`)).arrayBuffer())
      const page = await (await getDocument({ data: bytes, verbosity: 0 }).promise).getPage(1)
      const viewport = page.getViewport({ scale: 4 })
      const canvas = createCanvas(viewport.width, viewport.height)
      await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise
      const picture = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      assert.equal(decodeQR(picture), `${given().context.config.publicUrl}/c/${serial}`)
    })

    test('is emailed once, with a link and without a name in the subject', async () => {
      sent.length = 0
      const { link } = await certified([{ givenName: 'Ada', familyName: 'Reyes' }])
      await deliverMails(given().context)
      const mails = sent.filter(({ text }) => text.includes(link))
      assert.equal(mails.length, 1)
      assert.match(mails[0]!.subject, /^Your certificate/)
      assert.doesNotMatch(mails[0]!.subject, /Ada|Reyes/)
    })

    test('goes to an agency in an email of the person’s own, with the link to check it and no name', async () => {
      const { link, serial } = await certified([{ givenName: 'Ada', familyName: 'Reyes' }])
      const { text } = await open(link)
      const [, href = ''] = /href="(mailto:\?[^"]+)"/.exec(text) ?? []
      const { protocol, searchParams } = new URL(href.replaceAll('&amp;', '&'))
      assert.equal(protocol, 'mailto:')
      assert.equal(searchParams.get('subject'), 'A training certificate to check')
      assert.ok(searchParams.get('body')?.includes(`${given().context.config.publicUrl}/c/${serial}`))
      assert.doesNotMatch(href, /Ada|Reyes|48213/)
    })

    test('is deleted by its person, who reads what that costs, and its number is unknown then', async () => {
      const { link, serial } = await certified()
      assert.match((await open(`${link}/erase`)).text, /we can’t prove your hours to a board/)
      const { origin } = new URL(given().context.config.publicUrl)
      const body = new URLSearchParams({ _pressed: '1' })
      const erased = await given().app.request(`${link}/erase`, { method: 'POST', body, headers: { origin } })
      assert.ok(erased.status < 400, String(erased.status))
      assert.equal((await open(`/c/${serial}`)).status, 404)
      assert.equal((await open(link)).status, 404)
    })

    test('is on the person’s page, and both pages that delete a person say that it goes', async () => {
      const { ids, link, serial } = await certified()
      const registration = await given().row('registration', { id: ids[0]! })
      const token = createManageTokens(given().context).issue({
        kind: 'registration',
        id: registration.id,
        version: registration.token_version,
      })
      const page = await open(`/r/${token}`)
      assert.ok(page.text.includes(link) && page.text.includes('Open my certificate'))
      assert.match((await open(`/r/${token}/erase`)).text, /Your certificate is deleted, too/)
      assert.match(
        await organizerPages(given()).open(`/registrations/${ids[0]}/erase`),
        /Their certificate is deleted, too/,
      )
      const { origin } = new URL(given().context.config.publicUrl)
      const body = new URLSearchParams({ _pressed: '1' })
      await given().app.request(`/r/${token}/erase`, { method: 'POST', body, headers: { origin } })
      assert.equal((await open(`/c/${serial}`)).status, 404)
    })

    test('has no page for a token of another kind, nor for one that was changed', async () => {
      const { link, row } = await certified()
      const tokens = createManageTokens(given().context)
      const other = tokens.issue({ kind: 'transfer', id: row.id, version: 1 })
      assert.equal((await open(`/r/certificate/${other}`)).status, 404)
      const flipped = link.endsWith('A') ? `${link.slice(0, -1)}B` : `${link.slice(0, -1)}A`
      assert.equal((await open(`${link.slice(0, -9)}xxxxxxxxx`)).status, 404)
      assert.ok([200, 404].includes((await open(flipped)).status))
    })
  },
  { ...mailing, system: { sendMail: async (mail: Mail) => void sent.push(mail) } },
)

onBothDatabases(
  'numbers that are tried',
  (given) => {
    test('are limited for each address, and those that exist are not', async () => {
      const { id } = await creditedDay(given())
      await issueCertificates(given().context, id)
      const [row] = await given().rows('certificate', { training_id: id })
      const ask = async (serial: string) => (await given().app.request(`/c/${serial}`)).status
      const tried = []
      for (let times = 0; times < 301; times++) tried.push(await ask('7GQM-4XKD-W2H7'))
      assert.deepEqual([tried[0], tried.at(-1)], [404, 429])
      assert.equal(await ask(row!.serial), 200)
      const refused = async (lang: string) => {
        const response = await given().app.request(`/c/7GQM-4XKD-W2H7?lang=${lang}`)
        const text = await response.text()
        const [, minutes] = /(\d+) minut[eo]/.exec(text) ?? []
        assert.equal(Number(minutes), Math.ceil(Number(response.headers.get('Retry-After')) / 60))
        return text
      }
      assert.match(await refused('en'), /Too many numbers were tried from here\. Try again in \d+ minutes?\./)
      assert.match(
        await refused('es'),
        /Se probaron demasiados números desde aquí\. Vuelva a intentarlo en \d+ minutos?\./,
      )
    })
  },
  { environment: { RATE_LIMITS: 'on' } },
)
