/** `feature set`: a flag on or off for the organization (F60). A dry run says who can do more or less by it. */
import { setFeature as command } from '../../core/change/set-feature.ts'
import { featureEffect } from '../../core/index.ts'
import { effectAnswer } from '../answers/impact.ts'
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
      (scene, { after }) => {
        const { gates } = after.vocabulary.features.find(({ key }) => key === input.params.feature)!
        return { effect: effectAnswer(scene, featureEffect(scene.snapshot, after, gates, scene.now)) }
      },
    )
}
