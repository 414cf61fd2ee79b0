// Measures the widget in every step, width, theme, and language: npx --yes pnpm@12.21.0 look
import { faultsOf } from './look/limits.ts'
import { measureLook } from './look/measure.ts'
import { tableOf } from './look/table.ts'

const look = await measureLook()
console.log(tableOf(look))
const faults = faultsOf(look)
console.log(faults.length === 0 ? '\nWithin all limits.' : `\nBeyond its limits:\n${faults.join('\n')}`)
if (faults.length > 0) process.exitCode = 1
