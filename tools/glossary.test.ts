import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const server = join(root, 'packages/server/src')
const glossary = read('docs/glossary.md')
const schema = readFileSync(join(server, 'platform/db/schema.ts'), 'utf8')

interface Entry {
  word: string
  tables: string[]
  file: string
}

/** Reads entries like `- **likely pair** · table … · core/likely-pair.ts`, and the sentence below. */
function entriesIn(text: string): Entry[] {
  return [...text.matchAll(/^- \*\*([^*]+)\*\* \(([^)]*)\): [^]*?\.$/gm)].map(([, word = '', places = '']) => {
    const quoted = [...places.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one)
    return {
      word,
      tables: quoted.filter((one) => !one.includes('/')),
      file: quoted.find((one) => one.includes('/')) ?? '',
    }
  })
}

/** As code writes a word: without spaces, in any case. `sign-up` and `signUp` are one. */
const plain = (text: string) => text.toLowerCase().replaceAll(/[ _-]/g, '')

/** Returns what an entry says and the code does not. */
function faultsOf({ word, tables, file }: Entry): string[] {
  const path = join(server, file)
  if (file === '' || !existsSync(path)) return [`${word}: there is no ${file}`]
  return [
    ...(plain(file + readFileSync(path, 'utf8')).includes(plain(word)) ? [] : [`${word} is not in ${file}`]),
    ...tables.filter((table) => !schema.includes(`\n  ${table}: `)).map((table) => `${word}: no table ${table}`),
  ]
}

describe('the glossary', () => {
  const entries = entriesIn(glossary)

  test('says each word once, in the order of the alphabet, in as many entries as it has lines for', () => {
    const words = entries.map(({ word }) => word)
    assert.ok(words.length >= 25)
    assert.equal(words.length, glossary.split(/^- /m).length - 1)
    assert.deepEqual(words, [...new Set(words)].toSorted())
  })

  test('names words, tables, and files that the code has', () => assert.deepEqual(entries.flatMap(faultsOf), []))

  test('is refused with a word, a table, or a file that is missing', () => {
    const wrong = [
      '- **no such word** (`training`; `core/trainings/trainings.ts`): A word.',
      '- **training** (`no_such_table`; `core/trainings/trainings.ts`): A table.',
      '- **training** (`core/trainings/no-such-file.ts`): A file.',
    ]
    assert.deepEqual(entriesIn(wrong.join('\n')).flatMap(faultsOf), [
      'no such word is not in core/trainings/trainings.ts',
      'training: no table no_such_table',
      'training: there is no core/trainings/no-such-file.ts',
    ])
  })
})

/** Returns the types that several files export, each with these files. */
function namesakesIn(files: Record<string, string>): string[] {
  const exported = Object.entries(files).flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:type|interface|class) (\w+)/gm)].map(([, name = '']) => ({ name, file })),
  )
  return [...Map.groupBy(exported, ({ name }) => name)]
    .filter(([, found]) => found.length > 1)
    .map(([name, found]) => `${name}: ${found.map(({ file }) => file).join(', ')}`)
}

describe('the types that the server and the contract export', () => {
  const isOwn = (file: string) => !/\.test\.ts$|\/testing\//.test(file)
  const files = globSync('packages/{contract,server}/src/**/*.ts', { cwd: root }).filter(isOwn)

  test('have a name of their own', () =>
    assert.deepEqual(namesakesIn(Object.fromEntries(files.map((file) => [file, read(file)]))), []))

  test('are told apart by nothing but their names', () =>
    assert.deepEqual(
      namesakesIn({ 'a.ts': 'export type View = 1', 'b.ts': 'export interface View {}\ntype Form = 1' }),
      ['View: a.ts, b.ts'],
    ))
})
