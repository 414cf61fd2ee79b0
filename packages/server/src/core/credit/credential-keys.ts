import type { JWK } from 'jose'
import { seal, unseal } from '../../platform/http/sealed.ts'
import type { System } from '../../platform/system.ts'

const use = 'credential key'

/** How credentials are signed. */
export const credentialAlgorithm = 'EdDSA'

/** Returns the public keys, newest first: also those that no longer sign. */
export async function readPublicKeys({ db }: Pick<System, 'db'>): Promise<(JWK & { kid: string })[]> {
  const rows = await db.reader.selectFrom('credential_key').selectAll().orderBy('id', 'desc').execute()
  return rows.map(({ id, public_key }) => ({
    ...(JSON.parse(public_key) as JWK),
    kid: id,
    alg: credentialAlgorithm,
    use: 'sig',
  }))
}

/**
 * Makes a new key, which signs from now on. What older ones signed stays valid.
 * @returns its id
 */
export async function rotateCredentialKey(system: System): Promise<string> {
  const { exportJWK, generateKeyPair } = await import('jose')
  const { publicKey, privateKey } = await generateKeyPair(credentialAlgorithm, { crv: 'Ed25519', extractable: true })
  const row = {
    id: system.newId(),
    public_key: JSON.stringify(await exportJWK(publicKey)),
    sealed_key: seal(system, use, await exportJWK(privateKey)),
    created_at: system.now().toISOString(),
  }
  await system.db.transaction((tx) => tx.insertInto('credential_key').values(row).execute())
  return row.id
}

/** Returns the key that signs. The first one is made when it is needed, and one whose secret is gone is replaced. */
export async function signingKey(system: System): Promise<{ id: string; key: JWK }> {
  const newest = () =>
    system.db.reader.selectFrom('credential_key').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
  const row = await newest()
  const key = row && (unseal(system, use, row.sealed_key) as JWK | undefined)
  if (row && key) return { id: row.id, key }
  const id = await rotateCredentialKey(system)
  const made = await newest()
  return { id, key: unseal(system, use, made?.sealed_key ?? '') as JWK }
}
