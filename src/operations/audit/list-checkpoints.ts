/** `audit checkpoints`: what was signed, and the key to check it with; a reader who keeps one can show a rewrite later. */
import { listCheckpoints as checkpoints } from '../../store/store.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { sealing } from '../lists.ts'

export function listCheckpoints(deps: Deps): UseCase<'listCheckpoints'> {
  return (input, call) =>
    ask(deps, 'listCheckpoints', input, call, async ({ living }) => {
      const { query } = input
      const organization = living.id
      const seal = sealing(deps, query, { operation: 'listCheckpoints', organization })
      const before = query.cursor === undefined ? {} : { before: Number(seal.open(query.cursor).value) }
      const found = await checkpoints(deps.store, organization, { ...before, limit: query.limit + 1 })
      const items = found.slice(0, query.limit)
      const last = found.length > query.limit ? items.at(-1) : undefined
      const { id, publicKey } = deps.auditKeys
      return {
        items,
        next_cursor: last === undefined ? null : seal.close({ value: last.number, key: last.hash }),
        key: { id, algorithm: 'Ed25519' as const, public_key: publicKey },
      }
    })
}
