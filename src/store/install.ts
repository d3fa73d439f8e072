/** Facts about the install itself, as text by name: whether it was set up, which one it is. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'

export async function installFact(store: Store, key: string): Promise<string | undefined> {
  return (await store.first(store.build.from.selectFrom('install').select('value').where('key', '=', key)))
    ?.value
}

export function setInstallFact(build: Builder, key: string, value: string): Write[] {
  return [build.put('install', ['key'], { key, value })]
}

/** For what happens once: a fact that is there already is a `conflict` on `install.key`. */
export function claimInstallFact(build: Builder, key: string, value: string): Write[] {
  return [build.insert('install', { key, value })]
}
