/**
 * Text that only this install can read: AES-256-GCM under a key of its own, derived from the secret key for one purpose.
 * What it belongs to is part of the seal, so that no sealed text can be put in another's place.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = '1'
const NONCE = 12
const TAG = 16

/** A key for one purpose: knowing it gives neither the secret key nor another purpose's. 32 bytes. */
export function derivedKey(secretKey: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secretKey, new Uint8Array(0), `compartment ${purpose} 1`, 32))
}

/** @param owner id of what the text belongs to */
export function seal(key: Uint8Array, owner: string, text: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${VERSION}.${sealed.toString('base64')}`
}

/** @returns `undefined` where it was sealed under another key, for another owner, or was changed */
export function unseal(key: Uint8Array, owner: string, sealed: string): string | undefined {
  const [version, content = ''] = sealed.split('.')
  const bytes = Buffer.from(content, 'base64')
  if (version !== VERSION || bytes.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG))
  try {
    return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}

/** Stands for a text in a place where the text itself has no business; without the key it can be neither read nor guessed. */
export function keyedHash(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 40)
}
