import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { staleFiles } from './reference.ts'
import { referenceOf } from './reference-tables.ts'

test('custom-elements.json and the documents say what the element says about itself', () => {
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

test('the reference names everything that a page can use', () => {
  const written = referenceOf(manifest('Which one.'))
  for (const line of [
    '| `theme`   | `light`, `dark`. Which one. |',
    '| `prefill` | About prefill. |',
    '**`an-event`** with `status`\\',
    'About an-event.',
    '| `--colour`      | `#fff`  | About --colour. |',
    '| `root` | About root. |',
  ])
    assert.ok(written.split('\n').includes(line), written)
  assert.equal(written.split('`prefill`').length, 2, 'an attribute has no second row among the properties')
})

test('a description with a pipe or a line break stays one cell', () => {
  assert.ok(referenceOf(manifest('One | two\nlines.')).includes('| `light`, `dark`. One \\| two lines. |'))
})
