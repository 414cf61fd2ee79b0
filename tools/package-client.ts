// Builds the client's npm package as modules and types: node tools/package-client.ts
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from './compile.ts'

const made = join(import.meta.dirname, '../packages/client/dist/package')

rmSync(made, { recursive: true, force: true })
compile({
  sources: ['packages/client/src/index.ts'],
  from: 'packages/client/src',
  to: made,
  options: ['--module', 'nodenext', '--lib', 'es2024,dom', '--strict', '--skipLibCheck', '--declaration'],
})
