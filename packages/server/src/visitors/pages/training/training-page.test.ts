import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { type TrainingDraft, TrainingOfOldQuestions } from '@training-signup/contract'
import { beforeEach, test } from 'mocha'
import { findTraining, insertTraining } from '../../../core/trainings/trainings.ts'
import { newSlug, onBothDatabases, type TestApp } from '../../../testing/servers/test-app.ts'

const environment = { PUBLIC_URL: 'https://signup.example/base' }

onBothDatabases(
  'a training’s page',
  (running) => {
    let server: TestApp
    beforeEach(() => {
      server = running()
    })

    async function get(path: string, headers: Record<string, string> = {}) {
      const response = await server.app.request(path, { headers })
      return { status: response.status, headers: response.headers, text: await response.text() }
    }
    const given = async (training: Partial<TrainingDraft> = {}) => `/t/${(await server.givenTraining(training)).slug}`
    let page = ''
    beforeEach(async () => {
      page = await given()
    })

    test('shows the details and a form that needs no script', async () => {
      const { status, text, headers } = await get(await given({ contact: { email: 'rosa@example.org' } }))
      assert.equal(status, 200)
      for (const part of [
        '<h1>First aid</h1>',
        '<b>Saturday, <span class="unbroken">March 6,</span> 2027</b><span class="line"><span class="unbroken">9\u00A0AM – 3\u00A0PM</span> (Central\u00A0Time)</span>',
        'method="post"',
        'autocomplete="given-name"',
        'mailto:rosa@example.org',
      ])
        assert.ok(text.includes(part), part)
      assert.doesNotMatch(text, /<script(?! type="application\/ld\+json")|<style| style=| on\w+=/)
      assert.doesNotMatch(text, /src="(?!\/base\/t\/)|href="http:|undefined|\[object|\{\w+\}/)
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.equal(headers.get('referrer-policy'), 'strict-origin')
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
      assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/)
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/)
    })
    for (const [lang, until] of [
      ['en', 'We delete them by March 26, 2027.'],
      ['es', 'Las borramos a más tardar el 26 de marzo de 2027.'],
    ] as const)
      test(`says in ${lang}, here and to the widget, until when answers are kept`, async () => {
        const path = await given({ retention: { extrasDays: 10, recordDays: 20 } })
        const { text } = await get(`${path}?lang=${lang}`)
        const form = text.slice(text.indexOf('<form'), text.indexOf('</form>'))
        assert.ok(form.includes(until), form)
        const answer = JSON.parse((await get(`/api/v1/trainings/${path.replace('/t/', '')}?lang=${lang}`)).text)
        assert.ok(answer.words['form.privacy.text'].includes(until), answer.words['form.privacy.text'])
      })
    test('shows everything in the order of the widget’s card', async () => {
      const { text } = await get(
        await given({
          summary: { en: 'What it is about' },
          venue: { name: 'Academy', arrival: { en: 'Park in lot B' }, accessibility: { en: 'No steps' } },
          weapons: { en: 'Locked in your car' },
          agenda: [
            { time: '12:00', text: { en: 'Lunch <soon>' } },
            { time: '09:00', text: { en: 'Welcome' } },
          ],
          organizer: { name: 'The office' },
          onlineUrl: 'https://meet.example/room',
          audience: { access: 'attest', roles: ['police'] },
          contentNote: { en: 'Tells of abuse' },
          bring: { en: 'A pen' },
          credit: { hours: 7, note: { en: 'By POST' } },
          presenter: { name: 'Rosa Marín' },
        }),
      )
      const main = text.slice(text.indexOf('<main'))
      const places = [
        'March 6',
        'Academy',
        'https://meet.example/room',
        '<summary>7 credit hours · Details</summary>',
        'Free, but you need a seat.',
        'What it is about',
        'Police officer',
        'Tells of abuse',
        '<h2>Good to know</h2>',
        '7 credit hours</p>',
        'By POST',
        'Park in lot B',
        '<dt>Accessibility</dt>',
        'A pen',
        'Locked in your car',
        '<tr><th scope="row">9:00\u00A0AM</th><td>Welcome</td></tr>',
        '<tr><th scope="row">12:00\u00A0PM</th><td>Lunch &lt;soon&gt;</td></tr>',
        'Rosa Marín',
        'Organized by The office',
        '<form',
      ].map((part) => main.indexOf(part))
      assert.ok(!places.includes(-1), String(places))
      assert.deepEqual(
        places,
        places.toSorted((one, other) => one - other),
      )
    })
    test('has its style sheet where it says', async () => {
      const href = /rel="stylesheet" href="(\/base[^"]+)"/.exec((await get(page)).text)?.[1] ?? ''
      const sheet = await get(href)
      assert.deepEqual([sheet.status, sheet.headers.get('content-type')], [200, 'text/css; charset=utf-8'])
    })
    const eventIn = (text: string) => JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '')
    // `training-image.test.ts` looks at the picture.
    const propertiesIn = (text: string) =>
      [...text.matchAll(/<meta (?:name|property)="((?:og:(?!image)|description)[^"]*)" content="([^"]*)">/g)].map(
        ([, name, content]) => [name, content],
      )

    test('tells search engines and link previews what it is, in the visitor’s language', async () => {
      const path = await given({
        summary: { en: 'Save a life', es: 'Salve una vida' },
        organizer: { name: 'The "office"' },
      })
      const url = `https://signup.example/base${path}`
      const about = (when: string, title: string, summary: string, locales: string[]) => [
        ['description', summary],
        ['og:type', 'website'],
        ['og:site_name', 'The &quot;office&quot;'],
        ['og:title', title],
        ['og:description', `${when}. ${summary}`],
        ['og:url', url],
        ['og:locale', locales[0]],
        ['og:locale:alternate', locales[1]],
      ]
      const { text } = await get(path)
      const when = 'Saturday, March 6, 2027, 9\u00A0AM – 3\u00A0PM (Central\u00A0Time)'
      assert.deepEqual(propertiesIn(text), about(when, 'First aid', 'Save a life', ['en_US', 'es_US']))
      for (const part of [`rel="canonical" href="${url}"`, `hreflang="es" href="${url}?lang=es"`])
        assert.ok(text.includes(part), part)
      const spanish = (await get(`${path}?lang=es`)).text
      const cuando = 'Sábado 6 de marzo de 2027, 9\u00A0a.\u00A0m. – 3\u00A0p.\u00A0m. (hora\u00A0del\u00A0Centro)'
      assert.deepEqual(propertiesIn(spanish), about(cuando, 'Primeros auxilios', 'Salve una vida', ['es_US', 'en_US']))
      assert.deepEqual([eventIn(spanish).url, eventIn(spanish).inLanguage], [url, 'es'])
    })
    test('tells them as much where an organizer wrote little', async () => {
      const path = await given({ title: { en: 'First aid' } })
      const { text } = await get(path)
      const told = Object.fromEntries(propertiesIn(text))
      assert.equal(told['og:site_name'], 'Free trainings')
      assert.equal(told['og:description'], told['description'])
      assert.match(told['description'] ?? '', /^Saturday, March 6/)
      assert.ok(!('og:locale:alternate' in told) && !text.includes('hreflang="en"'))
      assert.equal(eventIn(text).description, told['description'])
    })
    test('leads back from paper: an image of its address, and the address', async () => {
      const { text } = await get(`${page}?p=we-the-people&lang=es`)
      const paper = /<footer class="paper">.*<\/footer>/s.exec(text)?.[0] ?? ''
      assert.ok(paper.includes(`src="/base${page}/qr.svg?p=we-the-people" alt=""`), paper)
      assert.ok(paper.includes(`<strong>https://signup.example/base${page}</strong>`), paper)
    })
    test('asks for a license right under the wish for credit, and where that is not one box, says when', async () => {
      const choice = { id: 'track', type: 'select' as const, label: { en: 'Track' } }
      const options = ['a', 'b'].map((value) => ({ value, label: { en: value.toUpperCase() } }))
      const room = { id: 'room', type: 'text' as const, label: { en: 'Room' }, showWhen: { field: 'track', in: ['a'] } }
      const { text } = await get(
        await given({ credit: { note: { en: 'Six hours' } }, questions: [{ ...choice, options }, room] }),
      )
      const option =
        /<div class="option">\n<input type="checkbox" id="field-credit".*?<div class="dependents">.*?<\/div><\/div><\/div>/s.exec(
          text,
        )
      assert.match(option?.[0] ?? '', /name="licenceState".*name="licenceNumber"/s)
      // Where the style sheet cannot hide the question, the sentence says when to answer it.
      assert.match(
        text,
        /class="shows" >A<\/option><option value="b"  >.*<div class="dependents">.*Room.*<\/label><p class="hint condition">Only if you answered “A”/s,
      )
    })
    test('leaves out what no answer can show, because it depends on a question that is not asked', async () => {
      const question = (id: string, field: string, values: string[]) =>
        ({ id, type: 'text', label: { en: id }, showWhen: { field, in: values } }) as const
      const questions = [question('chapel', 'roleOther', ['Chaplain']), question('hymn', 'chapel', ['a', 'b'])]
      const names = ({ text }: { text: string }) => ['chapel', 'hymn'].filter((id) => text.includes(`name="${id}"`))
      const asking = await given({ questions, audience: { roles: ['fire'] } })
      assert.deepEqual(names(await get(asking)), ['chapel', 'hymn'])
      // An earlier version took questions that wait for one that is not asked.
      const { context } = server
      const old = TrainingOfOldQuestions.parse({
        ...(await findTraining(context, asking.slice(3)))?.input,
        slug: newSlug(),
        audience: {},
      })
      await context.db.transaction((tx) => insertTraining(context, tx, old))
      assert.deepEqual(names(await get(`/t/${old.slug}`)), [])
    })
    test('speaks the visitor’s language', async () => {
      assert.match((await get(`${page}?lang=es`)).text, /<html lang="es">[\s\S]*Inscribirme/)
      assert.match((await get(page, { 'Accept-Language': 'es-MX' })).text, /<html lang="es">/)
      assert.match((await get(`${page}?lang=en`, { 'Accept-Language': 'es-MX' })).text, /<html lang="en">/)
    })
    test('keeps the partner on every way, and ignores what cannot be one', async () => {
      const credited = (await get(`${page}?p=we-the-people`)).text
      assert.ok(credited.includes(`action="/base${page}?p=we-the-people&amp;lang=en"`))
      assert.ok(credited.includes('href="/base/?p=we-the-people&amp;lang=en"'))
      assert.ok((await get('/?p=we-the-people')).text.includes(`${page}?p=we-the-people"`))
      assert.ok((await get(`${page}?p=%22%3E%3Cscript%3E`)).text.includes(`action="/base${page}?lang=en"`))
    })
    test('answers HEAD like GET, without a body', async () => {
      const head = await server.app.request(page, { method: 'HEAD' })
      assert.deepEqual(
        [head.status, await head.text(), head.headers.get('content-type')],
        [200, '', 'text/html; charset=UTF-8'],
      )
    })
    test('shows an organizer’s text as text', async () => {
      const evil = '"><script>alert(1)</script>'
      const options = [{ value: evil, label: { en: evil } }]
      const { text } = await get(
        await given({
          title: { en: evil },
          summary: { en: evil },
          questions: [{ id: 'shirt', type: 'select', label: { en: evil }, hint: { en: evil }, options }],
        }),
      )
      assert.ok(text.includes('&quot;&gt;&lt;script&gt;alert(1)'))
      assert.doesNotMatch(text, /<script>|"><script/)
    })
    test('says why no one can register', async () => {
      for (const [training, words] of [
        [{ status: 'cancelled' }, 'This training has been canceled'],
        [{ seats: { capacity: 0, waitlist: false } }, 'This training is full'],
        [
          { opensAt: '2027-02-20T09:00' },
          'Registration opens Saturday, <span class="unbroken">February 20,</span> 2027',
        ],
        [{ closesAt: '2027-01-09T09:00' }, 'Registration closed on <span class="unbroken">January 9</span>'],
      ] as const) {
        const { text, status } = await get(await given(training))
        assert.equal(status, 200)
        assert.ok(text.includes(words), words)
        assert.doesNotMatch(text, /<form|opens by itself/)
        // On a phone it is not below everything else that there is to say.
        assert.ok(text.lastIndexOf(words) < text.indexOf('class="rest"'), words)
      }
    })
    test('is not there for a draft or an unknown one, gone once withdrawn, and each says so on a page', async () => {
      for (const [path, status, words] of [
        [await given({ status: 'draft' }), 404, 'Esta página no existe'],
        ['/t/nowhere', 404, 'Esta página no existe'],
        ['/t/%00', 404, 'Esta página no existe'],
        [await given({ status: 'withdrawn' }), 410, 'Esta capacitación ya no se ofrece'],
      ] as const) {
        const answer = await get(`${path}?lang=es`)
        assert.deepEqual([answer.status, answer.headers.get('content-type')], [status, 'text/html; charset=UTF-8'])
        assert.ok(answer.text.includes(words), `${words} at ${path}`)
      }
    })
    test('once withdrawn leads to the next date of its series and to all trainings, and keeps its helplines', async () => {
      const series = newSlug()
      const helplines = [{ label: { en: 'Hotline' }, tel: '1-888-373-7888' }]
      const { text } = await get(`${await given({ series, helplines, status: 'withdrawn' })}?p=rotary`)
      assert.ok(text.includes('href="https://signup.example/base/?p=rotary">See all trainings'))
      assert.ok(text.includes('href="tel:18883737888"'))
      assert.doesNotMatch(text, /Next date/)
      const start = { start: '2028-04-03T09:00', end: '2028-04-03T15:00' }
      const next = await given({ series, ...start })
      const later = await get(`${await given({ series, status: 'withdrawn' })}?lang=es`)
      assert.ok(later.text.includes(`<a class="row" href="https://signup.example/base${next}?lang=es">`))
      assert.ok(later.text.includes('<b>Ver la fecha del <span class="unbroken">3 de abril</span></b>'))
      assert.ok(
        later.text.includes('><span class="unbroken">Lunes 3 de abril de 2028,</span> <span class="unbroken">9'),
      )
    })
    test('that cannot be made gives no reason, and says when to come again where that helps', async () => {
      const fail = (error: Error & { code?: string }) => {
        const fault = () => {
          throw error
        }
        // A query that was built before is asked without building it again.
        const mocks = (['selectFrom', 'executeQuery'] as const).map((name) =>
          mock.method(server.context.db.reader, name, fault),
        )
        return { restore: () => mocks.forEach((one) => one.mock.restore()) }
      }
      const broken = fail(new Error('secret of the database'))
      const answer = await get(page)
      broken.restore()
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [500, 'text/html; charset=UTF-8'])
      assert.ok(!answer.text.includes('secret'))
      assert.ok(server.logged.some((line) => line.includes('a request failed')))
      assert.ok(!server.logged.join('').includes('secret'))
      const busy = fail(Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 }))
      const again = await get(page)
      busy.restore()
      assert.deepEqual([again.status, again.headers.get('retry-after')], [503, '2'])
    })
    test('stands in the list if it is public, in both languages', async () => {
      const draft = await given({ status: 'draft' })
      const whole = async (start: string) => {
        let all = ''
        for (let path: string | undefined = start; path !== undefined; ) {
          const { text } = await get(path)
          all += text
          path = /href="\/base([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
        }
        return all
      }
      const text = await whole('/?lang=es')
      assert.ok(text.includes(`https://signup.example/base${page}?lang=es`) && text.includes('Primeros auxilios'))
      assert.ok((await whole('/')).includes(`https://signup.example/base${page}"`))
      assert.ok(!text.includes(`${draft}?`))
    })
  },
  { environment },
)
