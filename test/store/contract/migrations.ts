/** What holds of migrations on every store that outlives its process. */
import { describe, expect, test } from 'vitest'
import { MIGRATIONS, migrate } from '../../../src/store/migrations/migrate.ts'
import { openEngine } from '../../../src/store/open.ts'
import { openStore, organizations, verifyJournal } from '../../../src/store/store.ts'
import { found } from '../support/histories.ts'
import type { Kind } from '../support/stores.ts'

/** Statements that a fresh start runs. */
async function countStatements(kind: Kind): Promise<number> {
  await using place = await kind.fresh()
  let count = 0
  await (await openStore({ ...place.options, trace: () => void count++ })).close()
  return count
}

/** From its k-th statement on, the process runs none any more. */
function diesAt(k: number): () => void {
  let count = 0
  return () => {
    if (++count >= k) throw new Error(`dead at statement ${k}`)
  }
}

export function migrationsContract(kind: Kind): void {
  describe('migrations', () => {
    test('a start that dies at any statement leaves a database on which the next start succeeds', async () => {
      const statements = await countStatements(kind)
      expect(statements).toBeGreaterThan(30)
      for (let k = 1; k <= statements; k++) {
        await using place = await kind.fresh()
        await expect(openStore({ ...place.options, trace: diesAt(k) })).rejects.toThrow(
          `dead at statement ${k}`,
        )
        const store = await openStore(place.options)
        await found(store)
        expect(await verifyJournal(store, 'org_1')).toMatchObject({ valid: true })
        await store.close()
      }
    }, 120_000)

    test('a start that dies in the second migration keeps the first', async () => {
      await using place = await kind.fresh()
      const first = await openEngine(place.options)
      await migrate(first, MIGRATIONS.slice(0, 1))
      await first.close()
      const store = await openStore(place.options)
      await found(store)
      expect(await organizations(store)).toHaveLength(1)
      await store.close()
    })

    test('two servers that start together on a fresh database both come up', async () => {
      await using place = await kind.fresh()
      const stores = await Promise.all([1, 2, 3].map(() => openStore(place.options)))
      await found(stores[0]!)
      for (const store of stores) {
        expect(await organizations(store)).toHaveLength(1)
        await store.close()
      }
    })

    test('OPS-05 a database that a newer program wrote is refused, and says so', async () => {
      await using place = await kind.fresh()
      const store = await openStore(place.options)
      await store.write([
        { sql: `insert into migrations (number, name) values (99, 'future')`, parameters: [] },
      ])
      await store.close()
      const starting = openStore(place.options)
      await expect(starting).rejects.toMatchObject({ code: 'newer' })
      await expect(starting).rejects.toThrow('newer than this program: it has migration 99 `future`')
    })
  })
}
