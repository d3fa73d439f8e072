/** The Cerbos server with the roles of a workload as its policy; it keeps nothing about people, so callers send roles. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BUILT_IN_ROLES } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { temporaryDirectory } from '../seeded-store.ts'
import { KEYS } from '../workload.ts'

export const CERBOS_PATH = '/api/check/resources'

export type Cerbos = { readonly port: number; readonly end: () => Promise<void> }

export async function startCerbos(state: OrganizationState): Promise<Cerbos> {
  const directory = temporaryDirectory()
  const policies = join(directory, 'policies')
  mkdirSync(policies)
  writeFileSync(join(policies, 'scope.json'), JSON.stringify(policyOf(state)))
  const [port, grpc] = [await freePort(), await freePort()]
  const config = join(directory, 'config.json')
  writeFileSync(config, JSON.stringify(settings(port, grpc, policies)))
  const child = spawn(binary(), ['server', `--config=${config}`, '--log-level=ERROR'], { stdio: 'inherit' })
  const stop = (): void => void child.kill()
  process.once('exit', stop)
  await ready(port, child)
  return {
    port,
    end: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

function settings(port: number, grpc: number, directory: string): object {
  return {
    server: { httpListenAddr: `127.0.0.1:${port}`, grpcListenAddr: `127.0.0.1:${grpc}` },
    audit: { enabled: false },
    telemetry: { disabled: true },
    storage: { driver: 'disk', disk: { directory, watchForChanges: false } },
  }
}

/** One rule for each role, with the keys it holds. */
function policyOf({ roles }: OrganizationState): object {
  const rules = [...BUILT_IN_ROLES, ...roles].flatMap(({ id, permissions }) => {
    const actions = id === 'rol_admin' ? KEYS : permissions
    return actions.length === 0 ? [] : [{ actions, effect: 'EFFECT_ALLOW', roles: [id] }]
  })
  return { apiVersion: 'api.cerbos.dev/v1', resourcePolicy: { resource: 'scope', version: 'default', rules } }
}

/** Of the package for this platform, which the one named `cerbos` brings. */
function binary(): string {
  const require = createRequire(import.meta.url)
  const name = `cerbos-${process.platform}-${process.arch}`
  return createRequire(require.resolve('cerbos/package.json')).resolve(`@cerbos/${name}/${name}`)
}

async function ready(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`cerbos ended with ${child.exitCode}`)
    const answered = await fetch(`http://127.0.0.1:${port}/_cerbos/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answered) return
    await wait(50)
  }
  throw new Error('cerbos did not get ready')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
