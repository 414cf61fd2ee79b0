import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../kit/engine.ts'
import { differenceOf, readPicture, writePicture } from './picture.ts'
import type { Taken } from './take-pictures.ts'

const root = join(import.meta.dirname, '../..')
const keptIn = ({ name }: Engine) => join(import.meta.dirname, 'pictures', name)
const shownIn = ({ name }: Engine) => join(root, 'screenshots/look', name)

const compare = (engine: Engine, { name, picture }: Taken) => {
  const file = join(keptIn(engine), `${name}.png`)
  return existsSync(file) ? differenceOf(picture, readPicture(readFileSync(file))) : { text: 'is new' }
}

/** Returns the names of kept pictures that no state has any more. */
const leftOver = (engine: Engine, taken: Taken[]) =>
  globSync('*.png', { cwd: keptIn(engine) }).filter((file) => !taken.some(({ name }) => file === `${name}.png`))

/**
 * Compares pictures with the kept ones, and writes those that differ next to what differs in them,
 * for people to look at. Returns a sentence for each.
 */
export function comparePictures(engine: Engine, taken: Taken[]): string[] {
  const folder = shownIn(engine)
  rmSync(folder, { recursive: true, force: true })
  const differing = taken.flatMap((one) => {
    const difference = compare(engine, one)
    if (!difference) return []
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${one.name}.png`), writePicture(one.picture))
    if (difference.diff) writeFileSync(join(folder, `${one.name} (difference).png`), writePicture(difference.diff))
    return [`${one.name} ${difference.text}`]
  })
  return [...differing, ...leftOver(engine, taken).map((file) => `${file} shows no state`)]
}

/** Keeps the pictures that differ from the kept ones. Returns how many did. */
export function keepPictures(engine: Engine, taken: Taken[]): number {
  const folder = keptIn(engine)
  mkdirSync(folder, { recursive: true })
  for (const file of leftOver(engine, taken)) rmSync(join(folder, file))
  const differing = taken.filter((one) => compare(engine, one))
  for (const { name, picture } of differing) writeFileSync(join(folder, `${name}.png`), writePicture(picture))
  return differing.length
}
