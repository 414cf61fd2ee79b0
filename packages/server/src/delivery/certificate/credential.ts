import { contentOf } from '../../core/credit/certificates.ts'
import { credentialAlgorithm, signingKey } from '../../core/credit/credential-keys.ts'
import type { CertificateRow } from '../../core/credit/standings.ts'
import type { System } from '../../platform/system.ts'
import { certificateWords } from './certificate-words.ts'

const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const

/** Where the issuer of credentials, its keys, and what it took back are found. */
export const issuerAddress = ({ config }: Pick<System, 'config'>, path = 'issuer'): string =>
  `${config.publicUrl}/credentials/${path}`

export const issuerProfile = (system: Pick<System, 'config'>, name: string) => ({
  id: issuerAddress(system),
  type: ['Profile'],
  name,
  url: system.config.publicUrl,
})

/** Returns a certificate as an Open Badges 3.0 credential. It has the name and the hours, and no license number. */
function credentialOf(system: Pick<System, 'config'>, row: CertificateRow) {
  const content = contentOf(row)
  const { unit, hours } = certificateWords(content, row.serial, '')
  const result = `urn:uuid:${row.profile_id}`
  const recipient = row.recipient === null ? undefined : (JSON.parse(row.recipient) as { salt: string; hash: string })
  const name = { type: 'IdentityObject', hashed: false, identityHash: content.name, identityType: 'name' }
  const address = recipient && {
    type: 'IdentityObject',
    hashed: true,
    identityHash: recipient.hash,
    identityType: 'emailAddress',
    salt: recipient.salt,
  }
  return {
    '@context': contexts,
    id: `urn:uuid:${row.id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: content.course,
    issuer: issuerProfile(system, content.organizer),
    validFrom: row.issued_at,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: address ? [name, address] : [name],
      creditsEarned: content.hours,
      achievement: {
        id: `urn:uuid:${row.training_id}`,
        type: ['Achievement'],
        achievementType: 'Course',
        name: content.course,
        description: `${content.course}, ${content.date}, ${content.place}`,
        criteria: { narrative: content.statement || `${hours} ${unit}` },
        resultDescription: [{ id: result, type: ['ResultDescription'], name: unit, resultType: 'Result' }],
      },
      result: [{ type: ['Result'], resultDescription: result, value: hours }],
    },
    credentialStatus: { id: issuerAddress(system, 'revoked'), type: '1EdTechRevocationList' },
  }
}

/** Signs a certificate as a credential, which anyone can check without this server once they have its keys. */
export async function signCredential(system: System, row: CertificateRow): Promise<string> {
  const { importJWK, SignJWT } = await import('jose')
  const { id, key } = await signingKey(system)
  const credential = credentialOf(system, row)
  return new SignJWT(credential)
    .setProtectedHeader({ alg: credentialAlgorithm, typ: 'JWT', kid: issuerAddress(system, `keys/${id}`) })
    .setIssuer(issuerAddress(system))
    .setJti(credential.id)
    .setNotBefore(Math.floor(Date.parse(row.issued_at) / 1000))
    .setSubject(credential.id)
    .sign(await importJWK(key, credentialAlgorithm))
}
