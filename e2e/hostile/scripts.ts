import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { signupOf } from '../kit/form.ts'
import { until } from '../kit/until.ts'
import type { HostilePage, HostileSite } from './site.ts'
import { type Case, harm, openSeveral, type Shared, training, visitors } from './survival.ts'

const later = (code: string) => `<script>addEventListener('load', () => setTimeout(() => { ${code} }, 50))</script>`

/** Serves an older release from the page's own server: other bytes, which define another class. */
function serveOlder(site: HostileSite) {
  for (const [name, code] of Object.entries(site.copyOfScripts())) site.put(`/embed/0.9.0/${name}`, `${code}\n// older`)
  return `${site.origin}/embed/0.9.0/training-signup.js`
}

const places: Record<string, (site: HostileSite) => HostilePage> = {
  'the script below the element': ({ scriptTag, element }) => ({ pasted: element() + scriptTag }),
  'the script in the head, as soon as it comes': ({ scriptTag, element }) => ({
    head: scriptTag.replace('<script', '<script async'),
    pasted: element(),
  }),
  'the script inserted later': ({ script, element }) => ({
    pasted:
      element() +
      later(
        `document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: '${script}' }))`,
      ),
  }),
  'the script imported by its own': ({ script, element }) => ({
    pasted: `${element()}<script type="module">import '${script}'</script>`,
  }),
  'the element inserted later': ({ scriptTag, element }) => ({
    pasted: scriptTag + later(`document.querySelector('main').innerHTML = ${JSON.stringify(element())}`),
  }),
  'a marked div, since its editor strips what it does not know': ({ api, scriptTag }) => ({
    pasted: `${scriptTag}<div data-training-signup data-training="${training}" data-partner="we-the-people" data-api="${api}">
      <a href="${api}/t/${training}">Register for the free training</a></div>`,
  }),
  'the same script twice, and once more under another address': ({ script, scriptTag, element }) => ({
    head: scriptTag,
    pasted: scriptTag + element() + scriptTag.replace(script, `${script}?again`),
  }),
  'an older script before ours': (site) => ({
    head: site.scriptTag.replace(site.script, serveOlder(site)),
    pasted: site.scriptTag + site.element(),
  }),
  'an older script after ours': (site) => ({
    head: site.scriptTag,
    pasted: site.scriptTag.replace(site.script, serveOlder(site)) + site.element(),
  }),
  'a base elsewhere, and no address of the server': ({ scriptTag, element, api }) => ({
    head: '<base href="https://elsewhere.invalid/deep/path/" target="_blank" />',
    pasted: scriptTag + element().replace(`api="${api}"`, ''),
  }),
}
export const scriptCases = Object.fromEntries(
  Object.entries(places).map(([name, host]): [string, Case] => [`a page with ${name}`, { host }]),
)

/** The policy can be created only once; the second copy needs none. */
export const twiceTyped: Record<string, Case> = {
  'a page with two versions and a list of Trusted Types policies': {
    host: (site) => ({
      policy: `script-src 'self' ${site.api}; require-trusted-types-for 'script'; trusted-types training-signup`,
      head: site.scriptTag.replace(site.script, serveOlder(site)),
      pasted: site.scriptTag + site.element(),
    }),
    visit: openSeveral,
    allowed: /^securitypolicyviolation (require-)?trusted-types/,
  },
}

const fromWidget = createRequire(join(import.meta.dirname, '../../packages/widget/package.json'))
const fromLit = createRequire(fromWidget.resolve('lit'))
const fromLitElement = createRequire(fromLit.resolve('lit-element/lit-element.js'))

const folderOf = (entry: string) => dirname(entry).replace(/\/node$/, '')

/** Serves the page's own Lit from its packages, either as shipped or for development. */
function serveLit(site: HostileSite, build: '' | 'development/') {
  const packages = {
    'lit-html': folderOf(fromLit.resolve('lit-html')),
    'lit-element': folderOf(fromLit.resolve('lit-element')),
    '@lit/reactive-element': folderOf(fromLitElement.resolve('@lit/reactive-element')),
  }
  const imports = Object.entries(packages).flatMap(([name, folder]) => {
    const url = site.putFolder(`/${name}/${build}`, join(folder, build))
    return [
      [`${name}/`, url],
      [name, `${url}${name.split('/').at(-1)}.js`],
    ]
  })
  return `<script type="importmap" nonce="n">${JSON.stringify({ imports: Object.fromEntries(imports) })}</script>`
}

/**
 * Renders the page's own element and, inside it, the sign-up with an answer that the page already
 * has.
 */
const litPage = (site: HostileSite) => `<script type="module" nonce="n">
  import { LitElement } from 'lit-element/lit-element.js'
  import { html, render } from 'lit-html'
  class PageApp extends LitElement {
    static properties = { count: {} }
    constructor() { super(); this.count = 0 }
    createRenderRoot() { return this }
    render() {
      return html\`<button @click=\${() => this.count++}>Pressed \${this.count}</button>
        <training-signup .prefill=\${{ givenName: 'Ada' }} api=\${'${site.api}'} training="${training}"></training-signup>\`
    }
  }
  customElements.define('page-app', PageApp)
</script>`

const lits = {
  'Lit before ours': ['', true],
  'Lit after ours': ['', false],
  'Lit for development': ['development/', true],
} as const
export const litCases = Object.fromEntries(
  Object.entries(lits).map(([name, [build, isFirst]]): [string, Case] => [
    `a page with its own ${name}`,
    {
      host: (site) => ({
        policy: `script-src 'self' 'nonce-n' ${site.api}; require-trusted-types-for 'script'; trusted-types lit-html training-signup`,
        head: serveLit(site, build),
        pasted: `<page-app></page-app>${isFirst ? litPage(site) + site.scriptTag : site.scriptTag + litPage(site)}`,
      }),
      async visit(page) {
        await page.click(await page.find(() => document.querySelector('page-app button')))
        const text = await page.read(() => document.querySelector('page-app button')?.textContent)
        assert.equal(text, 'Pressed 1')
        const typed = await page.read(() => {
          const root = document.querySelector('training-signup')?.shadowRoot
          return root?.querySelector<HTMLInputElement>('[name=q-givenName]')?.value
        })
        assert.equal(typed, 'Ada')
      },
      allowed: /^globalThis\.(lit|reactiveElement)/,
    },
  ]),
)

/** Tests that the summary of faults leads to the answer instead of another page. */
export function testBase(shared: Shared) {
  test('a page with another base leads from the summary of faults to the answer', async () => {
    const { page, site } = shared
    await page.open(site.show({ head: '<base href="https://elsewhere.invalid/" target="_blank" />' }))
    const form = signupOf(page, training)
    await form.see('label', 'First name')
    await form.send()
    await page.click(await form.see('link', 'Enter your first name'))
    const focused = await page.read(
      () => document.querySelector('training-signup')?.shadowRoot?.activeElement?.getAttribute('name') ?? '',
    )
    assert.equal(focused, 'q-givenName')
    assert.deepEqual(await harm(page, visitors), [])
  })
}

/** With this, every element is of a class that stands between ours and the browser's. */
const scopedRegistries = new URL(import.meta.resolve('@webcomponents/scoped-custom-element-registry'))

/** A library that a part of the page needs, and that changes how every element is made. */
export const polyfilledCases: Record<string, Case> = {
  'a page with the polyfill for scoped registries': {
    host: (site) => ({
      head: `<script src="${site.put('/scoped.js', readFileSync(scopedRegistries, 'utf8'))}"></script><script>pageWatch.begin()</script>`,
    }),
    visit: openSeveral,
    signsUp: 'everywhere',
  },
  'a page with that polyfill, and the element in a shadow root with a registry of its own': {
    host: (site) => ({
      head: `<script src="${site.put('/scoped.js', readFileSync(scopedRegistries, 'utf8'))}"></script><script>pageWatch.begin()</script>`,
      pasted: `${site.scriptTag}<div id="host"></div><template>${site.element()}</template>
        <script type="module">
          const registry = new CustomElementRegistry()
          registry.define('training-signup', customElements.get('training-signup') ?? await customElements.whenDefined('training-signup'))
          const root = document.getElementById('host').attachShadow({ mode: 'open', customElements: registry, registry })
          root.innerHTML = document.querySelector('template').innerHTML
        </script>`,
    }),
  },
}

export const documentCases: Record<string, Case> = {
  'a page without a doctype': { host: () => ({ doctype: '' }), signsUp: 'in Chromium' },
}

/** XML has no templates as Lit writes them. */
export function testXhtml(shared: Shared) {
  test('a page in XHTML keeps its link', async () => {
    const { page, site } = shared
    const attributes = 'xmlns="http://www.w3.org/1999/xhtml" lang="en"'
    const pasted = site.scriptTag.replace('crossorigin', 'async="" crossorigin') + site.element()
    await page.open(site.show({ type: 'application/xhtml+xml', doctype: '', attributes, pasted }))
    assert.ok(await signupOf(page, training).sees('link', 'Register for the free training'))
    assert.deepEqual(await harm(page), [])
  })
}

/** Tests that the page survives: retrying forever would block it. */
export function testNothingDrawn(shared: Shared) {
  test('a page in which nothing can be drawn goes on', async () => {
    const { page, site } = shared
    const head = `<script>
      pageDrawn = 0
      document.importNode = (...given) => {
        pageDrawn += 1
        if (pageDrawn > 1) throw new Error('Not on this page')
        return Document.prototype.importNode.apply(document, given)
      }
      pageWatch.begin()
    </script>`
    await page.open(site.show({ head }))
    const drawn = () => page.read(() => (globalThis as unknown as { pageDrawn: number }).pageDrawn)
    await until('a second try', async () => (await drawn()) > 2)
    await delay(300)
    assert.ok((await drawn()) < 10, `drawn ${await drawn()} times`)
    assert.deepEqual(await harm(page), [])
  })
}
