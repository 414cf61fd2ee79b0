import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a device that lies says instead. */
export interface Lies {
  origin?: string
  rpId?: string
  /** Of a person who was not asked for a finger or a PIN: 0x01. */
  flags?: number
  counter?: number
  challenge?: string
  /** Instead of `none`; the statement can sign the rest. */
  format?: { name: string; statement: (rest: Buffer, key: KeyObject) => Buffer }
}

/** A passkey outside any device. */
export interface Passkey {
  id: string
  key: KeyObject
}

const present = 0x01
const verified = 0x04
const withKey = 0x40

export const newPasskey = (): Passkey => ({
  id: randomBytes(16).toString('base64url'),
  key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
})

/** A passkey whose private half is stored as a JWK. */
export const passkeyFrom = (id: string, jwk: object): Passkey => ({
  id,
  key: createPrivateKey({ key: jwk as never, format: 'jwk' }),
})

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

const text = (value: string) => Buffer.from([0x60 | value.length, ...Buffer.from(value)])

function bytes(value: Buffer): Buffer {
  const size = value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 0xff]
  return Buffer.concat([Buffer.from(size), value])
}

/** The public half, as COSE writes it: an EC2 key for ES256. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' }) as { x?: string; y?: string }
  const [half, other] = [x, y].map((part) => bytes(Buffer.from(part, 'base64url'))) as [Buffer, Buffer]
  return Buffer.concat([Buffer.from('a501020326200121', 'hex'), half, Buffer.from([0x22]), other])
}

const clientData = (type: string, challenge: string, origin: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

function authenticatorData(rpId: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count])
}

interface Asked {
  challenge: string
  origin: string
  rpId: string
}

/** Answers what a page asks for a new passkey with, as `PublicKeyCredential.toJSON` does. */
export function createdBy({ id, key }: Passkey, asked: Asked, lies: Lies = {}) {
  const { challenge, origin, rpId, flags = present | verified, counter = 0 } = { ...asked, ...lies }
  const own = Buffer.from(id, 'base64url')
  const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, own.length]), own, coseOf(key)])
  const data = Buffer.concat([authenticatorData(rpId, flags | withKey, counter), credential])
  const client = clientData('webauthn.create', challenge, origin)
  const { name, statement } = lies.format ?? { name: 'none', statement: () => Buffer.from([0xa0]) }
  const stated = statement(Buffer.concat([data, sha256(client)]), key)
  const parts = [Buffer.from([0xa3]), text('fmt'), text(name), text('attStmt'), stated, text('authData'), bytes(data)]
  const response = {
    clientDataJSON: client.toString('base64url'),
    attestationObject: Buffer.concat(parts).toString('base64url'),
    transports: ['internal', 'hybrid'],
  }
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
}

/** What makers of devices say of a passkey, signed by itself or with a certificate. */
export function packed(certificate?: { der: Buffer; key: KeyObject }): NonNullable<Lies['format']> {
  const statement = (rest: Buffer, own: KeyObject) => {
    const signature = sign('sha256', rest, certificate?.key ?? own)
    const parts = [text('alg'), Buffer.from([0x26]), text('sig'), bytes(signature)]
    if (certificate) parts.push(text('x5c'), Buffer.from([0x81]), bytes(certificate.der))
    return Buffer.concat([Buffer.from([0xa0 | (certificate ? 3 : 2)]), ...parts])
  }
  return { name: 'packed', statement }
}

/** Answers what a page asks for a passkey with. */
export function shownBy({ id, key }: Passkey, asked: Asked, lies: Lies = {}) {
  const { challenge, origin, rpId, flags = present | verified, counter = 0 } = { ...asked, ...lies }
  const client = clientData('webauthn.get', challenge, origin)
  const data = authenticatorData(rpId, flags, counter)
  const response = {
    clientDataJSON: client.toString('base64url'),
    authenticatorData: data.toString('base64url'),
    signature: sign('sha256', Buffer.concat([data, sha256(client)]), key).toString('base64url'),
    userHandle: Buffer.from('someone').toString('base64url'),
  }
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
}
