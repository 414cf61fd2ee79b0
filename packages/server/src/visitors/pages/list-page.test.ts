import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

onBothDatabases('the list of trainings', (given) => {
  test('sets those that are over apart, below a heading of their own', async () => {
    await given().givenTraining({ title: { en: 'Long ago' }, start: '2027-01-04T08:00', end: '2027-01-04T16:00' })
    await given().givenTraining({ title: { en: 'Next spring' }, start: '2027-04-05T08:00', end: '2027-04-05T16:00' })
    const text = await (await given().app.request('/?lang=en')).text()
    assert.match(text, /<h2>April 2027<\/h2>[\s\S]*Next spring[\s\S]*<h2>Past trainings<\/h2>[\s\S]*Long ago/)
    assert.doesNotMatch(text, /<h2>January 2027<\/h2>/)
    assert.match(await (await given().app.request('/?lang=es')).text(), /<h2>Capacitaciones anteriores<\/h2>/)
  })
})
