// Builds the server's npm package: node tools/package-server.ts
// It is the tree of the repository in small, so that files find each other as they do here.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { compile } from './compile.ts'

const root = join(import.meta.dirname, '..')
const made = join(root, 'packages/server/dist/package')

/** The program, what it runs in processes and threads of their own, and the contract. The compiler finds the rest. */
const programs = [
  'packages/server/src/{start/main,platform/db/wipe-gaps,core/partners/read-tags-worker}.ts',
  'packages/contract/src/**/!(*.test).ts',
]

/** What the server reads next to its modules, and what operators copy. */
const files = [
  'packages/server/src/**/*.{css,js,png,svg}',
  'packages/widget/{dist,releases/*}/{*.js,THIRD-PARTY-LICENSES}',
  'packages/widget/releases/manifest.json',
  'examples/jackson-county/*',
  'examples/wordpress/training-signup/**/*',
  'examples/operators/{.env.example,training-signup.service,nginx.conf,Caddyfile,haproxy.cfg}',
]

function main() {
  rmSync(made, { recursive: true, force: true })
  run('packages/widget/build.ts')
  const sources = globSync(programs, { cwd: root })
  compile({ sources, from: '.', to: made, options: ['--module', 'nodenext', '--noCheck'] })
  // Scripts for browsers stand next to modules of the same name, so the modules get another ending.
  for (const file of globSync('**/*.js', { cwd: made })) {
    write(file.replace(/js$/, 'mjs'), builtModules(read(join(made, file)), file))
    rmSync(join(made, file))
  }
  for (const file of globSync(files, { cwd: root, exclude: ['**/testing', '**/node_modules'] })) copy(file)
  const start = 'packages/server/start.mjs'
  write(start, builtModules(read(join(root, start)), start))
  const { name, version, license, type, engines } = JSON.parse(read(join(root, 'packages/server/package.json')))
  write('packages/server/package.json', JSON.stringify({ name, version, license, type, engines }, undefined, 2))
}

const read = (file: string) => readFileSync(file, 'utf8')

function write(file: string, text: string) {
  mkdirSync(dirname(join(made, file)), { recursive: true })
  writeFileSync(join(made, file), text)
}

const copy = (file: string) => cpSync(join(root, file), join(made, file), { recursive: true })

const specifier = /(?<=\b(?:from|import\(|import|new URL\() ?')(\.[^']*)\.[jt]s(?=')/g

/** Names modules as they are called once built. The contract comes along; it is no package of its own. */
function builtModules(text: string, file: string): string {
  const contract = relative(dirname(file), 'packages/contract/src')
  return text
    .replaceAll(specifier, '$1.mjs')
    .replaceAll(/'@training-signup\/contract(?:\/([\w-]+))?'/g, (_, name = 'index') => `'${contract}/${name}.mjs'`)
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The package cannot be built: ${args.join(' ')} failed\n${stdout}${stderr}`)
}

main()
