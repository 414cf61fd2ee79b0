// Prints the size of the script that a partner's page loads, and fails when it is over budget.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const script = new URL('../packages/widget/dist/training-signup.js', import.meta.url)
const budget = 13_000

function main() {
  let code: Buffer
  try {
    code = readFileSync(script)
  } catch {
    console.error('There is no packages/widget/dist/training-signup.js. Build it first: pnpm build')
    process.exitCode = 1
    return
  }
  const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: code.length } }).length
  const count = (bytes: number) => bytes.toLocaleString('en')
  console.log(
    `training-signup.js: ${count(brotli)} bytes with brotli (budget ${count(budget)}), ` +
      `${count(gzipSync(code, { level: 9 }).length)} with gzip, ${count(code.length)} as it is.`,
  )
  if (brotli <= budget) return
  console.error(
    `That is ${count(brotli - budget)} bytes too many. See what came in with git diff packages/widget/src, and take something out.`,
  )
  process.exitCode = 1
}

main()
