/**
 * What Open Badges 3.0 asks of the members that our credentials have, by its model of data
 * (https://www.imsglobal.org/spec/ob/v3p0/) and its published schema
 * (https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json):
 * which are needed, of which type, and where there can be no others.
 */
const text = { type: 'string' }
const uri = { type: 'string', pattern: '^(https?|urn):' }
const types = (name: string) => ({ type: 'array', minItems: 1, contains: { const: name }, items: text })
const closed = (properties: object, required: string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

const identity = closed(
  {
    type: { const: 'IdentityObject' },
    hashed: { type: 'boolean' },
    identityHash: text,
    identityType: { enum: ['name', 'emailAddress', 'identifier'] },
    salt: text,
  },
  ['type', 'hashed', 'identityHash', 'identityType'],
)

const achievement = {
  type: 'object',
  properties: {
    id: uri,
    type: types('Achievement'),
    achievementType: { enum: ['Course', 'Certificate', 'CertificateOfCompletion', 'Achievement'] },
    name: text,
    description: text,
    criteria: { type: 'object', properties: { id: uri, narrative: text }, minProperties: 1 },
    resultDescription: {
      type: 'array',
      items: {
        type: 'object',
        properties: { id: uri, type: types('ResultDescription'), name: text, resultType: { enum: ['Result'] } },
        required: ['id', 'type', 'name', 'resultType'],
      },
    },
  },
  required: ['id', 'type', 'criteria', 'description', 'name'],
}

const subject = closed(
  {
    id: uri,
    type: types('AchievementSubject'),
    creditsEarned: { type: 'number' },
    achievement,
    identifier: { type: 'array', minItems: 1, items: identity },
    result: {
      type: 'array',
      items: {
        type: 'object',
        properties: { type: types('Result'), resultDescription: uri, value: text },
        required: ['type'],
      },
    },
  },
  ['type', 'achievement', 'identifier'],
)

export const openBadgeSchema = {
  type: 'object',
  properties: {
    '@context': {
      type: 'array',
      minItems: 2,
      prefixItems: [
        { const: 'https://www.w3.org/ns/credentials/v2' },
        { type: 'string', pattern: '^https://purl\\.imsglobal\\.org/spec/ob/v3p0/context-3\\.0\\.\\d+\\.json$' },
      ],
    },
    id: uri,
    type: { allOf: [types('VerifiableCredential'), types('OpenBadgeCredential')] },
    name: text,
    issuer: {
      type: 'object',
      properties: { id: uri, type: types('Profile'), name: text, url: uri },
      required: ['id', 'type'],
    },
    validFrom: { type: 'string', format: 'date-time' },
    credentialSubject: subject,
    credentialStatus: {
      type: 'object',
      properties: { id: uri, type: text },
      required: ['id', 'type'],
    },
  },
  required: ['@context', 'id', 'type', 'name', 'credentialSubject', 'issuer', 'validFrom'],
}
