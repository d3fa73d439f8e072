/** Secrets that are given out once and kept only as a hash: sessions, tokens, links, device codes. 256 random bits each. */
import { hash, randomBytes } from 'node:crypto'

/** What a secret is for is part of it, so that none can be used in another's place. */
export type SecretKind = 'session' | 'token' | 'link' | 'device' | 'flow'

const PREFIX: Readonly<Record<SecretKind, string>> = {
  session: 'cps_',
  token: 'cpt_',
  link: 'cpl_',
  device: 'cpd_',
  flow: 'cpf_',
}
const SECRET = /^(cps|cpt|cpl|cpd|cpf)_[A-Za-z0-9_-]{43}$/

export function newSecret(kind: SecretKind): string {
  return PREFIX[kind] + randomBytes(32).toString('base64url')
}

/** Whether this can be a secret of that kind at all; nothing else is looked up. */
export function isSecret(kind: SecretKind, text: string): boolean {
  return text.startsWith(PREFIX[kind]) && SECRET.test(text)
}

/**
 * What is stored and looked up in place of the secret. A plain hash is enough for 256 random bits, and looking it up
 * by an index tells nobody how much of a guess was right.
 */
export function hashSecret(secret: string): string {
  return hash('sha256', secret)
}
