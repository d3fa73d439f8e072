/** What a PostgreSQL server must be before anything is entrusted to it. */
import { StoreFault } from './fault.ts'
import { Connections } from './postgres-connections.ts'
import type { Hosts } from './postgres-hosts.ts'

/** As `server_version_num` says it. */
const OLDEST = 150_000

/**
 * Asked once, at start; a server that acknowledges commits before they are on disk is told to wait, on our connections.
 * @throws StoreFault `unsupported` for another encoding than UTF-8 or a version before 15, `unavailable`
 */
export async function connectionOptions(hosts: Hosts): Promise<{ options?: string }> {
  const connections = new Connections(hosts, 1, {})
  try {
    return await connections.use(async (client) => {
      const { rows } = await client.query<{ encoding: string; version: string; committed: string }>(
        `select current_setting('server_encoding') as encoding, current_setting('server_version_num') as version,
        current_setting('synchronous_commit') as committed`,
      )
      const { encoding, version, committed } = rows[0]!
      if (encoding !== 'UTF8')
        throw new StoreFault('unsupported', `the database is kept in ${encoding}: UTF8 is needed`)
      if (Number(version) < OLDEST) throw new StoreFault('unsupported', 'PostgreSQL 15 or newer is needed')
      return committed === 'off' || committed === 'local' ? { options: '-c synchronous_commit=on' } : {}
    })
  } finally {
    await connections.close()
  }
}
