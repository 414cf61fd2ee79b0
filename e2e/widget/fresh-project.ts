import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')
const exec = promisify(execFile)

export async function run(folder: string, program: string, ...args: string[]): Promise<string> {
  // Removes the variables that pnpm sets in the workspace, like the folder that it runs for.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|pnpm)_|^INIT_CWD$/i.test(name)))
  const running = exec(program, args, { cwd: folder, env: { ...env, CI: 'true' } })
  const { stdout } = await running.catch((error: { message: string; stdout: string }) => {
    throw new Error(`${error.message}\n${error.stdout}`)
  })
  return stdout
}

export const readManifest = async (folder: string) =>
  JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'))

/**
 * Runs the package manager that runs these tests, or else the workspace's, for which npx asks the
 * registry.
 */
async function pnpm(folder: string, ...args: string[]): Promise<string> {
  const running = process.env['npm_execpath'] ?? ''
  if (running.endsWith('/pnpm')) return run(folder, running, ...args)
  const { packageManager } = await readManifest('.')
  return run(folder, 'npx', '--yes', packageManager, ...args)
}

/** Packs a package as npm would get it. */
export async function pack(which: 'client' | 'server' | 'widget', folder: string): Promise<string> {
  await pnpm(join(root, 'packages', which), 'pack', '--pack-destination', folder)
  const { name, version } = await readManifest(`packages/${which}`)
  return join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
}

/** Creates a project outside the workspace, with only the given files and dependencies. */
export async function startProject(files: Record<string, string>, dependencies: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'fresh-project-'))
  const manifest = { name: 'fresh-project', private: true, type: 'module', dependencies }
  for (const [name, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return {
    folder,
    install: () => pnpm(folder, 'install', '--prefer-offline', '--ignore-scripts'),
    run: (tool: string, ...args: string[]) => run(folder, join(folder, 'node_modules/.bin', tool), ...args),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
