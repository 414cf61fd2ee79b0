import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { staleFiles } from './reference.ts'
import { referenceOf } from './reference-tables.ts'

test('custom-elements.json and README.md say what the element says of itself', () => {
  assert.deepEqual(staleFiles(join(import.meta.dirname, '..')), [])
})

const named = (name: string, more: object = {}) => ({ name, description: `About ${name}.`, ...more })
const manifest = (description: string) => ({
  modules: [
    {
      declarations: [
        {
          name: 'Element',
          tagName: 'an-element',
          attributes: [{ ...named('theme', { type: { text: "'light' | 'dark'" } }), description }],
          members: [named('theme', { kind: 'field', attribute: 'theme' }), named('prefill', { kind: 'field' })],
          events: [named('an-event', { type: { text: 'AnEvent' } })],
          slots: [named('')],
          cssProperties: [named('--colour', { default: '#fff' })],
          cssParts: [named('root')],
        },
        { name: 'AnEvent', members: [named('status')] },
      ],
    },
  ],
})

test('the reference names everything that a page may use', () => {
  const written = referenceOf(manifest('Which one.'))
  for (const line of [
    '| `theme`                                  | `light`, `dark`. Which one. |',
    '| `prefill` | About prefill. |',
    '| `an-event` | `status` | About an-event. |',
    '**Content.** About .',
    '| `--colour`      | `#fff`     | About --colour. |',
    '| `root` | About root. |',
  ])
    assert.ok(written.split('\n').includes(line), written)
  assert.equal(written.split('`prefill`').length, 2, 'what is an attribute is no row of its own among the properties')
})

test('the reference stays a table whatever is said', () => {
  assert.ok(referenceOf(manifest('One | two\nlines.')).includes('| `light`, `dark`. One \\| two lines. |'))
})
