import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const main = new URL('../src/start/main.ts', import.meta.url)

export interface BenchServer {
  child: ChildProcess
  port: number
  stop: () => Promise<void>
}

/**
 * Starts the program as an operator does, on a free port and without limits. PROFILE=folder writes a
 * CPU profile there.
 * @throws {Error} when it ends instead of listening
 */
export async function startBenchServer(environment: Record<string, string>): Promise<BenchServer> {
  const own = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: '0',
    RATE_LIMITS: 'off',
    MALLOC_ARENA_MAX: '2',
    NODE_OPTIONS: '--max-semi-space-size=16',
  }
  const profile = process.env['PROFILE'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['PROFILE']}`] : []
  const child = spawn(process.execPath, [...profile, main.pathname, 'serve'], {
    env: { ...own, AUTH_SECRET: 'x'.repeat(32), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const gone = once(child, 'exit').finally(() => process.off('exit', kill))
  const listening = new Promise<number>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const { msg, port } = JSON.parse(line) as { msg: string; port: number }
      if (msg === 'listening') resolve(port)
    })
  })
  const ended = gone.then(() => Promise.reject(new Error('The server ended before it listened.')))
  const port = await Promise.race([listening, ended])
  ended.catch(() => {})
  const stop = async () => {
    child.kill('SIGINT')
    await gone
  }
  return { child, port, stop }
}
