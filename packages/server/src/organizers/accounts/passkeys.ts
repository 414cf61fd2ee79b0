import type { AuthenticatorTransportFuture } from '@simplewebauthn/server'
import type { Context } from 'hono'
import { z } from 'zod'
import { notifyAccount } from '../../delivery/kinds/account-notices.ts'
import { ownCookie } from '../../platform/access/own-cookie.ts'
import { signInTimes } from '../../platform/access/sign-in-times.ts'
import type { AuthPasskeyTable } from '../../platform/db/tables/auth.ts'
import type { System } from '../../platform/system.ts'
import { readAccount } from './accounts.ts'
import { keepOnce, takeOnce } from './single-use.ts'

/** It is loaded with the first passkey: certificates in all their formats take memory. */
const library = () => import('@simplewebauthn/server')
const attestations = () => import('@simplewebauthn/server/helpers')

const challengeBytes = 32
const userHandleBytes = 32
const rpName = 'Training sign-up'

/** Credentials have at most 1,023 bytes. */
const Id = z.string().regex(/^[\w-]{1,1364}$/)
const Text = z.string()
const Shared = { id: Id, rawId: Id, type: z.literal('public-key') }
const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
const Made = z.object({
  ...Shared,
  response: z.object({ clientDataJSON: Text, attestationObject: Text, transports: z.array(Text).catch([]) }),
})
const Shown = z.object({
  ...Shared,
  response: z.object({ clientDataJSON: Text, authenticatorData: Text, signature: Text }),
})

/** Returns what a browser needs to make a passkey for an account. */
export async function askForNewPasskey(system: System, c: Context, userId: string): Promise<object> {
  const { generateRegistrationOptions } = await library()
  const { email } = await readAccount(system.db.reader, userId)
  const options = await generateRegistrationOptions({
    rpName,
    rpID: hostOf(system),
    // Nothing is known by it: a passkey is looked up by its own id.
    userID: randomBytes(system, userHandleBytes),
    userName: email,
    userDisplayName: email,
    challenge: randomBytes(system, challengeBytes),
    attestationType: 'none',
    excludeCredentials: await credentialsOf(system, userId),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(system, c, useOf.adding(userId), options.challenge)
  return options
}

/** Adds a passkey that a browser has made for this account. Returns whether it is right. */
export async function addPasskey(
  system: System,
  c: Context,
  { userId, name }: { userId: string; name: string },
  given: unknown,
): Promise<boolean> {
  const expectedChallenge = await takeChallenge(system, c, useOf.adding(userId))
  const made = Made.safeParse(given).data
  if (expectedChallenge === undefined || !made) return false
  const credential = await verifyMade(system, made, expectedChallenge)
  if (!credential) return false
  const known = made.response.transports.filter((one) => (transports as readonly string[]).includes(one))
  const row = {
    id: system.newId(),
    user_id: userId,
    name,
    public_key: Buffer.from(credential.publicKey).toString('base64'),
    credential_id: credential.id,
    counter: credential.counter,
    transports: [...new Set(known)].join(','),
    created_at: system.now().toISOString(),
  }
  return system.db.transaction(async (tx) => {
    const inserted = tx.insertInto('auth_passkey').values(row)
    const { numInsertedOrUpdatedRows } = await inserted
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) return false
    await notifyAccount(system, tx, userId, 'passkey-added', { name })
    return true
  })
}

/**
 * Returns what a browser needs to show a passkey.
 * @param userId Whose it must be, for someone who is signed in
 */
export async function askForPasskey(system: System, c: Context, userId?: string): Promise<object> {
  const { generateAuthenticationOptions } = await library()
  const allowed = userId === undefined ? [] : await credentialsOf(system, userId)
  const options = await generateAuthenticationOptions({
    rpID: hostOf(system),
    challenge: randomBytes(system, challengeBytes),
    userVerification: 'required',
    ...(allowed.length > 0 && { allowCredentials: allowed }),
  })
  await keepChallenge(system, c, useOf.showing(userId), options.challenge)
  return options
}

/** Returns the account whose passkey a browser has shown, if it is right. */
export async function takePasskey(
  system: System,
  c: Context,
  given: unknown,
  userId?: string,
): Promise<string | undefined> {
  const expectedChallenge = await takeChallenge(system, c, useOf.showing(userId))
  const shown = Shown.safeParse(given).data
  if (expectedChallenge === undefined || !shown) return undefined
  const passkey = await system.db.reader
    .selectFrom('auth_passkey')
    .select(['id', 'user_id', 'credential_id', 'public_key', 'counter'])
    .where('credential_id', '=', shown.id)
    .executeTakeFirst()
  if (!passkey || (userId !== undefined && passkey.user_id !== userId)) return undefined
  const counter = await verifyShown(system, shown, { ...passkey, expectedChallenge })
  if (counter === undefined) return undefined
  // Of two that are shown in the same moment with the same count, one is a copy.
  const updated = await system.db.transaction((tx) =>
    tx
      .updateTable('auth_passkey')
      .set({ counter })
      .where('id', '=', passkey.id)
      .where('counter', '=', passkey.counter)
      .executeTakeFirst(),
  )
  return updated.numUpdatedRows === 1n ? passkey.user_id : undefined
}

async function verifyMade(system: System, made: z.infer<typeof Made>, expectedChallenge: string) {
  const { verifyRegistrationResponse } = await library()
  const { decodeAttestationObject, isoBase64URL } = await attestations()
  return orRefuse(async () => {
    // None was asked for. Certificates would have to be checked, and can name addresses to load.
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(made.response.attestationObject))
    const isOwn = attestation.get('fmt') === 'packed' && attestation.get('attStmt').get('x5c') === undefined
    if (attestation.get('fmt') !== 'none' && !isOwn) return undefined
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...made, response: { ...made.response, transports: [] }, clientExtensionResults: {} },
      ...expectedOf(system, expectedChallenge),
    })
    return verified ? registrationInfo?.credential : undefined
  })
}

type Stored = Pick<AuthPasskeyTable, 'credential_id' | 'public_key' | 'counter'> & { expectedChallenge: string }

/** Returns the passkey's count, if it is right. */
async function verifyShown(system: System, shown: z.infer<typeof Shown>, stored: Stored) {
  const { verifyAuthenticationResponse } = await library()
  return orRefuse(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...shown, clientExtensionResults: {} },
      ...expectedOf(system, stored.expectedChallenge),
      credential: {
        id: stored.credential_id,
        publicKey: new Uint8Array(Buffer.from(stored.public_key, 'base64')),
        counter: stored.counter,
      },
    })
    return verified ? authenticationInfo.newCounter : undefined
  })
}

/** The library throws whatever is wrong with an answer. */
async function orRefuse<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify()
  } catch {
    return undefined
  }
}

/** What a challenge is for: one for signing in adds no passkey, and confirms nothing. */
const useOf = {
  adding: (userId: string) => `new passkey ${userId}`,
  showing: (userId = '') => `passkey ${userId}`,
}

const challengeCookie = 'organizer-passkey'

/** Keeps a challenge for this browser. */
async function keepChallenge(system: System, c: Context, use: string, challenge: string) {
  const { challengeSeconds } = signInTimes
  const secret = await keepOnce(system, use, challenge, challengeSeconds)
  ownCookie(system, challengeCookie).write(c, secret, challengeSeconds)
}

/** A right or wrong answer uses it up. */
async function takeChallenge(system: System, c: Context, use: string) {
  const secret = ownCookie(system, challengeCookie).read(c)
  return secret === undefined ? undefined : takeOnce(system, use, secret)
}

async function credentialsOf({ db }: System, userId: string) {
  const passkeys = db.reader.selectFrom('auth_passkey').select(['credential_id', 'transports'])
  return (await passkeys.where('user_id', '=', userId).execute()).map((one) => ({
    id: one.credential_id,
    transports: (one.transports ?? '').split(',').filter(Boolean) as AuthenticatorTransportFuture[],
  }))
}

/** Passkeys belong to the host name, for as long as there are any. */
const hostOf = ({ config }: System) => new URL(config.publicUrl).hostname

const expectedOf = (system: System, expectedChallenge: string) => ({
  expectedChallenge,
  expectedOrigin: new URL(system.config.publicUrl).origin,
  expectedRPID: hostOf(system),
  // A passkey is the only thing asked for, so the device must have asked who is there.
  requireUserVerification: true,
})

const randomBytes = (system: System, count: number) => new Uint8Array(system.randomBytes(count))
