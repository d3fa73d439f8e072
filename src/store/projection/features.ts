/** Flags that are on, and application catalogues. */
import { canonicalJson } from '../canonical-json.ts'
import type { Projection } from './projection.ts'

export const FEATURES: Projection<'feature.changed' | 'catalogue.applied'> = {
  'feature.changed': ({ feature: key, after }, { organization }, build) => [
    after
      ? build.put('features', ['organization', 'key'], { organization, key })
      : build.remove('features', { organization, key }),
  ],
  'catalogue.applied': ({ after }, { organization }, build) => [
    build.put('catalogues', ['organization', 'name'], {
      organization,
      name: after.name,
      content: canonicalJson(after),
    }),
  ],
}
