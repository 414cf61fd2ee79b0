import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { defaultReporter } from '@web/test-runner'
import { chromeLauncher } from '@web/test-runner-chrome'
import puppeteer from 'puppeteer-core'
import { chromiumPath } from '../../tools/browsers.ts'
import { sameFonts } from '../../tools/fonts.ts'
import { Coverage } from './coverage.mjs'
import { webkitLauncher } from './webkit-launcher.mjs'

Object.assign(process.env, sameFonts())

const root = join(import.meta.dirname, '../..')

const [miniBrowser = ''] = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')
const firefox = { browser: 'firefox', executablePath: '/usr/bin/firefox-esr' }
// Of code that was compiled for an earlier page, V8 counts no lines.
const chromium = {
  executablePath: chromiumPath(),
  headless: 'shell',
  args: ['--no-sandbox', '--js-flags=--no-compilation-cache'],
}
const coverage = new Coverage((path) => /^packages\/widget\/src\/(?!testing\/).*(?<!\.test)\.ts$/.test(path))

const engines = {
  chromium: {
    needs: [chromium.executablePath],
    // Most files run only here, so two run at a time.
    launch: () =>
      coverage.launcher((options) =>
        chromeLauncher({ puppeteer, launchOptions: chromium, concurrency: 2, ...options }),
      ),
  },
  firefox: { needs: [firefox.executablePath], launch: () => chromeLauncher({ puppeteer, launchOptions: firefox }) },
  webkit: {
    needs: ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', miniBrowser],
    launch: () => webkitLauncher({ binary: miniBrowser }),
  },
}

/** Files that are named run in every engine that is wanted. */
const isNamed = process.argv.includes('--files')
const wanted = (process.env.WTR_BROWSERS ?? Object.keys(engines).join()).split(',')
const missing = wanted.filter((name) => !engines[name].needs.every((file) => existsSync(file)))
for (const name of missing) console.log(`${name} is not on this machine: NOT TESTED in it.`)
if (missing.length > 0 && (process.env.CI === 'true' || missing.length === wanted.length)) {
  throw new Error(
    `These tests need ${missing.join(', ')}. On Debian: apt-get install chromium firefox-esr webkit2gtk-driver xvfb`,
  )
}
const present = wanted.filter((name) => !missing.includes(name))

/**
 * Presses real keys for `hit` of src/testing/show.ts, in every engine; the runner's own `sendKeys` knows no WebKitGTK.
 * The mouse only where there is one.
 */
const hands = () => ({
  name: 'hands',
  async executeCommand({ command, payload, session: { browser, id } }) {
    if (command !== 'hit') return undefined
    const { press, type, mouse, to = [] } = payload
    if (mouse) {
      await browser.getPage(id).mouse[mouse](...to)
      return true
    }
    const keys = browser.keyboard ?? browser.getPage(id).keyboard
    await (type === undefined ? keys.press(press) : keys.type(type))
    return true
  },
})

/** Serves a style sheet as the bundler does: a module with its text. */
const sheets = () => ({
  name: 'sheets',
  serve({ path, querystring }) {
    if (!path.endsWith('.css') || querystring !== 'inline') return undefined
    const text = readFileSync(join(root, path), 'utf8')
    return { body: `export default ${JSON.stringify(text)}`, type: 'js' }
  },
})

/** Answers `/sources.json` with the text of every module, comments and all, for tests that read it. */
const sources = () => ({
  name: 'sources',
  serve({ path }) {
    if (path !== '/sources.json') return undefined
    const names = globSync('src/**/*.{ts,css}', { exclude: ['**/*.test.ts'] })
    const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, readFileSync(name, 'utf8')])))
    return { body, type: 'json' }
  },
})

/** Serves everything under `/copy/` a second time, which makes them other modules: as if two scripts were on a page. */
const secondCopy = (context, next) => {
  context.url = context.url.replace(/^\/copy\//, '/')
  return next()
}

/** Ends the log with one plain line: "N passed, N failed". */
const countReporter = () => ({
  stop({ sessions }) {
    const count = { passed: 0, failed: 0, skipped: 0 }
    const walk = (suite) => {
      for (const test of suite?.tests ?? []) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++
      for (const inner of suite?.suites ?? []) walk(inner)
    }
    for (const session of sessions) {
      const before = count.failed
      walk(session.testResults)
      // A file that could not be loaded, or that timed out, has no failed test to show for it.
      if (!session.passed && count.failed === before) count.failed++
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
  },
})

// Focus, keys, layout, forms, upgrades and what axe reads are an engine's own business: their tests are called
// `*.engines.test.ts` and run in each engine. What JavaScript alone decides is the same in all of them.
const inEachEngine = 'src/**/*.engines.test.ts'
const launchers = present.map((name) => engines[name].launch())
const groups = [
  { name: 'in each engine', files: inEachEngine },
  { name: 'in one engine', files: ['src/**/*.test.ts', `!${inEachEngine}`], browsers: launchers.slice(0, 1) },
]

export default {
  rootDir: root,
  ...(!isNamed && { groups }),
  // The Lit that ships, not the one for development.
  nodeResolve: { exportConditions: ['production'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }), hands(), sheets(), sources()],
  middleware: [secondCopy],
  concurrency: 1,
  concurrentBrowsers: 3,
  browserStartTimeout: 300_000,
  testsStartTimeout: 300_000,
  testsFinishTimeout: 900_000,
  testFramework: { config: { timeout: 120_000 } },
  reporters: [
    defaultReporter({ reportTestProgress: false }),
    // Only Chromium can tell, and of some files it would be too little.
    ...(present.includes('chromium') && !isNamed
      ? [coverage.reporter({ statements: 90, branches: 80, functions: 90, lines: 90 })]
      : []),
    countReporter(),
  ],
  browsers: launchers,
}
