/** `catalogue apply`: registers or replaces an application's own permissions, resource types and features. */

import type { Input } from '../../contract/table.ts'
import { applyCatalogue as command } from '../../core/change/apply-catalogue.ts'
import type { Catalogue } from '../../core/index.ts'
import { catalogueAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function applyCatalogue(deps: Deps): UseCase<'applyCatalogue'> {
  return (input, call) =>
    perform(
      deps,
      'applyCatalogue',
      input,
      call,
      () => ({ command, input: { catalogue: catalogueOf(input) } }),
      ({ snapshot }) =>
        catalogueAnswer(snapshot.catalogues.find(({ name }) => name === input.params.catalogue)!),
    )
}

function catalogueOf({ params, body }: Input<'applyCatalogue'>): Catalogue {
  return {
    name: params.catalogue,
    families: body.families.map(({ name, permissions }) => ({
      name,
      permissions: permissions.map(({ sensitive, ...rest }) => ({
        ...rest,
        ...(sensitive !== undefined && { sensitive }),
      })),
    })),
    ...(body.types !== undefined && {
      types: body.types.map(({ scope, ...rest }) => ({ ...rest, ...(scope !== undefined && { scope }) })),
    }),
    features: body.features.map(({ minimum_tier, ...rest }) => ({
      ...rest,
      ...(minimum_tier !== undefined && { minimumTier: minimum_tier }),
    })),
  }
}
