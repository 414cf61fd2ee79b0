import assert from 'node:assert/strict'
import { test } from 'mocha'
import { adminToken, onBothDatabases } from '../testing/test-app.ts'

const headers = { Authorization: `Bearer ${adminToken}` }

onBothDatabases('the page of the audit log', (running) => {
  const page = async (path: string) => (await running().app.request(`/admin${path}`, { headers })).text()

  test('shows what happened, in words, by kind, and page by page', async () => {
    const { slug } = await running().givenTraining()
    await running().admin('GET', `/registrations?training=${slug}`)
    await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 20 } })
    const all = await page('/audit')
    assert.match(all, /The operator<\/td><td>Viewed<\/td><td>Several<\/td>/)
    assert.match(all, new RegExp(`<td>Changed</td><td>Training ${slug}</td>`))
    assert.doesNotMatch(await page('/audit?action=changed'), /<td>Viewed<\/td>/)
    for (let times = 0; times < 100; times++) await running().admin('GET', `/registrations?training=${slug}`)
    const older = /href="([^"]+cursor=[^"]+)"/.exec(await page('/audit'))?.[1]?.replaceAll('&amp;', '&') ?? ''
    assert.match(await page(older.slice('/admin'.length)), new RegExp(`<td>Changed</td><td>Training ${slug}</td>`))
  })

  test('says so where nothing has happened', async () => {
    assert.match(await page('/audit?action=deleted'), /Nothing here yet/)
  })

  test('is found in the settings', async () => {
    assert.match(await page('/settings'), /href="\/admin\/audit"/)
  })
})
