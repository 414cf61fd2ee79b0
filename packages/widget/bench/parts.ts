// Prints what each part of the script costs, with brotli: npx --yes pnpm@12.21.0 bench:parts
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { minify } from 'terser'
import { build, type Plugin } from 'vite'

/** Names the part that a file belongs to: its folder, or the package it comes from. */
function partOf(file: string): string {
  const [, folder] = /\/widget\/src\/(?:(\w+)\/)?[\w-]+\.ts$/.exec(file) ?? []
  if (/\/(lit|lit-html|lit-element|@lit)\//.test(file)) return 'Lit'
  if (file.includes('/contract/src/')) return 'rules shared with the server'
  return folder ?? 'loading, sending, and the element itself'
}

/** What rolldown keeps of each file, before it is minified. */
async function readModules() {
  const modules: { part: string; code: string }[] = []
  const collect: Plugin = {
    name: 'collect',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk')
          for (const [id, { code }] of Object.entries(file.modules)) if (code) modules.push({ part: partOf(id), code })
    },
  }
  const root = join(import.meta.dirname, '..')
  await build({ root, logLevel: 'error', plugins: [collect], build: { write: false } })
  return modules
}

/** Unlike the build, keeps what is not used: without a part, others are not. */
async function weigh(codes: string[]): Promise<number> {
  const options = { module: true, ecma: 2020, compress: { unused: false, side_effects: false } } as const
  const { code = '' } = await minify(codes.join('\n'), options)
  return brotliCompressSync(code).length
}

const modules = await readModules()
const whole = await weigh(modules.map(({ code }) => code))
const rows: { part: string; bytes: number }[] = []
for (const part of new Set(modules.map((one) => one.part))) {
  const others = modules.filter((one) => one.part !== part).map(({ code }) => code)
  rows.push({ part, bytes: whole - (await weigh(others)) })
}
for (const { part, bytes } of rows.toSorted((one, other) => other.bytes - one.bytes))
  console.log(`${bytes.toLocaleString('en').padStart(6)}  ${part}`)
console.log(`${whole.toLocaleString('en').padStart(6)}  everything, where parts that resemble each other share bytes`)
