import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Answer } from './people/registration.ts'
import { type ConditionalQuestion, canShow, isMet, isShown } from './show-when.ts'

type Form = Map<string, ConditionalQuestion>
type Answers = Record<string, Answer>

const ids = ['a', 'b', 'c', 'd', 'e']
const texts = ['yes', 'no', 'true', ' yes ', 'café', 'cafe\u0301']
const text = fc.constantFrom(...texts)
const word = fc.oneof(text, fc.constantFrom('', ' ', 'false', 'other'))
const answer: fc.Arbitrary<Answer> = fc.oneof(word, fc.boolean(), fc.array(word, { maxLength: 3 }))
const answers: fc.Arbitrary<Answers> = fc.dictionary(fc.constantFrom(...ids, 'absent'), answer)
/** Each question may depend on an earlier one, or on one that is not asked. */
const form: fc.Arbitrary<Form> = fc
  .tuple(
    ...ids.map((id, index) =>
      fc
        .record(
          {
            type: fc.constantFrom('text', 'text', 'checkbox', 'info'),
            showWhen: fc.record({
              field: fc.constantFrom('absent', ...ids.slice(0, index)),
              in: fc.array(text, { minLength: 1, maxLength: 3 }),
            }),
          },
          { requiredKeys: ['type'] },
        )
        .map((question) => [id, question] as const),
    ),
  )
  .map((questions) => new Map(questions))

const show = (questions: Form, id: string, given: Answers) =>
  isShown(
    questions.get(id)!,
    (field) => questions.get(field),
    ({ field }) => given[field],
  )
const shownIn = (questions: Form, given: Answers) => [...questions.keys()].filter((id) => show(questions, id, given))

describe('a question', () => {
  test('shows exactly where it has no condition, or its condition is met by an answer to a question that shows', () => {
    fc.assert(
      fc.property(form, answers, (questions, given) => {
        const shown = shownIn(questions, given)
        for (const [id, { showWhen }] of questions) {
          const controller = showWhen && questions.get(showWhen.field)
          const expected =
            !showWhen ||
            (controller !== undefined &&
              controller.type !== 'info' &&
              shown.includes(showWhen.field) &&
              isMet(showWhen, given[showWhen.field]))
          assert.equal(shown.includes(id), expected, id)
        }
      }),
    )
  })

  test('does not depend on answers to hidden questions', () => {
    fc.assert(
      fc.property(form, answers, answers, (questions, given, others) => {
        const shown = shownIn(questions, given)
        const hidden = Object.entries(others).filter(([id]) => !shown.includes(id))
        assert.deepEqual(shownIn(questions, { ...given, ...Object.fromEntries(hidden) }), shown)
      }),
    )
  })

  test('can show exactly where some answers show it', () => {
    const everything = Object.fromEntries(ids.map((id) => [id, texts]))
    fc.assert(
      fc.property(form, (questions) => {
        for (const [id, question] of questions)
          assert.equal(
            canShow(question, (field) => questions.get(field)),
            show(questions, id, everything),
            id,
          )
      }),
    )
  })
})

describe('a condition', () => {
  test('is met by one of its texts, as typed, ticked or chosen among several', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), answer, (accepted, given) => {
        const clean = (one: string) => one.normalize('NFC').trim()
        const typed = (Array.isArray(given) ? given : given === false ? [] : [String(given)]).map(clean)
        const expected = accepted.some((one) => clean(one) !== '' && typed.includes(clean(one)))
        assert.equal(isMet({ in: accepted }, given), expected)
      }),
    )
  })

  test('is not met by an empty answer, an unticked box or none, whatever it says', () => {
    for (const empty of ['', ' ', false, [], [''], undefined])
      assert.ok(!isMet({ in: ['', ' ', 'false', 'undefined'] }, empty), JSON.stringify(empty))
  })
})
