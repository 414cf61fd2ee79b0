interface Policy {
  createHTML(html: string): string
}
interface PolicyFactory {
  createPolicy(name: string, policy: Policy): Policy
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }

/**
 * Makes Lit's Trusted Types policy under a name of our own: the build puts a call of this in the
 * place of Lit's `trustedTypes.createPolicy('lit-html', …)`. Under Lit's name it would collide with
 * another Lit on the page, and a page could not allow the one without the other. Returns nothing
 * where the page allows no policy of our name, instead of throwing into the page; define-tag.ts
 * finds out whether rendering needs one.
 */
export function createPolicy(policy: Policy): Policy | undefined {
  try {
    return trustedTypes?.createPolicy('training-signup', policy)
  } catch {
    return undefined
  }
}
