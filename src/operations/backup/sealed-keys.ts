/** The install's keys in a backup: only when they are asked for, and sealed with a passphrase. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

export type Keys = {
  /** Base64. */
  readonly secretKey: string
  /** PEM. */
  readonly auditKey?: string | undefined
}

export type SealedKeys = {
  readonly salt: string
  readonly nonce: string
  readonly sealed: string
}

/** About 130 MB and half a second for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const TAG = 16

export function sealKeys(keys: Keys, passphrase: string): SealedKeys {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, COST), nonce)
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify(keys), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  return { salt: salt.toString('base64'), nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }
}

/** @returns `undefined` for another passphrase, or where they were changed */
export function openKeys({ salt, nonce, sealed }: SealedKeys, passphrase: string): Keys | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  const key = scryptSync(passphrase, Buffer.from(salt, 'base64'), 32, COST)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'))
  decipher.setAuthTag(bytes.subarray(-TAG))
  try {
    const text = decipher.update(bytes.subarray(0, -TAG), undefined, 'utf8') + decipher.final('utf8')
    return JSON.parse(text) as Keys
  } catch {
    return undefined
  }
}
