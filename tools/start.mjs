// Runs the demo for `npm start`, on the Node that is installed. pnpm needs seconds to find that there is nothing to
// install, so this asks it only where a manifest is newer than its last look, or where there was none.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const timeOf = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0

function isInstalled() {
  const looks = namesIn('node_modules').filter((name) => name.startsWith('.pnpm-workspace-state'))
  const lastLook = Math.max(0, ...looks.map((name) => timeOf(`node_modules/${name}`)))
  const folders = ['packages', 'examples'].flatMap((group) => namesIn(group).map((name) => `${group}/${name}`))
  const manifests = ['.', ...folders].map((folder) => `${folder}/package.json`)
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests].every((file) => timeOf(file) < lastLook)
}

function namesIn(folder) {
  try {
    return readdirSync(join(root, folder))
  } catch {
    return []
  }
}

function run(program, ...args) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit' })
  const pass = (signal) => child.kill(signal)
  process.on('SIGINT', pass).on('SIGTERM', pass)
  return new Promise((resolve) => {
    child.once('error', ({ message }) => {
      console.error(`${program} cannot be run (${message}).`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

const node = join(root, 'node_modules/.bin/node')
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
// Installs by itself, and starts the demo as its own child: one of pnpm's would outlive a signal.
process.exitCode =
  (isInstalled() ? 0 : await run('npx', '--yes', packageManager, '--silent', 'install')) ||
  (await run(node, 'packages/widget/build.ts')) ||
  (await run(node, 'packages/server/src/start/main.ts', 'demo'))
