/** Proof that the journal only grew between two sizes: hashes of subtrees, checked without the records. */
import { refuse } from '../../core/index.ts'
import { proveConsistency as prove } from '../../store/store.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { tellingOnlyWhatIsKept } from '../past/cannot-tell.ts'
import { Refused } from '../refused.ts'

export function proveConsistency(deps: Deps): UseCase<'proveConsistency'> {
  return (input, call) =>
    ask(deps, 'proveConsistency', input, call, async ({ living, snapshot }) => {
      const { first, second } = input.query
      if (first > second || second > snapshot.revision) {
        const detail = `give two sizes in order, up to ${snapshot.revision}`
        throw new Refused(refuse('INVALID', detail), { errors: [{ pointer: '/query/second', detail }] })
      }
      const found = await tellingOnlyWhatIsKept(prove(deps.store, living.id, first, second), '/query/first')
      return { ...found, proof: [...found.proof] }
    })
}
