/** `feature set`: a flag on or off for the organization. */
import { setFeature as command } from '../../core/change/set-feature.ts'
import { featureAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function setFeature(deps: Deps): UseCase<'setFeature'> {
  return (input, call) =>
    perform(
      deps,
      'setFeature',
      input,
      call,
      () => ({ command, input: { feature: input.params.feature, enabled: input.body.enabled } }),
      ({ snapshot }) =>
        featureAnswer(
          snapshot,
          snapshot.vocabulary.features.find(({ key }) => key === input.params.feature)!,
        ),
    )
}
