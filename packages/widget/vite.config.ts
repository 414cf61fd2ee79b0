import { minify } from 'terser'
import { defineConfig, type Plugin } from 'vite'
import { forbiddenIn } from './forbidden.ts'
import { ownNames } from './own-names.ts'
import { shorten } from './own-properties.ts'

const script = 'training-signup.js'
const policyFile = new URL('src/policy.ts', import.meta.url).pathname
const litsPolicy = /\w+\.createPolicy\("lit-html",/

/** In Lit, its Trusted Types policy gets a name of our own. See src/policy.ts for the reason. */
const ownPolicy = (): Plugin => ({
  name: 'own-policy',
  transform: {
    filter: { id: /lit-html\.js$/ },
    handler(code) {
      if (!litsPolicy.test(code))
        this.error('This Lit makes its Trusted Types policy another way. Look for createPolicy.')
      const changed = code.replace(litsPolicy, 'createPolicy(')
      return { code: `import { createPolicy } from '${policyFile}'\n${changed}`, map: null }
    },
  },
})

// Between tags, and just inside of one, it is not seen: where it is, in a line of text, formatting
// leaves none.
const unseenSpace = /(?<=[`>])\n\s*(?=<)|(?<=>)\n\s*(?=`)|(?<=<\w[^<>]*>)\n\s*(?=\$\{)|(?<=\})\n\s*(?=<\/|\/?>|`)/g

// What is left of it, before a tag, an attribute, or a value. Spaces are frequent, line ends are not.
const seenSpace = /\n\s+(?=<|\$\{|[.?@]?[\w-]+=["$])/g

/** A template's text is its own: no minifier touches the markup in it. */
const smallTemplates = (): Plugin => ({
  name: 'small-templates',
  enforce: 'pre',
  transform: {
    filter: { id: /\/widget\/src\/.*\.ts$/ },
    // Indents mean nothing, neither in a script nor in markup.
    handler: (code) => ({ code: code.replace(unseenSpace, '').replace(seenSpace, ' '), map: null }),
  },
})

/** Shortens the names of the style sheets' own properties. */
const smallStyles = (): Plugin => ({
  name: 'small-styles',
  enforce: 'pre',
  transform: {
    filter: { id: /\/widget\/src\/styles\/.*\.css/ },
    handler: (code) => ({ code: shorten(code), map: null }),
  },
})

/** Minifies further than the bundler does. Each byte is loaded on every partner's page. */
const smallScript = (): Plugin => ({
  name: 'small-script',
  async generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle).filter((file) => file.type === 'chunk')) {
      const options = {
        module: true,
        ecma: 2020,
        compress: {
          passes: 3,
          unsafe_arrows: true,
          keep_fargs: false,
          if_return: false,
          lhs_constants: false,
          pure_getters: true,
        },
        mangle: { properties: { regex: ownNames(chunk.modules) } },
        format: { comments: false },
      } as const
      chunk.code = (await minify(chunk.code, options)).code ?? chunk.code
    }
  },
})

/** Makes no build at all where something harmful is in it, or where it is more than one script. */
const checked = (): Plugin => ({
  name: 'checked',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle).filter((file) => file.type === 'chunk')) {
      if (chunk.fileName !== script) this.error(`There is a second script, ${chunk.fileName}. Import it statically.`)
      const faults = forbiddenIn(chunk.code)
      if (faults.length > 0) this.error(`${chunk.fileName} contains ${faults.join(', ')}`)
    }
  },
})

export default defineConfig({
  plugins: [ownPolicy(), smallTemplates(), smallStyles(), smallScript(), checked()],
  build: {
    target: 'es2022',
    // No rule is rewritten for older browsers: what stood in for light-dark() would not follow the page.
    cssTarget: 'esnext',
    cssMinify: 'lightningcss',
    lib: { entry: 'src/script.ts', formats: ['es'], fileName: () => script },
    license: { fileName: 'THIRD-PARTY-LICENSES' },
    // The type checker keeps its declarations in there.
    emptyOutDir: false,
    // An ES library is not minified otherwise.
    rolldownOptions: {
      output: { minify: true, comments: false },
      // Someone who starts the demo need not read how long our own plugin took.
      checks: { pluginTimings: false },
    },
  },
})
