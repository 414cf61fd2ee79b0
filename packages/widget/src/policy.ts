interface Policy {
  createHTML(html: string): string
  createScriptURL(url: string): string
}
interface PolicyFactory {
  createPolicy(name: string, policy: Policy): Policy
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }

/**
 * The one Trusted Types policy of this script, for Lit too: under its own name another Lit on the page would collide
 * with it. None where the browser knows no such thing or the page allows no policy of that name.
 */
export const policy = createPolicy()

function createPolicy(): Policy | undefined {
  try {
    return trustedTypes?.createPolicy('training-signup', { createHTML: (html) => html, createScriptURL: (url) => url })
  } catch {
    return undefined
  }
}
