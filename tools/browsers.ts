// Checks that the browser engines which the tests use are there. Installs missing ones where it
// may, and names the others.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

export interface Engine {
  name: string
  /** Returns whether this machine has everything that the engine needs to run. */
  isThere: () => boolean
  packages: string[]
}

const chromium = '/usr/bin/chromium'
const shell = '/usr/lib/chromium/chromium-headless-shell'

/**
 * The Chromium that tests start. If it is there, that is the shell: the same engine of the same
 * version without all that belongs to a window, which opens a page in a third of the time. The
 * `whole` is what visitors have.
 */
export const chromiumPath = (whole = false) => (whole || !existsSync(shell) ? chromium : shell)

export const engines: Engine[] = [
  { name: 'Chromium', isThere: () => existsSync(chromium), packages: ['chromium'] },
  { name: 'Firefox', isThere: () => existsSync('/usr/bin/firefox-esr'), packages: ['firefox-esr'] },
  {
    name: 'WebKit',
    isThere: () =>
      existsSync('/usr/bin/WebKitWebDriver') &&
      existsSync('/usr/bin/Xvfb') &&
      globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser').length > 0,
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
]

/** Returns the message about missing engines, and whether they are a failure. */
export function verdict(missing: Engine[], ci: boolean) {
  if (missing.length === 0) return { ok: true, text: `${engines.map((engine) => engine.name).join(', ')}: all there.` }
  const lines = missing.map(
    ({ name, packages }) =>
      `${name} is not on this machine${ci ? '' : ', so its tests are skipped'}. ` +
      `On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
  )
  return { ok: !ci, text: lines.join('\n') }
}

/** Installs Debian's packages. Afterwards, what is missing shows what failed. */
function install(packages: string[]) {
  console.log(`Installing ${packages.join(', ')} …`)
  const options = {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  } as const
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

function main() {
  const missing = () => engines.filter((engine) => !engine.isThere())
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (mayInstall && missing().length > 0) install(missing().flatMap((engine) => engine.packages))
  // By itself: not every Debian has it, and tests run without it too.
  if (mayInstall && !existsSync(shell)) install(['chromium-headless-shell'])
  const { ok, text } = verdict(missing(), process.env['CI'] === 'true')
  console.log(text)
  process.exitCode = ok ? 0 : 1
}

if (import.meta.main) main()
