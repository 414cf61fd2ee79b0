import { createHmac } from 'node:crypto'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { passkey } from '@better-auth/passkey'
import { APIError, isAPIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { magicLink } from 'better-auth/plugins/magic-link'
import { logFailure } from '../ops/log-failure.ts'
import type { System } from '../system.ts'
import { secretFor } from './secret-for.ts'
import { type SignIn, signInTimes } from './sign-in.ts'
import { singleStatements } from './single-statements.ts'

/** How often a session that is being used is written, in seconds. */
const refreshSeconds = 60

const snake = (...fields: string[]) =>
  Object.fromEntries(
    fields.map((field) => [field, field.replaceAll(/ID|[A-Z]/g, (found) => `_${found.toLowerCase()}`)]),
  )

const tables = {
  user: { modelName: 'auth_user', fields: snake('emailVerified', 'createdAt', 'updatedAt') },
  session: {
    modelName: 'auth_session',
    fields: snake('userId', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'),
  },
  verification: { modelName: 'auth_verification', fields: snake('expiresAt', 'createdAt', 'updatedAt') },
  passkey: {
    modelName: 'auth_passkey',
    fields: snake('userId', 'publicKey', 'credentialID', 'deviceType', 'backedUp', 'createdAt'),
  },
}

/** Sets better-auth up on our database, with what `sign-in.ts` needs of it. */
export function createSignIn(system: System): SignIn {
  const { api } = createAuth(system)
  return {
    async createLink(email) {
      let token = ''
      const receive = (made: string) => {
        token = made
      }
      await api.signInMagicLink({ body: { email, metadata: { receive } }, headers: new Headers() })
      return token
    },
    useLink: (token, headers) =>
      cookiesOf(() => api.magicLinkVerify({ query: { token }, headers, returnHeaders: true })),
    async findSession(headers, isUse) {
      const found = await api.getSession({ headers, query: { disableRefresh: !isUse }, returnHeaders: true })
      const { session } = found.response ?? {}
      const cookies = found.headers.getSetCookie()
      return { cookies, session: session && { id: session.id, userId: session.userId, createdAt: session.createdAt } }
    },
    async endSession(headers) {
      const { headers: ended } = await api.signOut({ headers, returnHeaders: true })
      return ended.getSetCookie()
    },
    passkeys: passkeysOf(api),
  }
}

type Api = ReturnType<typeof createAuth>['api']

const passkeysOf = (api: Api): SignIn['passkeys'] => ({
  creation: async (headers) => {
    const made = await api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true })
    return { options: made.response, cookies: made.headers.getSetCookie() }
  },
  add: (response, name, headers) =>
    cookiesOf(() => api.verifyPasskeyRegistration({ body: { response, name }, headers, returnHeaders: true })),
  request: async (headers) => {
    const made = await api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true })
    return { options: made.response, cookies: made.headers.getSetCookie() }
  },
  use: (response, headers) =>
    cookiesOf(() =>
      api.verifyPasskeyAuthentication({ body: { response: response as never }, headers, returnHeaders: true }),
    ),
})

/** Returns the cookies of a success, undefined if better-auth refused. */
async function cookiesOf(run: () => Promise<{ headers: Headers }>): Promise<string[] | undefined> {
  try {
    return (await run()).headers.getSetCookie()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return undefined
    throw error
  }
}

function createAuth(system: System) {
  const { config, authSecret, db } = system
  const isSecure = config.publicUrl.startsWith('https:')
  return betterAuth({
    appName: 'Training sign-up',
    baseURL: config.publicUrl,
    secret: secretFor(authSecret, 'organizer sessions').toString('base64url'),
    // As SQLite on both engines: instants are text and booleans are 0 or 1, as in all our tables.
    database: kyselyAdapter(singleStatements(db), { type: 'sqlite' }),
    user: tables.user,
    session: { ...tables.session, expiresIn: signInTimes.idleSeconds, updateAge: refreshSeconds, freshAge: 0 },
    verification: tables.verification,
    plugins: pluginsOf(system),
    advanced: {
      cookiePrefix: isSecure ? '__Host-organizer' : 'organizer',
      // Would put its own prefix in front.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure, sameSite: 'strict', httpOnly: true, path: '/' },
      ipAddress: { disableIpTracking: true },
      // Our migrations make its tables, and none for passwords and accounts at other sites.
      database: { generateId: () => system.newId(), validateSchema: false },
    },
    // Ours count before it is called.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // Its messages can quote what was typed.
      log: (_level, _message, ...details) =>
        logFailure(
          system.log,
          details.find((one) => one instanceof Error),
          {},
          'better-auth failed',
        ),
    },
  })
}

function pluginsOf({ config, authSecret }: System) {
  const { origin, hostname } = new URL(config.publicUrl)
  const hashKey = secretFor(authSecret, 'sign-in link')
  const hash = async (secret: string) => createHmac('sha256', hashKey).update(secret).digest('base64url')
  return [
    magicLink({
      expiresIn: signInTimes.linkSeconds,
      disableSignUp: true,
      storeToken: { type: 'custom-hasher', hash },
      sendMagicLink: async ({ token, metadata }) => metadata?.['receive'](token),
    }),
    passkey({
      rpID: hostname,
      rpName: 'Training sign-up',
      origin,
      schema: { passkey: tables.passkey },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      // A passkey is the only thing asked for, so the device must have asked who is there.
      registration: { afterVerification: ({ verification }) => requireVerified(verification.registrationInfo) },
      authentication: { afterVerification: ({ verification }) => requireVerified(verification.authenticationInfo) },
    }),
  ]
}

function requireVerified(info: { userVerified: boolean } | undefined) {
  if (!info?.userVerified) throw new APIError('UNAUTHORIZED')
}
