/** `access diagnosis bundle`: a bundle again, as it was made, by the reference that came back. */
import type { Unparsed } from '../../contract/table.ts'
import { refuse } from '../../core/index.ts'
import { bundleOf } from '../../store/store.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { bundleMarkdown } from './bundle-markdown.ts'
import { maySeeAll } from './create-bundle.ts'

export function showBundle(deps: Deps): UseCase<'showBundle'> {
  return (input, call) =>
    ask(deps, 'showBundle', input, call, async (scene) => {
      maySeeAll(scene)
      const { bundle: id } = input.params
      const kept = await bundleOf(deps.store, scene.living.id, id)
      if (kept === undefined) {
        const next = 'compartment access diagnosis list --closed'
        throw new Refused(refuse('NOT_FOUND', `no bundle \`${id}\``, { field: '/bundle', next }))
      }
      const content = JSON.parse(kept.content) as Unparsed<'showBundle'>['content']
      return { reference: kept.id, content, markdown: bundleMarkdown(content) }
    })
}
