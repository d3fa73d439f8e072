/** The install’s keys: as they are set, or beside the data that they protect, made there when there are none. */
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, type Get, refuse } from './config-error.ts'

type Store = { readonly dataDirectory: string } | { readonly databaseUrl: string }

const KEY_FIX = 'make one with: openssl rand -base64 32'

export function secretKeyOf(get: Get, store: Store): Uint8Array {
  const text = get('SECRET_KEY')
  if (text !== undefined) return strongKey(text, 'SECRET_KEY', KEY_FIX)
  if ('databaseUrl' in store)
    refuse('SECRET_KEY', 'is missing, and every replica needs the same one', KEY_FIX)
  return keyFile(store.dataDirectory)
}

function keyFile(directory: string): Uint8Array {
  const file = join(directory, 'secret.key')
  const fix = `remove \`${file}\` to have a new one made (open lists and links then start over)`
  const text = keptKey(directory, file, () => randomBytes(32).toString('base64'))
  return strongKey(text, 'DATA', fix, `the key in \`${file}\` `)
}

/** Beside the data it protects, readable by its owner only; made when there is none. */
function keptKey(directory: string, file: string, fresh: () => string): string {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    if (!existsSync(file)) makeKey(file, fresh())
    return ownKey(file, 'DATA')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    return refuse(
      'DATA',
      `cannot use \`${directory}\`: ${(error as Error).message}`,
      'name a directory that this user may write',
    )
  }
}

function ownKey(file: string, name: string): string {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    refuse(
      name,
      `\`${file}\` can be read by others`,
      `chmod 600 ${file}, and make a new key if others had a look`,
    )
  }
  return readFileSync(file, 'utf8').trim()
}

/** Under another name first, so that nobody ever reads half a key, and of two processes one wins. */
function makeKey(file: string, content: string): void {
  const made = `${file}.${process.pid}`
  writeFileSync(made, `${content}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(made, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(made)
  }
}

/** Beside the embedded store; with PostgreSQL the file that is named, or none. */
export function auditKeyOf(get: Get, store: Store): string | undefined {
  const named = get('AUDIT_KEY')
  if (named === undefined && 'databaseUrl' in store) return undefined
  const fix = 'make one with: openssl genpkey -algorithm ed25519 -out audit-key.pem'
  const pem = named === undefined ? ownAuditKey(store as { dataDirectory: string }) : namedKey(named, fix)
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'ed25519') return pem
  } catch {
    // Said below: what a key is made of is not repeated.
  }
  return refuse('AUDIT_KEY', 'the file does not begin with an Ed25519 private key in PEM', fix)
}

function ownAuditKey({ dataDirectory }: { readonly dataDirectory: string }): string {
  return keptKey(dataDirectory, join(dataDirectory, 'audit-key.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim(),
  )
}

function namedKey(file: string, fix: string): string {
  try {
    return ownKey(file, 'AUDIT_KEY')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    return refuse('AUDIT_KEY', `cannot read \`${file}\`: ${(error as Error).message}`, fix)
  }
}

/** Random bytes hardly ever have fewer than 16 different values among 32; typed ones do. */
function strongKey(text: string, name: string, fix: string, what = ''): Uint8Array {
  const bytes = /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) refuse(name, `${what}is neither base64 nor hexadecimal`, fix)
  if (bytes.length < 32) refuse(name, `${what}has ${bytes.length} bytes, fewer than 32`, fix)
  if (new Set(bytes).size < 16) refuse(name, `${what}is not random: it repeats itself`, fix)
  return new Uint8Array(bytes)
}
