import { policy } from './policy.ts'

/** Put in by the build of the script that pages embed. Elsewhere a bundler of the page's own knows where the file is. */
declare const SEVERAL_FILE: string | undefined
declare const SEVERAL_INTEGRITY: string

// An address that nobody has asked for yet, and with each further try another: a module that the page has already was
// never held against the hash, and Firefox and WebKit do not ask again for one that they once could not get.
let suffix = `#${Math.random()}`

/**
 * What only pages with several trainings and groups of several people need. Whoever pinned this script by its hash has
 * pinned that one too: it is loaded with the hash that this one names, or not at all.
 *
 * @throws {unknown} It could not be loaded, or is not what it should be.
 */
export async function loadSeveral(): Promise<typeof import('./several/several.ts')> {
  if (typeof SEVERAL_FILE !== 'string') return import('./several/several.ts')
  const url = new URL(SEVERAL_FILE + suffix, import.meta.url).href
  await admit(url)
  return import(/* @vite-ignore */ /* webpackIgnore: true */ url)
}

/** A module that a script element has loaded is what an import of the same address gives from then on. */
function admit(url: string): Promise<unknown> {
  const script = document.createElement('script')
  return new Promise((resolve, reject) => {
    Object.assign(script, {
      type: 'module',
      crossOrigin: '',
      integrity: SEVERAL_INTEGRITY,
      src: policy?.createScriptURL(url) ?? url,
      onload: resolve,
      onerror: () => reject((suffix += '?')),
    })
    document.head.append(script)
  }).finally(() => script.remove())
}
