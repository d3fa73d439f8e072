/**
 * Where the database may be: one server, or several of which only one takes writes. They are tried in turn, and a server
 * that was replaced is never gone back to.
 */
import type { ClientBase } from 'pg'
import { StoreFault } from './fault.ts'

const SHAPE = /^(postgres(?:ql)?:\/\/)([^/?#@]*@)?([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/
/** What of `target_session_attrs` makes sense here; it is the rule without being said. */
const WRITING: ReadonlySet<string> = new Set(['read-write', 'primary'])

/**
 * `postgresql://user:password@one:5432,two:5432/database` names two, as in libpq; so do lists in `host` and `port` of
 * the query, for sockets.
 * @returns one address for each; `undefined` where the text is no address of a PostgreSQL database
 */
export function databaseAddresses(databaseUrl: string): readonly string[] | undefined {
  const parts = SHAPE.exec(databaseUrl)
  if (parts === null) return undefined
  const [, scheme = '', user = '', authority = '', path = '', search = ''] = parts
  const query = new URLSearchParams(search)
  const sought = query.get('target_session_attrs')
  if (sought !== null && !WRITING.has(sought)) return undefined
  query.delete('target_session_attrs')
  const places = authority.split(',')
  const hosts = query.get('host')?.split(',')
  const ports = query.get('port')?.split(',')
  if (hosts !== undefined && places.length > 1) return undefined
  if (ports !== undefined && ports.length > 1 && ports.length !== (hosts ?? places).length) return undefined
  const addresses = (hosts ?? places).map((name, at) => {
    const own = new URLSearchParams(query)
    if (hosts !== undefined) own.set('host', name)
    if (ports !== undefined) own.set('port', ports[at] ?? ports[0]!)
    const asked = own.size === 0 ? '' : `?${own.toString().replaceAll('+', '%20')}`
    return `${scheme}${user}${hosts === undefined ? name : places[0]}${path}${asked}`
  })
  return addresses.every((address) => URL.canParse(address)) ? addresses : undefined
}

const STANDING = `select case when pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' then null
  else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end as timeline`

export class Hosts {
  readonly #addresses: readonly string[]
  #at = 0
  /** The newest that was met, in hexadecimal; each promotion begins a later one. */
  #timeline = ''

  /** @throws StoreFault `unsupported` */
  constructor(databaseUrl: string) {
    const addresses = databaseAddresses(databaseUrl)
    if (addresses === undefined)
      throw new StoreFault('unsupported', 'this is not the address of a PostgreSQL database')
    this.#addresses = addresses
  }

  get count(): number {
    return this.#addresses.length
  }

  /** Where to connect now. */
  get current(): string {
    return this.#addresses[this.#at]!
  }

  /** The next attempt goes elsewhere, unless another failure there has moved it already. */
  failed(address: string): void {
    if (address === this.current) this.#at = (this.#at + 1) % this.count
  }

  /**
   * Of several servers only the one that takes writes will do, and none older than one that was met before: a primary
   * that was replaced and comes back would take writes, too.
   * @throws StoreFault `unavailable`
   */
  async check(client: ClientBase): Promise<void> {
    if (this.count === 1) return
    const { rows } = await client.query<{ timeline: string | null }>(STANDING)
    const { timeline } = rows[0]!
    if (timeline === null) throw new StoreFault('unavailable', 'this server takes no writes')
    if (timeline < this.#timeline) throw new StoreFault('unavailable', 'this server was replaced by another')
    this.#timeline = timeline
  }
}
