// Prints what a partner's page loads, as a browser gets it from a running server, and fails when
// that is over budget.
import { startSignup } from '../../../e2e/kit/signup.ts'
import { sumOf, weigh } from './weigh.ts'

const script = '/embed/v1/training-signup.js'
// What a partner's page pays for at most, less the bytes that the next release needs.
const air = 300
// Spanish needs more bytes than English.
const training = '/api/v1/trainings/first-responders?partner=we-the-people&lang=es'
const budgets = [
  { what: 'the script', paths: [script], most: 27_000 - air },
  { what: 'with a training in Spanish', paths: [script, training], most: 31_000 },
]

const count = (bytes: number) => bytes.toLocaleString('en')

const { api, stop } = await startSignup()
try {
  for (const { what, paths, most } of budgets) {
    const bytes = sumOf(await weigh(paths.map((path) => `${api}${path}`)))
    console.log(`${what}: ${count(bytes)} bytes with brotli, of ${count(most)} at most`)
    if (bytes <= most) continue
    console.error(
      `That is ${count(bytes - most)} too many. Save them where they came in: git diff packages/widget/src.`,
    )
    process.exitCode = 1
  }
} finally {
  await stop()
}
