// The others, each as a site would ship it: a minified module with its style sheet. They are no
// dependencies of ours.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

const folder = join(import.meta.dirname, 'rivals')
const installMs = 120_000

const rivals = [
  { key: 'typeform', name: 'Typeform', of: '@typeform/embed', isLoader: true },
  { key: 'calcom', name: 'Cal.com', of: '@calcom/embed-core', isLoader: true },
  { key: 'surveyjs', name: 'SurveyJS', of: 'survey-js-ui', isLoader: false },
  { key: 'formio', name: 'Form.io', of: '@formio/js', isLoader: false },
]

export interface Rival {
  key: string
  name: string
  /** Whether the form itself comes from elsewhere, in a frame. */
  isLoader: boolean
  files: Map<string, Buffer>
}

export async function buildRivals(): Promise<Rival[]> {
  await install()
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const built: Rival[] = []
  for (const { key, name, of, isLoader } of rivals)
    built.push({ key, name: `${name}, ${of} ${dependencies[of]}`, isLoader, files: await bundle(key) })
  return built
}

/** From its own lockfile. None of what is installed may run a script while it is. */
async function install() {
  const { packageManager } = JSON.parse(await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8'))
  const args = ['--yes', packageManager, 'install', '--ignore-workspace', '--ignore-scripts', '--frozen-lockfile']
  // In a group of its own, so that it can be ended together with what it started.
  const child = spawn('npx', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (data) => (said += data))
  const limit = setTimeout(() => process.kill(-child.pid!, 'SIGTERM'), installMs)
  const [code] = await once(child, 'close')
  clearTimeout(limit)
  if (code !== 0) throw new Error(`What is measured beside ours could not be installed:\n${said}`)
}

async function bundle(key: string) {
  const outDir = join(folder, 'dist', key)
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: join(folder, `${key}.js`),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
  })
  const names = await readdir(outDir)
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(outDir, name))] as const)))
}
