import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')
const recipes = readFileSync(join(root, 'docs/maintaining.md'), 'utf8')
const wanted = [
  'Add an organizers’ page',
  'Add an operation of the API',
  'Add a language',
  'Add a migration',
  'Add an email kind',
  'Add a question type',
]

interface Step {
  recipe: string
  step: string
  paths: string[]
  names: string[]
}

/** A name of the reader’s own, or a command. */
const isOpen = (text: string) => /\s|\b[A-Z]{3,}\b/.test(text)
const isPath = (text: string) => /\/|\.(ts|md|json|css)$/.test(text)

/** Where a recipe's path leads: to the server's sources, or from the root. */
const placeOf = (path: string) =>
  ['packages/server/src', '.'].map((from) => join(root, from, path)).find((place) => existsSync(place))

/** Returns each step of each recipe, and its other paragraphs, with what stands in backticks. */
function stepsIn(text: string): Step[] {
  const [, ...sections] = text.split(/^## (?=Add )/m)
  return sections.flatMap((section) => {
    const [recipe = '', ...lines] = section.replace(/^## [^]*/m, '').split('\n')
    const steps = lines.join('\n').split(/\n(?=\d+\. )|\n\n/)
    return steps.map((step) => {
      const quoted = [...step.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one).filter((one) => !isOpen(one))
      return { recipe, step, paths: quoted.filter(isPath), names: quoted.filter((one) => !isPath(one)) }
    })
  })
}

const isNamedIn = (content: string, name: string) =>
  new RegExp(`(?<![\\w-])${name.replaceAll(/[.$]/g, '\\$&')}(?![\\w-])`).test(content)

/** Returns what a step names that is not there. */
function faultsOf({ recipe, step, paths, names }: Step): string[] {
  const about = `${recipe}: “${step.slice(0, 40).trim()}…”`
  const missing = paths.filter((path) => placeOf(path) === undefined).map((path) => `${about} names ${path}`)
  const places = paths.map(placeOf).filter((place) => place !== undefined)
  const files = places.flatMap((place) => (statSync(place).isFile() ? [place] : globSync(`${place}/**/*.ts`)))
  const content = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  const unknown = names
    .filter((name) => !isNamedIn(content, name))
    .map((name) => `${about} names ${name}, in none of its files`)
  return [...missing, ...unknown]
}

describe('the recipes', () => {
  test('name files that are there, and names that stand in them', () =>
    assert.deepEqual(stepsIn(recipes).flatMap(faultsOf), []))

  test('are there for what is done most, and name a file in most steps', () => {
    const steps = stepsIn(recipes)
    const titles = new Set(steps.map(({ recipe }) => recipe.replaceAll("'", '’')))
    for (const title of wanted) assert.ok(titles.has(title), `There is no recipe “${title}”.`)
    assert.ok(steps.filter(({ paths }) => paths.length > 0).length > 40)
  })

  test('are refused with a path or a name that is wrong', () => {
    const wrong = (step: string) => stepsIn(`## Add a thing\n\n1. ${step}\n`).flatMap(faultsOf).length
    assert.equal(wrong('Add it to `features` in `organizers/pages/routes.ts`.'), 0)
    assert.equal(wrong('Add it to `features` in `organizers/pages/roads.ts`.'), 2)
    assert.equal(wrong('Add it to `futures` in `organizers/pages/routes.ts`.'), 1)
    assert.equal(wrong('Add it to `features`.'), 1)
  })
})
