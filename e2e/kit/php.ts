import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Runs PHP, or the program in the variable `PHP`, with every warning on standard error. */
export function runPhp(args: string[], input = '', environment: Record<string, string> = {}) {
  const program = process.env['PHP'] ?? 'php'
  const complain = ['-d', 'display_errors=stderr', '-d', 'log_errors=0', '-d', 'error_reporting=-1']
  return spawnSync(program, [...complain, ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
}

const hasPhp = () => runPhp(['--version']).status === 0

/** Installs Debian's packages where that is allowed. */
export function install(packages: string[]) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  console.log(`Installing ${packages.join(', ')} …`)
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 } as const
  const wait = ['-qq', '-o', 'DPkg::Lock::Timeout=120']
  spawnSync('apt-get', ['update', ...wait], options)
  spawnSync('apt-get', ['install', '-y', ...wait, '--no-install-recommends', ...packages], options)
}

/**
 * Returns why tests that need PHP must be skipped, or false.
 * @throws {Error} where skipping them is a failure
 */
export function missingPhp(): string | false {
  if (!hasPhp()) install(['php-cli'])
  if (hasPhp()) return false
  const text = 'PHP is not on this machine. On Debian or Ubuntu: sudo apt-get install php-cli'
  if (process.env['CI'] === 'true') throw new Error(text)
  return text
}
