// Measures the widget in every step, width, theme, and language: npx --yes pnpm@12.21.0 look With
// `update`, keeps new pictures of the states that look different, for the tests to compare with.
import { engines, missing } from '../kit/engine.ts'
import { keepPictures } from './kept-pictures.ts'
import { faultsOf } from './limits.ts'
import { measureLook } from './measure.ts'
import { tableOf } from './table.ts'
import { takePictures } from './take-pictures.ts'

async function print() {
  const look = await measureLook()
  console.log(tableOf(look))
  const faults = faultsOf(look)
  console.log(faults.length === 0 ? '\nWithin all limits.' : `\nBeyond its limits:\n${faults.join('\n')}`)
  if (faults.length > 0) process.exitCode = 1
}

async function update() {
  for (const engine of engines) {
    const reason = missing(engine)
    console.log(reason || `${engine.name}: ${keepPictures(engine, await takePictures(engine))} new pictures.`)
  }
  console.log('Look at them: git status e2e/look/pictures')
}

await (process.argv[2] === 'update' ? update() : print())
