import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'

onBothDatabases('the list for credit', (given) => {
  const givenCsv = async (training: Partial<TrainingDraft>, people: Record<string, string | boolean>[], more = '') => {
    const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true }, ...training })
    for (const person of people) assert.equal((await given().signUp(slug, { people: [someone(person)] })).status, 201)
    const url = `/api/v1/admin/registrations.csv?training=${slug}&columns=credit${more}`
    const response = await given().send('GET', url, undefined, { authorization: `Bearer ${adminToken}` })
    return (await response.text()).trimEnd().split('\r\n').map(namesIn)
  }
  /** The columns of the person: the first three, and those of the license at the end. */
  const namesIn = (row: string) => row.replace(/^((?:"[^"]*",){2}"[^"]*")(?:,"[^"]*"){6}/, '$1')
  const credit = { note: { en: 'Six hours' } }
  const fields = { agency: 'optional' } as const
  const licensed = { credit: true, agency: 'KCPD', licenceState: 'MO', licenceNumber: '007' }

  test('names those who want it and have a seat, and their agency', async () => {
    const rows = await givenCsv({ credit, fields }, [
      { ...licensed, familyName: 'Zamora' },
      { familyName: 'Wants none' },
      { ...licensed, familyName: 'Waits' },
    ])
    assert.deepEqual(rows, ['"agency","last name","first name"', '"KCPD","Zamora","Ada"'])
  })
  test('has the licenses only where they are asked for', async () => {
    const people = [
      { ...licensed, familyName: 'Zamora' },
      { ...licensed, familyName: 'Abel' },
    ]
    assert.deepEqual(await givenCsv({ credit, fields }, people, '&sensitive=1'), [
      '"agency","last name","first name","license state","license number"',
      '"KCPD","Abel","Ada","MO","007"',
      '"KCPD","Zamora","Ada","MO","007"',
    ])
  })
  test('names people who gave a license, where no one is asked whether they want credit', async () => {
    const people = [{ familyName: 'Zamora', licenceNumber: '007' }, { familyName: 'Abel' }]
    assert.deepEqual((await givenCsv({ fields: { licenceNumber: 'optional' } }, people)).slice(1), [
      '"","Zamora","Ada"',
    ])
  })
})
