/** A connected Git repository: where it is, what it is bound to, and the automation account that acts for it (S0-13). */

export type Source = {
  readonly id: string
  /** Unique in the organization, whatever its case. */
  readonly name: string
  /** Never with credentials. */
  readonly url: string
  readonly branch: string
  /** Id of the project that it is bound to; absent: the organization. */
  readonly project?: string
  /** Id of its automation account. */
  readonly account: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/** What can be seen of a repository in its URL alone. */
export type RepositoryUrl = {
  readonly protocol: 'https' | 'http' | 'ssh' | 'git' | 'file'
  /** In brackets where it is an IPv6 address; absent of a file. */
  readonly host?: string
  readonly port?: number
}

const LONGEST = 500
/** What a shell, a terminal or git could read as something else than a character of a path. */
const PLAIN = /^[\x21-\x7e]+$/
const HOST = String.raw`(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)`
const NETWORK = new RegExp(
  String.raw`^(https|http|ssh|git)://(?:([^/@]*)@)?${HOST}(?::(\d{1,5}))?(/[^?#\\]+)$`,
)
const FILE = /^file:\/\/(\/[^?#\\]+)$/
/** `git@host:path`, which ssh alone understands. */
const SHORT = new RegExp(String.raw`^([A-Za-z0-9_][\w.-]*)@${HOST}:([^:?#\\][^?#\\]*)$`)
const USER = /^[A-Za-z0-9_][\w.-]*$/

/** @returns what it says, or why it cannot be a repository's address */
export function readRepositoryUrl(text: string): RepositoryUrl | { readonly problem: string } {
  if (text.length > LONGEST || !PLAIN.test(text)) return { problem: 'it is not a URL' }
  if (FILE.test(text)) return { protocol: 'file' }
  const short = SHORT.exec(text)
  if (short !== null) return { protocol: 'ssh', host: short[2]! }
  const [, protocol, user, host, port] = NETWORK.exec(text) ?? []
  if (protocol === undefined || host === undefined)
    return { problem: 'write it like https://git.example.com/team/repository.git' }
  const mayName = protocol === 'ssh' && user !== undefined && USER.test(user)
  if (user !== undefined && !mayName) return { problem: 'it carries credentials, and those are not kept' }
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    return { problem: 'it has no such port' }
  return {
    protocol: protocol as RepositoryUrl['protocol'],
    host,
    ...(port !== undefined && { port: Number(port) }),
  }
}

/** A branch that means one branch, and nothing else to git. */
export function isBranchName(text: string): boolean {
  return (
    text.length <= 200 &&
    /^[A-Za-z0-9_][\w./-]*$/.test(text) &&
    !/\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(text)
  )
}
