import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { serveExamples } from '../examples/serve.ts'
import { startSignup } from './signup.ts'

const folder = join(import.meta.dirname, '../examples')

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
  const env = { ...process.env, NODE_ENV: 'development' }
  const child = spawn(process.execPath, ['--run', 'build'], { cwd: join(folder, example), env })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The build of ${example} ended with code ${code}: ${said}`)
}
