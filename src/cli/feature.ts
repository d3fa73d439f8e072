/** `feature …`: what gates permissions beside roles. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { lines, table } from './view.ts'

type Feature = Shown<'setFeature'>

const FROM: Readonly<Record<Feature['state_from'], string>> = {
  tenant: 'the organization',
  person: 'each person',
  plan: 'the plan',
}

export function featureCommands(program: Program): void {
  api(program, {
    operation: 'listFeatures',
    examples: ['feature list'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'KEY', of: ({ key }) => key },
          { head: 'NAME', of: ({ name }) => name },
          { head: 'KIND', of: kindOf },
          { head: 'STATE', of: stateOf },
          { head: 'SET BY', of: (one) => FROM[one.state_from] },
          { head: 'GATES', of: ({ gates }) => gates.join(', ') },
        ],
        'no features: an application catalogue brings them (compartment catalogue apply FILE)',
      ),
  })
  api(program, {
    operation: 'setFeature',
    arguments: ['feature', 'enabled'],
    examples: ['feature set cases on'],
    view: ({ key, enabled }) => lines(`Feature ${key} is ${enabled ? 'on' : 'off'}.`),
  })
}

function kindOf({ kind, minimum_tier: tier }: Feature): string {
  return tier === undefined ? kind : `${kind}: ${tier}`
}

function stateOf(feature: Feature): string {
  return feature.state_from === 'person' ? 'per person' : feature.enabled ? 'on' : 'off'
}
