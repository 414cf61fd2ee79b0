import assert from 'node:assert/strict'
import { type Person, TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { checkPeople, compileForm } from './check-people.ts'

describe('a license', () => {
  const credited = compileForm(
    TrainingInput.parse({
      slug: 'first-responders',
      title: { en: 'Training' },
      start: '2027-03-06T09:00',
      end: '2027-03-06T15:00',
      timeZone: 'America/Chicago',
      venue: { name: 'Hall' },
      credit: { note: { en: 'Six hours' } },
      fields: { licenceNumber: 'required' },
    }),
  )
  const checkCredit = (person: Person) =>
    checkPeople(credited, { people: [{ givenName: 'Ada', email: 'ada.reyes@kcpd.org', ...person }] })

  test('is kept, apart from the rest, for people who want credit, who then must give it', () => {
    const checked = checkCredit({ credit: true, licenceState: 'MO', licenceNumber: '007' })
    assert.ok(checked.ok)
    assert.deepEqual(checked.people[0]?.sensitive, { licenceState: 'MO', licenceNumber: '007' })
    assert.equal(checked.people[0]?.answers['credit'], true)
    assert.deepEqual(checkCredit({ credit: true }), {
      ok: false,
      faults: [{ pointer: '/people/0/licenceNumber', code: 'required', field: 'licenceNumber' }],
    })
  })
  test('of anyone else is dropped', () => {
    for (const credit of [{ credit: false }, {}]) {
      const checked = checkCredit({ ...credit, licenceNumber: '007' })
      assert.ok(checked.ok)
      assert.deepEqual([checked.people[0]?.sensitive, 'credit' in (checked.people[0]?.answers ?? {})], [{}, false])
    }
  })
})
