import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveExamples } from '../../examples/serve.ts'
import { startSignup } from '../kit/signup.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'examples')

/**
 * Builds the examples and serves them on their own origin, with the server that they sign up at.
 */
export async function startExamples() {
  await Promise.all(['react', 'vue'].map(build))
  const signup = await startSignup()
  const { site, close } = await serveExamples({ port: 0, api: signup.api })
  return {
    signup,
    site,
    async stop() {
      await close()
      await signup.stop()
    },
  }
}
export type Examples = Awaited<ReturnType<typeof startExamples>>

/**
 * Builds for development: then React renders everything twice, and both frameworks report problems.
 */
async function build(example: string) {
  const { code, output } = await runNode(['--run', 'build'], join(folder, example), { NODE_ENV: 'development' })
  if (code !== 0) throw new Error(`The build of ${example} ended with code ${code}: ${output}`)
}

/** Returns the type checker's output for the React example with one more module. */
export async function checkTypes(text: string): Promise<string> {
  const typesFolder = join(folder, 'react/dist/types')
  await mkdir(typesFolder, { recursive: true })
  await writeFile(join(typesFolder, 'added.tsx'), text)
  // Here the package is its source, whose style sheets only a bundler reads.
  const sheets = join(root, 'packages/widget/src/styles/css.d.ts')
  const settings = { extends: '../../tsconfig.json', include: ['../../src', 'added.tsx', sheets] }
  await writeFile(join(typesFolder, 'tsconfig.json'), JSON.stringify(settings))
  return (await runNode([join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'], typesFolder)).output
}

async function runNode(args: string[], cwd: string, env = {}) {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const [code] = await once(child, 'close')
  return { code, output }
}
