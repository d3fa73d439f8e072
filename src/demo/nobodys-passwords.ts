/**
 * Password hashes that belong to no password: the cost is that of a real one, salt and tag are random, and nobody,
 * here or elsewhere, knows what would hash to such a tag. Forty real ones would take most of the time of the demo's
 * start, and their passwords would be thrown away all the same.
 */
import { randomBytes } from 'node:crypto'
import { PasswordHashes } from '../identity/password-hash.ts'

const PARTS = /^(.*)\$([^$]+)\$([^$]+)$/

export class NobodysPasswords extends PasswordHashes {
  /** One real hash, of which the others take their cost and lengths. */
  #model: Promise<string> | undefined

  override async hash(_password: string): Promise<string> {
    this.#model ??= super.hash(randomBytes(32).toString('base64url'))
    const [, cost, salt, tag] = PARTS.exec(await this.#model) as unknown as [string, string, string, string]
    return `${cost}$${randomLike(salt)}$${randomLike(tag)}`
  }
}

/** As many random bytes, in the same writing. */
function randomLike(base64: string): string {
  return randomBytes(Buffer.from(base64, 'base64').length).toString('base64').replaceAll('=', '')
}
