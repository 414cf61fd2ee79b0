import { defineConfig, type Plugin } from 'vite'

// Lit asks for a Trusted Types policy as soon as it is loaded. Under its own name another Lit on the page would
// collide with it, and a page that allows no policy must not see our script throw.
const ownTrustedTypesPolicy = (): Plugin => ({
  name: 'own-trusted-types-policy',
  transform: {
    filter: { id: /lit-html/ },
    handler(code) {
      const made = code.replace(
        /(\w+)\.createPolicy\("lit-html",(\{.*?\})\)/,
        '(()=>{try{return $1.createPolicy("training-signup",$2)}catch{}})()',
      )
      return made === code ? undefined : { code: made, map: null }
    },
  },
})

const shortStyles = (): Plugin => ({
  name: 'short-styles',
  transform: {
    filter: { id: /\.styles\.ts$/ },
    handler: (code) => ({ code: shorten(code), map: null }),
  },
})

const shorten = (css: string) =>
  css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')

// Vite leaves some of these in without a word; on a partner's page each would be harm done.
const forbidden: [what: string, pattern: RegExp, allowed: number][] = [
  ["Lit's own policy name", /["'`]lit-html["'`]/g, 0],
  ['unsafeHTML', /unsafeHTML/g, 0],
  [
    'an assignment to innerHTML beside that of Lit’s template machinery',
    /\.(?:inner|outer)HTML\s*=|insertAdjacentHTML/g,
    1,
  ],
  ['eval or its like', /\beval\(|\bnew Function\b/g, 0],
  ['a raw decorator', /(?:^|[;{}\s])@[a-zA-Z]+(?:\([^)]*\))?\s*(?:class|accessor|static|declare)\b/g, 0],
  ['a style attribute or element', /<style|\sstyle=/g, 0],
  ['storage or a cookie', /localStorage|sessionStorage|indexedDB|document\.cookie/g, 0],
]

const faultsOf = (code: string) =>
  forbidden.filter(([, pattern, allowed]) => (code.match(pattern)?.length ?? 0) > allowed).map(([what]) => what)

/** The last word on the finished script: shorter templates, and no build at all where something harmful is in it. */
const checked = (): Plugin => ({
  name: 'checked',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      // After minifying, line breaks are left in templates only, where each run of white space is as good as a space.
      chunk.code = chunk.code.replace(/\s*\n\s*/g, ' ')
      const faults = faultsOf(chunk.code)
      if (faults.length > 0) this.error(`${chunk.fileName} contains ${faults.join(', ')}`)
    }
  },
})

export default defineConfig({
  plugins: [ownTrustedTypesPolicy(), shortStyles(), checked()],
  build: {
    target: 'es2022',
    lib: { entry: 'src/define.ts', formats: ['es'], fileName: () => 'training-signup.js' },
    license: { fileName: 'THIRD-PARTY-LICENSES' },
    // The type checker keeps its declarations in there.
    emptyOutDir: false,
    rolldownOptions: { output: { minify: true, comments: false } },
  },
})
