/** The key that signs checkpoints of the audit log (Ed25519), and those that signed before it. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { AuditKey, Verify } from '../../store/store.ts'

export type AuditKeys = AuditKey & {
  /** PEM of this key's public half and of the earlier ones. */
  readonly publicKeys: string
  /** Knows this key and the earlier ones. */
  readonly verify: Verify
}

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** From the install's secret key, where no key of its own is given. */
export function derivedAuditKeys(secretKey: Uint8Array): AuditKeys {
  const seed = Buffer.from(hkdfSync('sha256', secretKey, '', 'compartment audit key 1', 32))
  return keysOf(createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' }), [])
}

/**
 * @param pem the private key that signs; behind it, those that signed before, private or public
 * @throws Error where it does not begin with an Ed25519 private key
 */
export function auditKeysFrom(pem: string): AuditKeys {
  const [first, ...earlier] = pem.match(/-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g) ?? []
  if (first === undefined) throw new Error('it holds no key in PEM')
  return keysOf(createPrivateKey(first), earlier.map(createPublicKey))
}

/** @param keys public keys in PEM; what knows them and no other */
export function verifierOf(keys: readonly KeyObject[]): Verify {
  const known = new Map(keys.map((key) => [idOf(key), key]))
  return (id, text, signature) => {
    const key = known.get(id)
    return key && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  }
}

/** @throws Error where it is not a public key */
export function publicKeysFrom(pem: string): KeyObject[] {
  const blocks = pem.match(/-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g) ?? []
  if (blocks.length === 0) throw new Error('it holds no key in PEM')
  return blocks.map((block) => ed25519(createPublicKey(block)))
}

function keysOf(privateKey: KeyObject, earlier: readonly KeyObject[]): AuditKeys {
  const all = [createPublicKey(privateKey), ...earlier].map(ed25519)
  const [publicKey] = all.map(pemOf)
  return {
    id: idOf(all[0]!),
    publicKey: publicKey!,
    publicKeys: all.map(pemOf).join(''),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    verify: verifierOf(all),
  }
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString()
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new Error(`it is a key for ${key.asymmetricKeyType ?? 'something else'}, and Ed25519 is needed`)
}

/** The beginning of the hash of the public key. */
function idOf(publicKey: KeyObject): string {
  const bytes = publicKey.export({ type: 'spki', format: 'der' })
  return `key_${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`
}
