/**
 * Which server is asked, as whom, about which organization. A stored token goes to the address it was stored with
 * and nowhere else.
 */
import { type Answer, type Client, createClient, Refused, Unreachable } from '../contract/client.ts'
import type { OperationName } from '../contract/table.ts'
import { EXIT, Failure, usage } from './failure.ts'
import { ownHeaders } from './own-name.ts'
import { type Remote, type Remotes, readRemotes } from './remotes.ts'
import { isSafe, limited } from './safe-fetch.ts'
import type { Terminal } from './terminal.ts'

const DEFAULT_URL = 'http://127.0.0.1:4100'
/** The name a remote gets when none is given. */
export const DEFAULT_NAME = 'default'

export type Wanted = { readonly remote?: string; readonly organization?: string; readonly url?: string }

/** What commands say about where they go; the connection itself begins with the first request. */
export type Target = Remote & {
  /** Absent when the address comes from the environment and no remote has it. */
  readonly name?: string
}

/** Option, then environment, then the remote in use, then this machine. */
export function targetOf(terminal: Terminal, wanted: Wanted): Target {
  const { env } = terminal
  const stored = readRemotes(env)
  const address = wanted.url ?? (wanted.remote === undefined ? env['COMPARTMENT_API_URL'] : undefined)
  const [name, remote] = address === undefined ? named(stored, wanted.remote) : at(stored, address)
  const url = checkedUrl(address ?? remote?.url ?? DEFAULT_URL)
  const token = (wanted.remote === undefined ? env['COMPARTMENT_TOKEN'] : undefined) ?? remote?.token
  const organization = wanted.organization ?? env['COMPARTMENT_ORGANIZATION'] ?? remote?.organization
  return {
    url,
    ...(name !== undefined && { name }),
    ...(token && { token }),
    ...(organization && { organization }),
  }
}

type Named = readonly [name?: string, remote?: Remote]

function named({ current, remotes }: Remotes, wanted: string | undefined): Named {
  if (wanted === undefined) return current === undefined ? [] : [current, remotes.get(current)]
  const remote = remotes.get(wanted)
  if (remote === undefined) throw usage(`there is no remote \`${wanted}\``, 'compartment remote list')
  return [wanted, remote]
}

/** The stored remote with this address: the one in use first. */
function at({ current, remotes }: Remotes, address: string): Named {
  const same = [...remotes].filter(([, remote]) => originOf(remote.url) === originOf(address))
  return same.find(([name]) => name === current) ?? same[0] ?? []
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined
}

function checkedUrl(text: string): string {
  if (!URL.canParse(text)) throw usage(`\`${text}\` is not an address`, `give one like ${DEFAULT_URL}`)
  const url = new URL(text)
  if (isSafe(url)) return text
  throw usage(
    `\`${text}\` is not safe: a token or password would be readable on the way`,
    'use https:// (plain http:// is for this machine only)',
  )
}

export class Connection {
  readonly target: Target
  readonly #client: Client
  readonly #terminal: Terminal
  #organization: Promise<string> | undefined

  constructor(terminal: Terminal, target: Target) {
    this.target = target
    this.#terminal = terminal
    this.#client = createClient({
      url: target.url,
      fetch: limited(terminal.fetch),
      headers: ownHeaders(terminal),
      ...(target.token !== undefined && { token: target.token }),
    })
  }

  /** @param args path, query and `body` of the operation, as its schemas say */
  ask<N extends OperationName>(name: N, args: Readonly<Record<string, unknown>> = {}): Promise<Answer<N>> {
    const answer = (this.#client[name] as (args: unknown) => Promise<Answer<N>>)(args)
    return answer.catch((error: unknown) => {
      if (error instanceof Unreachable || (error instanceof Refused && isProblem(error.problem))) throw error
      throw new Failure(`\`${this.target.url}\` answered with an error that is none of Compartment’s`, {
        next: 'compartment remote list',
      })
    })
  }

  /** An answer of any length, as it comes: it has no end in time or size but its own. */
  async stream(
    name: OperationName,
    args: Readonly<Record<string, unknown>>,
  ): Promise<ReadableStream<Uint8Array>> {
    const { url, token } = this.target
    const terminal = this.#terminal
    const given = { url, fetch: terminal.fetch, headers: ownHeaders(terminal) }
    const client = createClient({ ...given, ...(token !== undefined && { token }) })
    return (client[name] as (args: unknown) => Promise<ReadableStream<Uint8Array>>)(args)
  }

  /** The organization that was named, else the only one the caller is a member of. */
  organization(): Promise<string> {
    const { organization } = this.target
    return (this.#organization ??= organization === undefined ? this.#only() : Promise.resolve(organization))
  }

  async #only(): Promise<string> {
    const { organizations } = await this.ask('whoAmI')
    const [first, ...others] = organizations
    if (first === undefined) {
      throw new Failure('you are not a member of any organization', { next: 'ask an admin to invite you' })
    }
    if (others.length === 0) return first.name
    const names = organizations.map(({ name }) => name).join(', ')
    throw new Failure(`you are a member of several organizations: ${names}`, {
      exit: EXIT.usage,
      next: `compartment org use ${first.name}   (or add --organization ${first.name})`,
    })
  }
}

/** Something else may answer at that address. */
function isProblem(problem: Partial<Refused['problem']>): boolean {
  return typeof problem.detail === 'string' && typeof problem.code === 'string'
}
