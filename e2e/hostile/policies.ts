import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signupOf } from '../kit/form.ts'
import type { HostilePage, HostileSite } from './site.ts'
import { type Case, harm, openSeveral, type Shared, training } from './survival.ts'

const nonce = 'bm90IGEgc2VjcmV0'

/**
 * Returns a policy with only what the sign-up needs. `self` is for the page's own script, which
 * watches.
 */
const strictest = ({ api, origin }: HostileSite, more = '') =>
  `default-src 'none'; script-src 'self' ${origin} ${api}; connect-src ${api}; ${more}`

/** Policies that allow the sign-up without any report. */
const allowing: Record<string, (site: HostileSite) => HostilePage> = {
  'a policy that allows nothing else': (site) => ({ policy: strictest(site) }),
  'a nonce and strict-dynamic': ({ api, origin, scriptTag, element }) => ({
    policy: `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src ${api}; base-uri 'none'`,
    watchTag: `<script nonce="${nonce}" src="${origin}/watch.js"></script>`,
    pasted: scriptTag.replace('<script', `<script nonce="${nonce}"`) + element(),
  }),
  'a policy that names the script and nothing else of the server’s': ({ api, script }) => ({
    policy: `default-src 'none'; script-src 'self' ${script}; connect-src ${api}`,
  }),
  'a sandbox without an origin, in which no form can be submitted': (site) => ({
    policy: strictest(site, 'sandbox allow-scripts'),
  }),
  'an isolation that lets nothing in that does not say it may': (site) => ({
    policy: strictest(site),
    headers: {
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'clipboard-write=(), geolocation=(), storage-access=()',
      'Referrer-Policy': 'no-referrer',
    },
  }),
  'Trusted Types and no list of policies': (site) => ({
    policy: strictest(site, "require-trusted-types-for 'script'"),
  }),
  'a list of Trusted Types policies that names ours': (site) => ({
    policy: strictest(site, "require-trusted-types-for 'script'; trusted-types pagepolicy training-signup"),
  }),
}
export const allowingCases = Object.fromEntries(
  Object.entries(allowing).map(([name, host]): [string, Case] => [
    `a page with ${name}`,
    {
      host,
      // Each template that is drawn for the first time needs the policy.
      ...(name.includes('Trusted Types') && { visit: openSeveral }),
      // Elsewhere a registration leaves as the question about the training did.
      signsUp: /nothing else$|sandbox|names ours/.test(name) ? 'everywhere' : 'in Chromium',
    },
  ]),
)

const ownPolicyRefused = /^securitypolicyviolation trusted-types /

/**
 * These pages forbid the sign-up's Trusted Types policy, which it does not need. It has to try to
 * find that out, and the browser reports the try.
 */
export const needlessCases: Record<string, Case> = Object.fromEntries(
  ["'none'", 'pagepolicy'].map((list) => [
    `a page with a list of Trusted Types policies, ${list}, that need not be used`,
    {
      host: (site) => ({ policy: strictest(site, `trusted-types ${list}`) }),
      visit: openSeveral,
      signsUp: 'in Chromium',
      allowed: ownPolicyRefused,
    },
  ]),
)

/** Tests that the page's link stays where the sign-up cannot render, or not even load. */
export function testLinkStays(shared: Shared) {
  const enforced = "require-trusted-types-for 'script'; trusted-types"
  const forbidding: Record<string, { host: (site: HostileSite) => HostilePage; reported: RegExp }> = {
    'no Trusted Types policy': {
      host: (site) => ({ policy: strictest(site, `${enforced} 'none'`) }),
      reported: /^securitypolicyviolation (trusted-types|require-trusted-types-for) /,
    },
    'other Trusted Types policies': {
      host: (site) => ({ policy: strictest(site, `${enforced} pagepolicy lit-html`) }),
      reported: /^securitypolicyviolation (trusted-types|require-trusted-types-for) /,
    },
    'no script but its own': {
      host: ({ api }) => ({ policy: `default-src 'none'; script-src 'self'; connect-src ${api}` }),
      reported: /^(securitypolicyviolation script-src|error .*training-signup\.js)/,
    },
  }
  for (const [name, { host, reported }] of Object.entries(forbidding))
    test(`a page that allows ${name} keeps its link`, async () => {
      const { page, site } = shared
      await page.open(site.show(host(site)))
      assert.ok(await signupOf(page, training).sees('link', 'Register for the free training'))
      assert.equal(await page.read(() => document.querySelector('training-signup')?.shadowRoot), null)
      assert.deepEqual(await harm(page, reported), [])
    })
}
