import assert from 'node:assert/strict'
import { fieldTypes, TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { compileForm } from '../../core/trainings/check-people.ts'
import { formOf } from '../../core/trainings/form.ts'
import { noFaults } from '../../platform/html/form/faults.ts'
import { formFields } from '../../platform/html/form-fields.ts'

type Type = (typeof fieldTypes)[number]

const given = {
  slug: 'first-aid',
  title: { en: 'First aid' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Hall' },
}

/** A training with one question of a type, with options where it needs some. */
function asking(type: Type): TrainingInput {
  const question = { id: 'own', type, label: { en: 'Own' } }
  const options = [{ value: 's', label: { en: 'Small' } }]
  const without = TrainingInput.safeParse({ ...given, questions: [question] })
  return without.data ?? TrainingInput.parse({ ...given, questions: [{ ...question, options }] })
}

describe('a question', () => {
  test('takes any text only if its type says so', () => {
    const takes = (type: Type) => 'value' in (compileForm(asking(type)).fields.get('own')?.check('~') ?? {})
    assert.deepEqual(fieldTypes.filter(takes), ['text', 'textarea'])
  })

  test('of each type is drawn without a script as what it is', async () => {
    const draw = async (type: Type) => {
      const fields = formOf(asking(type), 'en').fields.filter(({ id }) => id === 'own')
      return String(await formFields({ lang: 'en', fields, person: {}, faults: noFaults }))
    }
    const text = await draw('text')
    assert.match(text, /<input type="text"/)
    for (const type of fieldTypes) if (type !== 'text') assert.notEqual(await draw(type), text, type)
  })
})
