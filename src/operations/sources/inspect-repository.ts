/**
 * Looks whether a repository is there, with real git, before anything is bound to it. Where it may be is checked on the
 * address that is then used: git gets it with the name, and follows no redirect elsewhere.
 */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isBranchName, type RepositoryUrl, readRepositoryUrl, refuse } from '../../core/index.ts'
import { Refused } from '../refused.ts'
import { isPublicAddress } from './public-address.ts'
import { type GitAnswer, runGit } from './run-git.ts'
import type { SourceRules } from './source-rules.ts'

export type Repository = { readonly branch: string; readonly commit: string }

/** Repositories that are looked at at the same time. */
const MOST = 4
let looking = 0

/**
 * @param branch the repository’s own where it is not given
 * @throws Refused INVALID with the field; OVERLOADED where many are looked at
 */
export async function inspectRepository(
  rules: SourceRules,
  url: string,
  branch: string | undefined,
): Promise<Repository> {
  const read = readRepositoryUrl(url)
  if ('problem' in read) throw wrong('/url', `this cannot be connected: ${read.problem}`)
  if (branch !== undefined && !isBranchName(branch))
    throw wrong('/branch', `\`${branch}\` cannot be a branch`)
  if (!rules.protocols.includes(read.protocol))
    throw wrong('/url', `this install connects no \`${read.protocol}\`: use ${rules.protocols.join(' or ')}`)
  if (looking >= MOST)
    throw new Refused(refuse('OVERLOADED', 'many repositories are being looked at'), { retryAfter: 5 })
  looking++
  try {
    const address = await addressOf(rules, read)
    return repositoryIn(await asked(rules, url, read, address, branch), branch)
  } finally {
    looking--
  }
}

function wrong(field: string, detail: string, next?: string): Refused {
  return new Refused(refuse('INVALID', detail, { field, ...(next !== undefined && { next }) }))
}

/** @returns the address to use, which every name of it is pinned to; nothing of a file */
async function addressOf(rules: SourceRules, { host }: RepositoryUrl): Promise<string | undefined> {
  if (host === undefined) return undefined
  const name = host.replaceAll(/[[\]]/g, '')
  const found = isIP(name) === 0 ? await resolved(name) : [name]
  const usable = rules.privateAddresses ? found : found.filter(isPublicAddress)
  // One that is not public among them could be the one that is used.
  if (usable.length < found.length || usable.length === 0)
    throw found.length === 0
      ? wrong('/url', `no host \`${name}\``, 'check its name: it is looked up from the server')
      : wrong(
          '/url',
          `\`${name}\` is not on the public internet`,
          'whoever runs the server can allow it: COMPARTMENT_SOURCE_PRIVATE_ADDRESSES=yes',
        )
  return usable[0]
}

async function resolved(name: string): Promise<string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

const PORTS: Readonly<Record<string, number>> = { https: 443, http: 80 }

async function asked(
  { protocols }: SourceRules,
  url: string,
  { protocol, host = '', port = PORTS[protocol] }: RepositoryUrl,
  address: string | undefined,
  branch: string | undefined,
): Promise<GitAnswer> {
  const name = host.replaceAll(/[[\]]/g, '')
  const named = address !== undefined && isIP(name) === 0
  const pinned =
    named && port !== undefined ? [`http.curloptResolve=${name}:${port}:${bracketed(address)}`] : []
  const settings = ['http.followRedirects=false', 'credential.helper=', 'core.askPass=', ...pinned]
  const wanted = branch === undefined ? [] : [`refs/heads/${branch}`]
  return runGit({
    args: [...settings.flatMap((one) => ['-c', one]), 'ls-remote', '--symref', '--', url, 'HEAD', ...wanted],
    protocols,
    ssh: sshFor(named ? { name, address } : undefined),
  })
}

function bracketed(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address
}

/** Keys and known hosts are those of the account that the server runs as. */
function sshFor(pin: { readonly name: string; readonly address: string } | undefined): string {
  const options = ['BatchMode=yes', 'ConnectTimeout=10', 'StrictHostKeyChecking=yes']
  if (pin !== undefined) options.push(`HostKeyAlias=${pin.name}`, `HostName=${pin.address}`)
  return ['ssh -F none', ...options.map((option) => `-o ${option}`)].join(' ')
}

function repositoryIn(answer: GitAnswer, branch: string | undefined): Repository {
  if (answer.outcome !== 'answered') throw wrong('/url', whyNot(answer))
  const lines = answer.text.split('\n')
  const own = lines.flatMap((line) => /^ref: refs\/heads\/(\S+)\tHEAD$/.exec(line)?.[1] ?? [])[0]
  const wanted = branch ?? own
  const commitOf = (ref: string): string | undefined =>
    lines.flatMap((line) =>
      line.endsWith(`\t${ref}`) ? (/^[0-9a-f]{40,64}(?=\t)/.exec(line)?.[0] ?? []) : [],
    )[0]
  const commit = branch === undefined ? commitOf('HEAD') : commitOf(`refs/heads/${branch}`)
  if (wanted !== undefined && commit !== undefined && isBranchName(wanted)) return { branch: wanted, commit }
  if (branch !== undefined) throw wrong('/branch', `the repository has no branch \`${branch}\``)
  throw wrong(
    '/url',
    'the repository is empty, or has no branch of its own',
    'push to it first, or say --branch',
  )
}

/** Git’s own words name paths, addresses and people of the other side: they are sorted, not repeated. */
function whyNot(answer: Exclude<GitAnswer, { outcome: 'answered' }>): string {
  switch (answer.outcome) {
    case 'no_git':
      return 'this server cannot run git: install it where the server runs'
    case 'too_long':
      return 'the repository did not answer within 20 seconds'
    case 'too_much':
      return 'the repository answered with more than can be read'
    case 'refused':
      return `the repository cannot be read: ${reasonIn(answer.text)}`
  }
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /could not read Username|Authentication failed|Permission denied|terminal prompts disabled|\b40[13]\b/i,
    'it asks for credentials',
  ],
  [/redirect/i, 'it is somewhere else: use the URL that it redirects to'],
  [/Host key verification failed/i, 'the key of its host is not known to this server'],
  [/certificate|SSL|TLS/i, 'its certificate is not trusted'],
  [/not found|does not (exist|appear)|\b404\b|no such/i, 'there is no repository at this URL'],
  [/not allowed|unsupported protocol|transport/i, 'its protocol is not allowed'],
]

function reasonIn(text: string): string {
  return (
    REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? 'its host did not answer as one of a repository'
  )
}
