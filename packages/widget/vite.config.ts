import { createHash } from 'node:crypto'
import { minify } from 'terser'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const script = 'training-signup.js'
const several = 'several.js'
const unknownHash = '%integrity%'

const policyFile = new URL('src/policy.ts', import.meta.url).pathname
const changesToLit: [what: string, pattern: RegExp, replacement: string][] = [
  // Lit asks for a Trusted Types policy as soon as it is loaded: it gets ours, see policy.ts.
  ['the making of its policy', /\w+\.createPolicy\("lit-html",\{.*?\}\)/, 'ownPolicy'],
  // A page's own Lit need not be warned of another version that it never meets; nor is there a browser to be helped.
  [
    'the telling of its version',
    /\w+\.litHtmlPolyfillSupport;\w+\?\.\(\w+,\w+\),\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
    '0',
  ],
  ['what is around templates of SVG and MathML', /\w+===\w+\?"<\/?svg>":\w+===\w+\?"<\/?math>":""/g, '""'],
  // No template of ours has a directive, so that every value stands for itself and none needs to know of being taken out.
  ['the resolving of directives', /\bM\(this,(\w+(?:\[[^\]]+\])?)[^)]*\)/g, '$1'],
  ['whether a part is connected', /get _\$AU\(\)\{.*?\}|,this\._\$Cv=\w+\?\.isConnected\?\?!0/g, ''],
  ['the telling of connections', /setConnected\(\w+\)\{.*?\}|this\._\$AP\?\.\(!1,!0,\w+\)/g, ''],
  // Nor does one have a value inside a comment, a text area or the like.
  ['values in raw text', /if\(y\.test\(\w+\.tagName\)\)\{.*?\}\}\}(?=else if\(8===)/, '}'],
  ['values in comments', /;else\{let \w+=-1;for\(;.*?\+=\w+\.length-1\}/, ';'],
]

const changedLit = (): Plugin => ({
  name: 'changed-lit',
  transform: {
    filter: { id: /lit-html\.js$/ },
    handler(code) {
      let made = code
      for (const [what, pattern, replacement] of changesToLit) {
        const before = made
        made = made.replace(pattern, replacement)
        if (made === before) this.error(`This Lit is another one than was expected: ${what} was not found in it.`)
      }
      return { code: `import { policy as ownPolicy } from '${policyFile}'\n${made}`, map: null }
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
    .replace(/='([a-z-]+)'/g, '=$1')
    .replace(/\b0\./g, '.')

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

/** The last word on the finished scripts: shorter templates, and no build at all where something harmful is in one. */
const checked = (): Plugin => ({
  name: 'checked',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
    const names = chunks.map(({ fileName }) => fileName)
    if (names.toSorted().join() !== [several, script].join())
      this.error(`Two scripts were wanted, not ${names.join(' and ')}`)
    handOver(bundle)
    for (const chunk of chunks) {
      chunk.code = await shrink(chunk.code)
      const faults = faultsOf(chunk.code)
      if (faults.length > 0) this.error(`${chunk.fileName} contains ${faults.join(', ')}`)
    }
    if (/\bimport\b/.test((bundle[several] as Rolldown.OutputChunk).code)) this.error(`${several} imports something`)
    pin(bundle)
  },
})

async function shrink(code: string): Promise<string> {
  const made = await minify(code, {
    module: true,
    ecma: 2022,
    compress: {
      global_defs: { SEVERAL_FILE: several, SEVERAL_INTEGRITY: unknownHash },
      passes: 3,
      unsafe_arrows: true,
      keep_fargs: false,
      pure_getters: true,
    },
    // Lit's inner names; what leaves it, `_$litType$`, is made and read in one script.
    mangle: { properties: { regex: /^_\$/ } },
    format: { comments: false },
  })
  // Line breaks are left in templates only, where each run of white space is as good as a space, and none at the ends.
  return (made.code ?? '')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('` <', '`<')
    .replaceAll('> `', '>`')
}

/**
 * Has the script hand over what the other one uses of it. An import would fetch the script anew wherever its address is
 * not letter by letter the one that the page has loaded, as after a redirect, and nothing would check the hash of that.
 */
function handOver(bundle: Rolldown.OutputBundle) {
  const [main, other] = [bundle[script], bundle[several]] as [Rolldown.OutputChunk, Rolldown.OutputChunk]
  const change = (code: string, pattern: RegExp, made: (...found: string[]) => string) => {
    if (!pattern.test(code)) throw new Error(`Rolldown writes another way: ${pattern} was not found.`)
    return code.replace(pattern, (_, ...found: string[]) => made(...found))
  }
  let used = ''
  other.code = change(
    other.code,
    /^import\{([^}]*)\}from"[^"]*";(.*)export\{([^}]*)\};?\s*$/s,
    (names = '', body, given = '') => {
      used = names
      return `export default({${names.replaceAll(' as ', ':')}})=>{${body}return{${swap(given)}}}`
    },
  )
  const isUsed = (name: string) => used.split(',').some((one) => one.split(' as ')[0] === name.split(' as ')[1])
  main.code = change(main.code, /export\{([^}]*)\};?\s*$/, (given = '') => {
    const [handed, kept] = [true, false].map((is) => given.split(',').filter((name) => isUsed(name) === is))
    return `const handed={${swap(String(handed))}};export{${String(kept)}};`
  })
  main.code = change(main.code, /(\bimport\(\w+\))/, (loaded) => `${loaded}.then(one=>one.default(handed))`)
}

/** `a as b,c as d` as `b:a,d:c`. */
const swap = (names: string) => names.replace(/([\w$]+) as ([\w$]+)/g, '$2:$1')

/** Lets the script know the other one by its content: its name, so that no cache mixes two builds, and its hash. */
function pin(bundle: Rolldown.OutputBundle) {
  const [main, other] = [bundle[script], bundle[several]] as Rolldown.OutputChunk[]
  if (!main || !other) return
  const digest = createHash('sha256').update(other.code).digest()
  other.fileName = several.replace('.', `-${digest.toString('hex').slice(0, 8)}.`)
  main.code = main.code.replaceAll(several, other.fileName).replace(unknownHash, `sha256-${digest.toString('base64')}`)
}

export default defineConfig({
  plugins: [changedLit(), shortStyles(), checked()],
  build: {
    target: 'es2022',
    lib: { entry: 'src/define.ts', formats: ['es'], fileName: () => script },
    license: { fileName: 'THIRD-PARTY-LICENSES' },
    // The type checker keeps its declarations in there.
    emptyOutDir: false,
    rolldownOptions: {
      // Minifying well is slow, and that is no news.
      checks: { pluginTimings: false },
      // What both scripts use stays in the first, which the second then takes it from.
      preserveEntrySignatures: 'allow-extension',
      output: { minify: true, comments: false, chunkFileNames: several },
    },
  },
})
