/** The server as its own process, for the cold start: says how long it took, what it answered and what it weighs. */
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// As `src/cli.js` does it, before anything is loaded.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)))
const { readConfig } = await import('../src/config.ts')
const { decide } = await import('../src/core/index.ts')
const { startServer } = await import('../src/server.ts')
const { NOW } = await import('./workload.ts')

const [directory, asked] = process.argv.slice(2) as [string, string]
const { organization, principal, permission, scope } = JSON.parse(asked) as Record<string, string>
const environment = {
  COMPARTMENT_DATA: directory,
  COMPARTMENT_PORT: '0',
  COMPARTMENT_METRICS_PORT: '0',
  COMPARTMENT_LOG_LEVEL: 'silent',
}
const server = await startServer(readConfig(environment), { linger: 0 })
const { status } = await fetch(`${server.url}/readyz`)
const living = await server.deps.organizations.withId(organization!)
const { allowed } = decide(living!.snapshot, principal!, permission!, scope!, NOW)
const milliseconds = Date.now() - performance.timeOrigin
const rss = process.memoryUsage.rss()
process.send!({ milliseconds, rss, allowed: status === 200 && allowed })
await server.close()
process.disconnect()
