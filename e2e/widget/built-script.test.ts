// The script as it is built, in every engine: each feature of Lit that the source uses has to be in
// it, and to work.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sharedTypes } from '../../packages/widget/own-names.ts'
import { engines, missing } from '../kit/engine.ts'
import { signupOf } from '../kit/form.ts'
import type { Browser, Page } from '../kit/page.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { type HostPage, startHostPage } from './host-page.ts'

const source = join(import.meta.dirname, '../../packages/widget/src')
const training = 'first-responders'

/** Two people, registered together. */
const pair = {
  people: ['Ada', 'Bea'].map((givenName) => ({
    givenName,
    familyName: 'Reyes',
    email: `${givenName.toLowerCase()}@kcpd.example`,
    role: 'police',
    agency: 'KCPD',
    attestation: true,
  })),
  coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' },
  split: true,
  lang: 'en',
  elapsedMs: 60_000,
}

test('the source imports no directive of Lit, which would have to be tried here', () => {
  const texts = globSync('**/*.ts', { cwd: source }).map((name) => readFileSync(join(source, name), 'utf8'))
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/'lit\/directives\/([\w-]+)\.js'/g)].map(([, name]) => name),
  )
  assert.deepEqual(new Set(imported), new Set())
})

/** Names of properties that a text of TypeScript declares. `end`: what follows a name there. */
const declared = (path: string, end: RegExp) =>
  readFileSync(path, 'utf8').match(new RegExp(`(?<=^ *(?:readonly |get |set )?)\\w+(?=${end.source})`, 'gm')) ?? []
const comment = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm
/** Names of properties that a module reads or writes: after a dot, before a colon, or alone between braces. */
const used =
  /(?<=[\w)\]]\??\.)[A-Za-z]\w*|(?<=[{,]\s*)[A-Za-z]\w*(?=: |(?:, \w+(?:: \w+)?)*,? \} = |(?:, \w+(?:: \w+)?)*,? \}\) =>)/g

const namesInScript = () => new Set(readFileSync(join(source, '../dist/training-signup.js'), 'utf8').match(/\w+/g))

const namesInSource = () =>
  globSync('**/*.ts', { cwd: source, exclude: ['**/*.test.ts', 'testing/**', 'react.ts'] }).flatMap(
    (name) =>
      stripTypeScriptTypes(readFileSync(join(source, name), 'utf8'))
        .replace(comment, '')
        .match(used) ?? [],
  )

test('the built script keeps the names that the server and the browser know, and shortens others', () => {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('typescript'))
  const types = dirname(resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`))
  const contract = globSync([`../${sharedTypes}`, '../../contract/src/{limits,show-when}.ts'], { cwd: source })
  const known = new Set([
    ...['dom', 'es5'].flatMap((name) => declared(join(types, `lib/lib.${name}.d.ts`), /\??[:(<]/)),
    ...contract.flatMap((name) => declared(join(source, name), /\??:/)),
  ])
  const [built, names] = [namesInScript(), namesInSource()]
  // What is written in its place is no name.
  const constants = ['minimumFillMs']
  const kept = new Set(names.filter((name) => known.has(name) && !constants.includes(name)))
  assert.ok(kept.size > 250, String(kept.size))
  for (const name of ['sameRow', 'otherDate', 'contentVisibilityAuto']) assert.ok(kept.has(name), name)
  assert.deepEqual(
    [...kept].filter((name) => !built.has(name)),
    [],
  )
  assert.equal(built.has('registerAnother'), false)
})

describe('the built script', { concurrency: 1 }, () => {
  let signup: Signup
  let host: HostPage
  before(async () => {
    signup = await startSignup()
    host = await startHostPage()
  })
  after(async () => {
    await host?.stop()
    await signup?.stop()
  })

  test('keeps every name that stands in a real answer', async () => {
    const given = new Set<string>()
    const collect = (text: string) => JSON.parse(text, (key, value) => (given.add(key), value))
    const ask = async (path: string, init: RequestInit = {}) =>
      collect(await (await fetch(`${signup.api}/api/v1/trainings${path}`, init)).text())
    const register = (people: object[]) =>
      ask(`/${training}/registrations`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...pair, people }),
      })
    for (const path of [`/${training}`, `/${training}?for=several&lang=es`, `?slug=${training}`, '/none'])
      await ask(path)
    await register([{}])
    const { status, errors } = await register(pair.people)
    assert.equal(status, 'confirmed', JSON.stringify(errors))
    assert.deepEqual(
      ['when', 'group', 'list', 'instead', 'pointer', 'reference'].filter((name) => !given.has(name)),
      [],
    )
    const built = namesInScript()
    assert.deepEqual(
      namesInSource().filter((name) => given.has(name) && !built.has(name)),
      [],
    )
  })

  for (const engine of engines)
    describe(`in ${engine.name}`, { concurrency: 1, skip: missing(engine) }, () => {
      let browser: Browser
      let page: Page
      before(async () => {
        browser = await engine.start()
        page = await browser.open()
      })
      after(async () => {
        await page?.close()
        await browser?.close()
      })
      const visit = async (pasted: string) => {
        const script = `<script type="module" src="${signup.api}/embed/v1/training-signup.js" crossorigin="anonymous"></script>`
        host.paste(pasted + script)
        await page.open(host.origin)
        return signupOf(page, training)
      }
      const element = (attributes = '') =>
        `<training-signup api="${signup.api}" training="${training}" ${attributes}><a href="/fallback">Register here</a></training-signup>`

      test('lets the page respond between running the script and drawing', async () => {
        const watch = `<script>
          globalThis.drawn = []
          const realTimeout = setTimeout
          setTimeout = (run, ms) => realTimeout(() => {
            drawn.push(document.querySelector('training-signup').shadowRoot !== null)
            run()
          }, ms)
        </script>`
        const form = await visit(element() + watch)
        await form.see('label', 'First name')
        const drawn = await page.read(() => (globalThis as unknown as { drawn: boolean[] }).drawn)
        assert.deepEqual(drawn.slice(0, 2), [false, true])
      })

      test('shares attributes and properties, also those that were set before it came', async () => {
        const early = `<script>
          const early = document.querySelector('training-signup')
          Object.assign(early, { prefill: { givenName: 'Ada', role: 'fire' }, theme: 'dark' })
          addEventListener('training-signup-ready', ({ training }) => (early.title = training))
        </script>`
        const form = await visit(element('lang="en"') + early)
        await form.see('label', 'First name')
        // The form is there before all of it is, and the event comes then.
        const read = () => page.read(readProperties)
        await until('the event', async () => (await read()).includes('first-responders'))
        assert.deepEqual(await read(), ['Ada', true, 'dark', 'first-responders', 'en', undefined].map(orNull))
        await page.read(() => {
          Object.assign(document.querySelector('training-signup')!, { lang: 'es', theme: undefined })
        })
        await form.see('label', 'Nombre')
        assert.deepEqual(await read(), ['Ada', true, null, 'first-responders', 'es', undefined].map(orNull))
        await page.read(() => document.querySelector('training-signup')!.setAttribute('lang', 'en'))
        await form.see('label', 'First name')
      })

      test('marks faults, leads to them, and takes the marks away', async () => {
        const form = await visit(element())
        const name = await form.see('label', 'First name')
        assert.deepEqual(await page.read(readMarks), [null, null, 1])
        await form.send()
        await form.see('text', 'Enter your first name')
        assert.deepEqual(await page.read(readMarks), ['true', 'summary', 1])
        await page.type(name, 'Ada')
        await form.send()
        await until('the mark to go', async () => (await page.read(readMarks))[0] === null)
      })

      test('keeps people’s boxes when others go', async () => {
        const form = await visit(element())
        await page.click(await form.see('button', 'Bringing a group?'))
        for (const number of [2, 3]) {
          await page.click(await form.see('button', 'Add another person'))
          await form.see('button', `Person ${number}`)
        }
        await page.read(() => {
          const boxes = document.querySelector('training-signup')!.shadowRoot!.querySelectorAll('[part=person]')
          boxes.forEach((box, index) => box.setAttribute('data-was', String(index + 1)))
        })
        await page.click(await form.see('button', 'Remove person 2'))
        await form.see('text', 'Undo')
        assert.deepEqual(await page.read(readBoxes), ['1', null, '3'])
      })

      test('signs up, fires events on the page, and starts over: events, bindings', async () => {
        const listen = `<script>
          globalThis.told = []
          for (const name of ['ready', 'start', 'registered'])
            document.addEventListener('training-signup-' + name, ({ type, composed }) => told.push(type + ' ' + composed))
        </script>`
        const form = await visit(listen + element('partner="we-the-people"'))
        await form.see('label', 'First name')
        await form.fillIn({ givenName: 'Ada', familyName: 'Reyes', email: `built-${engine.name}@kcpd.example` })
        await form.send()
        await form.see('text', 'Your reference number')
        assert.deepEqual(
          await page.read(() => (globalThis as unknown as { told: string[] }).told),
          ['ready', 'start', 'registered'].map((name) => `training-signup-${name} true`),
        )
        assert.doesNotMatch(await page.read(readMarkup), /\[object|undefined|\$\{/)
        await page.click(await form.see('button', 'Register another person'))
        await form.see('label', 'First name')
        assert.deepEqual(await page.read(readAnswers), ['', '', 'Kansas City Police Department'])
      })

      test('shows the page’s own link through its slot where nothing can be loaded, also in a marked div', async () => {
        const form = await visit(
          `<div data-training-signup data-training="${training}" data-api="http://127.0.0.1:9"><a href="/x">Register here</a></div>`,
        )
        await form.see('link', 'Register here')
        await until('the end of loading', () => page.read(hasGivenUp))
        assert.ok(await form.sees('link', 'Register here'))
      })
    })
})

const orNull = (value: unknown) => value ?? null

function readProperties() {
  const element = document.querySelector<HTMLElement>('training-signup')!
  const find = (selector: string) => element.shadowRoot?.querySelector<HTMLInputElement>(selector)
  return [
    find('[name=q-givenName]')?.value,
    find('[name=q-role][value=fire]')?.checked,
    element.getAttribute('theme'),
    element.title,
    element.getAttribute('lang'),
    element.getAttribute('prefill'),
  ].map((value) => value ?? null)
}

/**
 * Of the first name: whether it is marked as wrong, what has the focus, and how many style sheets
 * there are.
 */
function readMarks() {
  const root = document.querySelector('training-signup')!.shadowRoot!
  const control = root.querySelector('[name=q-givenName]')!
  return [
    control.getAttribute('aria-invalid'),
    root.activeElement?.getAttribute('part') ?? null,
    root.adoptedStyleSheets.length,
  ]
}

function readAnswers() {
  const root = document.querySelector('training-signup')!.shadowRoot!
  return ['givenName', 'familyName', 'agency'].map(
    (id) => root.querySelector<HTMLInputElement>(`[name=q-${id}]`)?.value ?? null,
  )
}

function readBoxes() {
  const root = document.querySelector('training-signup')!.shadowRoot!
  return [...root.querySelectorAll('[part=person], [part=removed]')].map((box) => box.getAttribute('data-was'))
}

const readMarkup = () => document.querySelector('training-signup')!.shadowRoot!.innerHTML

const hasGivenUp = () =>
  document
    .querySelector('div')
    ?.shadowRoot?.querySelector('training-signup')
    ?.shadowRoot?.querySelector('[part=unavailable]') != null
