/** The peers' packages: locked, installed beside this folder when they are missing, without running their scripts. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname

type Manifest = { readonly dependencies: Readonly<Record<string, string>> }

export function installPeers(): void {
  if (missing().length === 0) return
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const still = missing()
  if (status !== 0 || still.length > 0) throw new Error(`cannot install the peers: ${still.join(', ')}`)
}

/** Package by package, with the version that is wanted. */
export function peerVersions(): Readonly<Record<string, string>> {
  return (JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as Manifest).dependencies
}

function missing(): string[] {
  return Object.entries(peerVersions()).flatMap(([name, version]) => {
    const file = join(here, 'node_modules', name, 'package.json')
    const installed =
      existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
    return installed === version ? [] : [name]
  })
}
