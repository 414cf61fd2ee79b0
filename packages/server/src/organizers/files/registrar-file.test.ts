import assert from 'node:assert/strict'
import { creditColumns } from '@training-signup/contract'
import { test } from 'mocha'
import { closeDay } from '../../core/attendance/close-day.ts'
import { revokeCertificate } from '../../core/credit/certificates.ts'
import { settleDays } from '../../core/credit/settle-days.ts'
import { eraseExpired } from '../../core/erasing/retention.ts'
import { creditedDay, officers } from '../../testing/credited-day.ts'
import { askAs } from '../../testing/keys.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { readWorkbook } from '../../testing/pages/workbook.ts'
import { adminToken, onBothDatabases } from '../../testing/servers/test-app.ts'

onBothDatabases('the file for a registrar', (given) => {
  const settled = async (...of: [Parameters<typeof creditedDay>[1], Parameters<typeof creditedDay>[2]?]) => {
    const day = await creditedDay(given(), ...of)
    await closeDay(given().context, day.slug)
    await settleDays(given().context)
    return day
  }
  const authorization = `Bearer ${adminToken}`
  const get = async (
    { slug, profile }: { slug: string; profile: string },
    { type = 'csv', lang = 'en', headers = { authorization } } = {},
  ) =>
    given().send(
      'GET',
      `/api/v1/admin/trainings/${slug}/credit/${profile}/registrar.${type}?lang=${lang}`,
      undefined,
      headers,
    )
  const rowsOf = async (...asked: Parameters<typeof get>) => {
    const response = await get(...asked)
    assert.equal(response.status, 200)
    return (await response.text()).trimEnd().split('\r\n')
  }
  const choose = (profile: string, columns: readonly string[]) =>
    given().admin('PUT', `/credit-profiles/${profile}`, { ...officers, columns }, { 'If-Match': '*' })

  test('has everyone with a valid certificate, by last name, and the usual columns', async () => {
    const day = await settled([
      { givenName: 'Zoe', familyName: 'Young', licenceNumber: '00123' },
      { givenName: 'Ada', familyName: 'Reyes' },
      { givenName: 'Sam', familyName: 'Short', late: 100 },
      { givenName: 'Rob', familyName: 'Revoked' },
    ])
    const certificates = await given().rows('certificate', { training_id: day.id })
    const numbers = new Map(certificates.map(({ serial, content }) => [JSON.parse(content).name as string, serial]))
    await revokeCertificate(given().context, numbers.get('Rob Revoked') ?? '')
    const shared = (license: string) =>
      `"${license}","Kansas City Police Department","Human Trafficking Training for First Responders","2027-01-05","7.00","2.00","3.00","2.00","26-0457"`
    assert.deepEqual(await rowsOf(day), [
      '"last name","first name","license number","agency","course","date","hours","Legal studies","Technical studies","Interpersonal perspectives","course approval number","certificate number"',
      `"Reyes","Ada",${shared('48213')},"${numbers.get('Ada Reyes')}"`,
      `"Young","Zoe",${shared('00123')},"${numbers.get('Zoe Young')}"`,
    ])
  })

  test('has the columns in the order that the organizer saved, and every column can be one', async () => {
    const day = await settled([{ givenName: 'Ada', familyName: 'Reyes' }])
    await choose(day.profile, ['hours', 'certificate', 'lastName'])
    const [head, row] = await rowsOf(day)
    assert.equal(head, '"hours","certificate number","last name"')
    assert.match(row ?? '', /^"7\.00","[A-Z2-9-]{14}","Reyes"$/)
    assert.deepEqual((await choose(day.profile, ['hours', 'hours'])).body.errors[0].code, 'same-column')
    assert.equal((await choose(day.profile, [])).status, 422)
    await choose(day.profile, creditColumns)
    const [all = '', person = ''] = await rowsOf(day, { lang: 'es' })
    assert.ok(all.includes('"número de licencia"') && person.includes('"Ada Reyes"'))
    assert.equal(all.split('","').length, creditColumns.length + 2)
    assert.equal(person.split('","').length, creditColumns.length + 2)
    assert.ok(person.includes('"MO-0123"') && person.includes('"420"') && person.includes('"2027-01-10"'))
  })

  test('runs nothing in a spreadsheet, and as a workbook keeps the zeros of licenses', async () => {
    const day = await settled([{ givenName: '=1+1', familyName: '@Reyes', licenceNumber: '00123' }])
    const [, row = ''] = await rowsOf(day)
    assert.ok(row.startsWith(`"'@Reyes","'=1+1","00123"`), row)
    const response = await get(day, { type: 'xlsx' })
    const { rows } = readWorkbook(new Uint8Array(await response.arrayBuffer()))
    assert.deepEqual(rows[1]?.slice(0, 3), ['@Reyes', '=1+1', '00123'])
  })

  test('goes on after registrations were deleted, also for someone who has one training', async () => {
    const day = await settled([{ familyName: 'Reyes' }, { familyName: 'Abel' }])
    const before = await rowsOf(day)
    given().clock.now = new Date('2027-05-01T12:00:00.000Z')
    await eraseExpired(given().context)
    assert.equal((await given().rows('registration', { training_id: day.id })).length, 0)
    const headers = await askAs(given(), { role: 'organizer', scope: { trainings: [day.id] } })
    const after = await rowsOf(day, { headers })
    assert.deepEqual(after.toSorted(), before.toSorted())
  })

  test('is for those who may export and read licenses, and each is in the log', async () => {
    const day = await settled([{}])
    for (const role of ['auditor', 'agency', 'door'] as const) {
      const scope = role === 'agency' ? { agency: 'kansas city police department' } : {}
      const { status } = await get(day, { headers: await askAs(given(), { role, scope }) })
      assert.equal(status, 403, role)
    }
    await get(day)
    const { body } = await given().admin('GET', '/audit?action=exported&limit=1')
    assert.equal(body.entries[0].route, 'GET /api/v1/admin/trainings/:slug/credit/:profile/registrar.csv')
  })

  test('is downloaded from a page that says its columns, which a form puts in order', async () => {
    const pages = organizerPages(given())
    const { slug: early } = await creditedDay(given())
    assert.match(await pages.open(`/trainings/${early}/credit/boards`), /No certificates yet/)
    const { slug, profile } = await settled([{ familyName: 'Reyes' }])
    assert.match(await pages.open(`/trainings/${slug}/credit`), /Export for the boards/)
    const page = await pages.open(`/trainings/${slug}/credit/boards`)
    assert.match(page, /1 certificate<.*\n?.*Columns: last name, first name, license number/)
    const [, href = ''] = /href="([^"]+registrar\.csv)"/.exec(page) ?? []
    assert.match(await pages.open(href.replace(/^.*\/admin/, '')), /"Reyes"/)
    const form = await pages.open(`/profiles/${profile}`)
    assert.match(form, /Columns of the file for the board/)
    assert.match(form, /value="up:columns\.1"/)
  })
})
