import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { install, missingPhp, runPhp } from './php.ts'
import { until } from './until.ts'

// Where Debian's packages put them.
const core = '/usr/share/wordpress'
const theme = '/usr/share/wordpress/wp-content/themes/twentytwentyfive'
const languages = '/var/lib/wordpress/wp-content/languages'
const packages = ['php-cli', 'php-mysql', 'php-xml', 'mariadb-server', 'wordpress', 'wordpress-l10n']
const themes = ['wordpress-theme-twentytwentyfive']
const isThere = () =>
  [`${core}/wp-load.php`, `${theme}/style.css`, '/usr/sbin/mariadbd'].every((one) => existsSync(one))

/**
 * Returns why tests that need a real WordPress must be skipped, or false. Unlike PHP, no machine
 * has to have it.
 */
export function missingWordPress(): string | false {
  const wanted = [...packages, ...themes]
  if (!isThere()) install(wanted)
  if (isThere()) return missingPhp()
  return `WordPress is not on this machine. On Debian or Ubuntu: sudo apt-get install ${wanted.join(' ')}`
}

/**
 * Starts Debian's WordPress with its default theme, on files and a database of its own. `zip` is
 * the plugin, which WordPress unpacks and activates, if it is given.
 */
export async function startWordPress(zip?: Uint8Array) {
  const folder = scratchFolder('training-signup-wordpress-')
  const [site, socket] = [join(folder, 'site'), join(folder, 'db.sock')]
  const address = `http://localhost:${await freePort()}`
  layOut(folder, site)
  if (zip) writeFileSync(join(folder, 'plugin.zip'), zip)
  const started: ChildProcess[] = [startDatabase(folder, socket)]
  const stop = async () => {
    for (const one of started.toReversed()) await end(one)
    rmSync(folder, { recursive: true })
  }
  // WordPress is found in the scratch folder, and not where its links lead.
  const prepended = ['-d', `auto_prepend_file=${join(folder, 'prepend.php')}`]
  const environment = { WORDPRESS_FOLDER: folder, WORDPRESS_ADDRESS: address }
  writeFileSync(join(folder, 'prepend.php'), `<?php define( 'ABSPATH', ${JSON.stringify(`${site}/`)} );\n`)
  try {
    await until('MariaDB', async () => existsSync(socket))
    /**
     * Runs one of the steps of `wordpress-site.php` inside WordPress, and returns what it prints as
     * JSON.
     */
    const run = (step: string, given: object = {}) => {
      const program = join(import.meta.dirname, 'wordpress-site.php')
      const { status, stdout, stderr } = runPhp([...prepended, program, step], JSON.stringify(given), environment)
      if (status !== 0 || stderr !== '') throw new Error(`${step} ended with ${status}: ${stdout}${stderr}`)
      const { answer, log } = JSON.parse(stdout)
      assert.equal(log, '')
      return answer
    }
    run('install')
    started.push(startSite(address, site, prepended, environment))
    await until(address, async () => (await fetch(`${address}/readme.html`).catch(() => undefined))?.ok)
    return { address, run, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
export type WordPress = Awaited<ReturnType<typeof startWordPress>>

/**
 * Signs in as the administrator, and opens a page, which may still be loading. Not in WordPress’s
 * form: 200 ms after it is there, its script moves the focus to the name, and a password that is
 * being typed goes there, too. The browser then sends nothing.
 */
export async function signIn(page: Page, { address }: WordPress, url: string) {
  const form = { log: 'admin', pwd: 'admin' }
  const answer = await page.request.post(`${address}/wp-login.php`, { form, maxRedirects: 0 })
  assert.equal(answer.status(), 302)
  await page.goto(url, { waitUntil: 'commit' })
}

function layOut(folder: string, site: string) {
  mkdirSync(join(folder, 'db'))
  mkdirSync(join(site, 'wp-content/plugins'), { recursive: true })
  mkdirSync(join(site, 'wp-content/themes'))
  for (const name of readdirSync(core))
    if (!['wp-config.php', 'wp-content'].includes(name)) symlinkSync(join(core, name), join(site, name))
  symlinkSync(theme, join(site, 'wp-content/themes', basename(theme)))
  symlinkSync(languages, join(site, 'wp-content/languages'))
  cpSync(join(import.meta.dirname, 'wordpress-config.php'), join(site, 'wp-config.php'))
}

/** Starts PHP's own web server on WordPress. */
function startSite(address: string, site: string, settings: string[], environment: Record<string, string>) {
  const router = join(import.meta.dirname, 'wordpress-router.php')
  const args = [...settings, '-S', new URL(address).host, '-t', site, router]
  const env = { ...process.env, ...environment, PHP_CLI_SERVER_WORKERS: '4' }
  return spawn(process.env['PHP'] ?? 'php', args, { env, stdio: 'ignore', detached: true })
}

/** Starts MariaDB without accounts, on tables that need no preparation. */
const startDatabase = (folder: string, socket: string) =>
  spawn(
    '/usr/sbin/mariadbd',
    [
      '--no-defaults',
      ...(process.getuid?.() === 0 ? ['--user=root'] : []),
      `--datadir=${join(folder, 'db')}`,
      `--socket=${socket}`,
      '--skip-grant-tables',
      '--skip-networking',
      '--skip-innodb',
      '--default-storage-engine=Aria',
    ],
    { stdio: 'ignore', detached: true },
  )

/** Ends a program and those that it has started. */
async function end(program: ChildProcess) {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return
  const ended = once(program, 'exit')
  process.kill(-program.pid, 'SIGKILL')
  await ended
}
