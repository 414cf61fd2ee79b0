import assert from 'node:assert/strict'
import type { AuditEntry } from '@training-signup/contract'
import { sql } from 'kysely'
import { test } from 'mocha'
import { recordRepeats } from '../../platform/audit/record.ts'
import { loadOrganizersPages } from '../../start/app.ts'
import { askAs } from '../../testing/keys.ts'
import { signedInAs } from '../../testing/pages/signed-in.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { actionText, objectText } from '../api/audit/audit-text.ts'
import { organizersApiRoutes } from '../api/organizers-api.ts'

const headers = { Authorization: `Bearer ${adminToken}` }

onBothDatabases('the page of the audit log', (running) => {
  const page = async (path: string) => (await running().app.request(`/admin${path}`, { headers })).text()

  /** The rows of the page, as one reads them. */
  const rowsIn = (text: string) =>
    [...text.matchAll(/<tr role="row">(<td.*?)<\/tr>/gs)].map(([, row = '']) =>
      row
        .split('</td>')
        .slice(0, -1)
        .map((cell) => cell.replaceAll(/<[^>]+>/g, '').trim())
        .slice(1)
        .join(' | '),
    )

  test('shows what happened, in words, by kind, and page by page', async () => {
    const { slug } = await running().givenTraining()
    await running().admin('GET', `/registrations?training=${slug}`)
    await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 20 } })
    for (const part of ['credit', 'attendance']) await page(`/trainings/${slug}/${part}`)
    await page(`/door/${slug}`)
    const all = await page('/audit')
    const first = [
      'The operator | Viewed | Who is coming | First aid, March 6',
      'The operator | Changed | The training | First aid, March 6',
      'The operator | Viewed | Credit | First aid, March 6',
      'The operator | Viewed | Attendance | First aid, March 6',
      'The operator | Viewed | The door | First aid, March 6',
    ]
    for (const line of first) assert.ok(rowsIn(all).includes(line), rowsIn(all).join('\n'))
    assert.ok(all.includes(`href="/admin/trainings/${slug}"`))
    assert.ok(rowsIn(await page('/audit?action=changed')).every((line) => line.includes(' | Changed | ')))
    for (let times = 0; times < 100; times++) await running().admin('GET', `/registrations?training=${slug}`)
    const older = /href="([^"]+cursor=[^"]+)"/.exec(await page('/audit'))?.[1]?.replaceAll('&amp;', '&') ?? ''
    assert.ok(rowsIn(await page(older.slice('/admin'.length))).includes(first[1] ?? ''))
  })

  test('names colleagues and people as they are called now, and stores no name', async () => {
    const { slug } = await running().givenTraining()
    const person = someone()
    await running().signUp(slug, { people: [person] })
    const [{ id, reference }] = (await running().admin('GET', `/registrations?training=${slug}`)).body.registrations
    const dana = await signedInAs(running(), 'organizer', { name: 'Dana Quiroga' })
    await dana.api('GET', `/registrations/${id}`)
    await dana.api('POST', `/registrations/${id}/cancel`)
    const seen = `Ada ${person.familyName}\u00A0· ${reference} | First aid, March 6`
    const line = `Dana Quiroga | Canceled | ${seen}`
    const linesOf = async (query: string) => rowsIn(await page(`/audit${query}`))
    assert.ok((await linesOf('')).includes(line))
    assert.ok(
      (await linesOf('?lang=es')).includes(
        `Dana Quiroga | Canceló | Ada ${person.familyName}\u00A0· ${reference} | Primeros auxilios, 6 de marzo`,
      ),
    )
    for (const search of [reference, person.familyName, person.email]) {
      const found = await linesOf(`?person=${encodeURIComponent(search)}`)
      assert.ok(found.includes(line), search)
      assert.ok(!found.some((one) => one.includes('This log')), search)
    }
    assert.ok((await linesOf(`?caller=${dana.id}&day=2027-01-10`)).includes(line))
    for (const none of [`caller=operator&person=${reference}&action=deleted`, 'day=2027-01-09', 'person=Nowhere'])
      assert.match(await page(`/audit?${none}`), /Nothing matches/, none)
    assert.ok((await linesOf('')).some((one) => one.includes('Viewed | This log')))
    const stored = JSON.stringify(await running().context.db.reader.selectFrom('audit').selectAll().execute())
    for (const value of [person.familyName, person.email, 'Quiroga']) assert.ok(!stored.includes(value), value)
    const csv = await running().app.request(`/api/v1/admin/audit.csv?person=${reference}`, { headers })
    const text = await csv.text()
    assert.match(
      text,
      new RegExp(
        `"Dana Quiroga","","Ada ${person.familyName}","${reference}","Canceled","Ada [^"]*","First aid, March 6"`,
      ),
    )
    await running().admin('DELETE', `/registrations/${id}`)
    const gone = await page(`/audit?object=${id}`)
    assert.ok(!gone.includes(person.familyName))
    assert.match(gone, new RegExp(`Someone who was deleted \\(…${id.slice(-6)}\\)`))
  })

  test('says who tapped at a door, where another account sent it', async () => {
    const { slug } = await running().givenTraining()
    const dana = await signedInAs(running(), 'organizer', { name: 'Dana Tapper' })
    const sam = await signedInAs(running(), 'organizer', { name: 'Sam Sender' })
    const send = (givenName: string, tappedBy: string) =>
      sam.api('POST', `/trainings/${slug}/walk-ins`, { id: crypto.randomUUID(), person: { givenName }, tappedBy })
    await send('Ada', dana.id)
    await send('Bob', sam.id)
    const linesOf = async (query: string) =>
      rowsIn(await page(`/audit${query}`)).filter((line) => line.includes('Sam Sender'))
    const who = (lines: string[]) => lines.map((line) => line.split(' | ')[0])
    const filter = `caller=${sam.id}&action=changed`
    assert.deepEqual(who(await linesOf(`?${filter}`)), ['Sam Sender', 'Sam SenderTapped by Dana Tapper'])
    assert.deepEqual(who(await linesOf(`?${filter}&lang=es`)), ['Sam Sender', 'Sam SenderQuien lo tocó: Dana Tapper'])
    const csv = await running().app.request(`/api/v1/admin/audit.csv?${filter}`, { headers })
    const named = [...(await csv.text()).matchAll(/"Sam Sender","([^"]*)"/g)].map(([, name]) => name)
    assert.deepEqual(named, ['', 'Dana Tapper'])
    const { db } = running().context
    await db.transaction((tx) => tx.deleteFrom('auth_user').where('id', '=', dana.id).execute())
    const gone = `Sam SenderTapped by A colleague who was removed (…${dana.id.slice(-6)})`
    assert.ok(who(await linesOf(`?${filter}`)).includes(gone))
  })

  test('still says who it was when an account or a key is gone, and finds what they did', async () => {
    const kim = await signedInAs(running(), 'auditor', { name: 'Kim Removed' })
    await kim.api('GET', '/audit')
    const { db } = running().context
    await db.transaction((tx) => tx.deleteFrom('auth_user').where('id', '=', kim.id).execute())
    const text = await page(`/audit?caller=${kim.id}`)
    const name = `A colleague who was removed (…${kim.id.slice(-6)})`
    assert.deepEqual(rowsIn(text), [`${name} | Viewed | This log | `])
    assert.ok(text.includes(`<option value="${kim.id}" selected>${name}`))
    assert.doesNotMatch(text, /Kim Removed/)
  })

  test('has the days and times of the place where the trainings are', async () => {
    const { slug } = await running().givenTraining({ timeZone: 'America/Chicago' })
    // Still January 10 in Kansas City.
    running().clock.now = new Date('2027-01-11T04:30:00.000Z')
    await running().admin('GET', `/registrations?training=${slug}&status=declined`)
    const text = await page('/audit?day=2027-01-10&action=viewed')
    assert.match(text, /When \(Central Time\)/)
    assert.match(text, /datetime="2027-01-11T04:30:00.000Z">January 10, 2027, 10:30\sPM</)
    const csv = /href="([^"]*audit\.csv[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    assert.match(await (await running().app.request(csv, { headers })).text(), /2027-01-11T04:30:00.000Z/)
    assert.doesNotMatch(await page('/audit?day=2027-01-11'), /10:30/)
  })

  test('says of the day and of what follows what was done, not the same word of registration or messages', () => {
    const said = (route: string) =>
      actionText({ action: actionOf(route), route, filters: {} } as unknown as AuditEntry, 'en')
    const pages = '/admin/trainings/:slug'
    const api = '/api/v1/admin/trainings/{slug}'
    const words = {
      'Closed registration': [`POST ${pages}/close`],
      'Closed the day': [`POST ${pages}/attendance/close`, `PUT ${api}/day/closed`],
      'Opened registration': [`POST ${pages}/reopen`],
      'Opened the day again': [`POST ${pages}/attendance/reopen`, `DELETE ${api}/day/closed`],
      'Corrected times': [`POST ${pages}/attendance/people/:id`, 'PUT /api/v1/admin/registrations/{id}/attendance'],
      'Decided about times in doubt': [`POST ${pages}/attendance/decide`],
      'Sent someone else instead': ['POST /admin/registrations/:id/replace'],
      'Replaced a certificate': [`POST ${pages}/credit/:serial/replace`, `POST ${api}/certificates/{serial}/replace`],
      'Took back a certificate': [`POST ${pages}/credit/:serial/revoke`, `POST ${api}/certificates/{serial}/revoke`],
      'Sent certificates': [`POST ${pages}/credit/send`, `POST ${api}/certificates`],
      'Asked for what is missing': [`POST ${pages}/credit/ask`, `POST ${api}/standings/ask`],
      'Entered a license number': ['POST /admin/registrations/:id/license'],
      Sent: ['POST /api/v1/admin/messages/{id}/send'],
      'Sent the evaluation': [`POST ${pages}/evaluation/send`, `POST ${api}/evaluation/send`],
      'Gave one more try': [`POST ${pages}/evaluation/tries`],
      'Removed the evaluation': [`POST ${pages}/evaluation/remove`, `DELETE ${api}/evaluation`],
      'Removed a page': ['DELETE /api/v1/admin/partners/{slug}/placements/{id}'],
      Deleted: [`POST ${pages}/delete`, `DELETE ${api}`, 'POST /admin/registrations/:id/erase'],
    }
    for (const [word, routes] of Object.entries(words))
      for (const route of routes) assert.equal(said(route), word, route)
  })

  const actionOf = (route: string): AuditEntry['action'] =>
    route.startsWith('GET') ? 'viewed' : route.startsWith('DELETE') ? 'deleted' : 'changed'

  test('has words for everything that is in it, in both languages', async () => {
    const names = {
      callers: new Map(),
      people: new Map(),
      trainings: new Map(),
      partners: new Map(),
      messages: new Map(),
      agencies: new Map(),
    }
    const filters = { action: 'approve' }
    const { routes } = await loadOrganizersPages(running().context)
    const addresses = [...routes, ...organizersApiRoutes(running().context).routes]
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path.includes('/admin') ? path : `/admin${path}`}`)
    assert.ok(addresses.length > 200)
    for (const route of new Set(addresses))
      for (const lang of ['en', 'es'] as const)
        for (const kind of [
          null,
          'training',
          'object',
          'registration',
          'partner',
          'message',
          'mail',
          'pair',
          'request',
          'bulk-action',
        ]) {
          const object = kind === null ? null : { kind, id: '01942f3e-7c00-7000-8000-000000000001' }
          const action = actionOf(route)
          const entry = {
            id: '',
            at: '',
            caller: { kind: 'operator' as const, id: 'operator' },
            action,
            route,
            object,
            filters,
            isRefused: false,
            sequence: null,
            hash: null,
          }
          const text = `${actionText(entry, lang)} ${objectText(entry, names, lang)}`
          assert.doesNotMatch(text, /[/:{}]|undefined|7000-8000|Several|Varios/, `${route} ${kind}`)
        }
  })

  test('finds a day of someone by an index, however long the log is', async () => {
    const { db } = running().context
    if (db.name !== 'sqlite') return
    for (const [column, index] of [
      ['caller_id', 'audit_caller'],
      ['object_id', 'audit_object'],
      ['action', 'audit_action'],
    ] as const) {
      const rows = await db.reader
        .selectFrom('audit')
        .selectAll()
        .where(column as 'caller_id', '=', 'x')
        .where('at', '>=', '2027-01-10')
        .where('at', '<', '2027-01-11')
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(101)
        .explain<{ detail: string }>(undefined, sql`query plan`)
      assert.deepEqual(
        rows.map(({ detail }) => detail),
        [`SEARCH audit USING INDEX ${index} (${column}=? AND at>? AND at<?)`],
      )
    }
  })

  test('says how often a refusal was repeated', async () => {
    const door = await askAs(running(), { role: 'door' })
    for (let times = 0; times < 4; times++) await running().app.request('/admin/audit', { headers: door })
    running().clock.now = new Date(running().clock.now.getTime() + 60 * 60_000)
    await recordRepeats(running().context)
    const text = await page('/audit')
    for (const line of ['Refused 3 more times', 'Refused'])
      assert.ok(rowsIn(text).includes(`door (API key) | Viewed ${line} | This log | `), rowsIn(text).join('\n'))
  })

  test('says so where nothing matches', async () => {
    assert.match(await page('/audit?day=2020-01-01'), /Nothing matches/)
  })

  test('is found in the settings', async () => {
    assert.match(await page('/settings'), /href="\/admin\/audit"/)
  })
})
