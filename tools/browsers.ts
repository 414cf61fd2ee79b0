// Makes sure that the browser engines which the tests drive are there: installs them where it may, else says which is not.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

export interface Engine {
  name: string
  /** Whether everything that it takes to run it is on this machine. */
  isThere: () => boolean
  packages: string[]
}

export const engines: Engine[] = [
  { name: 'Chromium', isThere: () => existsSync('/usr/bin/chromium'), packages: ['chromium'] },
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

/** What to say about engines that are not there, and whether that is a failure. */
export function verdict(missing: Engine[], ci: boolean) {
  if (missing.length === 0) return { ok: true, text: `${engines.map((engine) => engine.name).join(', ')}: all there.` }
  const lines = missing.map(
    ({ name, packages }) =>
      `${name} is not on this machine${ci ? '' : ', so its tests are skipped'}. ` +
      `On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
  )
  return { ok: !ci, text: lines.join('\n') }
}

/** Debian's packages, when we may install them; what it could not do shows in which engines are there afterwards. */
function install(missing: Engine[]) {
  const packages = missing.flatMap((engine) => engine.packages)
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
  if (missing().length > 0 && mayInstall) install(missing())
  const { ok, text } = verdict(missing(), process.env['CI'] === 'true')
  console.log(text)
  process.exitCode = ok ? 0 : 1
}

if (import.meta.main) main()
