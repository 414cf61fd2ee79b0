import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveExamples } from '../examples/serve.ts'
import { startSignup } from './signup.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'examples')

/** The examples on an origin of their own, those that have to be built freshly built, and the server they sign up at. */
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

/** Built as for development: that is when React renders everything twice and both frameworks complain. */
async function build(example: string) {
  const { code, said } = await runNode(['--run', 'build'], join(folder, example), { NODE_ENV: 'development' })
  if (code !== 0) throw new Error(`The build of ${example} ended with code ${code}: ${said}`)
}

/** What the type checker says about the React example with a module more. */
export async function checkTypes(text: string): Promise<string> {
  const place = join(folder, 'react/dist/types')
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'added.tsx'), text)
  const settings = { extends: '../../tsconfig.json', include: ['../../src', 'added.tsx'] }
  await writeFile(join(place, 'tsconfig.json'), JSON.stringify(settings))
  return (await runNode([join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'], place)).said
}

async function runNode(args: string[], cwd: string, env = {}) {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  return { code, said }
}
