/** `feature …`: what gates permissions beside roles. */
import type { Answer } from '../contract/client.ts'
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { atScope, counted } from './impact.ts'
import { lines, table } from './view.ts'

type Feature = Shown<'setFeature'>
type Tried = Extract<Answer<'setFeature'>, { readonly dry_run: true }>

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
    examples: ['feature set cases on', 'feature set cases off --dry-run'],
    preview: effectOf,
    view: ({ key, enabled }) => lines(`Feature ${key} is ${enabled ? 'on' : 'off'}.`),
  })
}

/** Switching gives and takes no permission; it decides whether those that people hold count. */
function effectOf({ effect: { totals, entries } }: Tried): { readonly lines: readonly string[] } {
  if (totals.entries === 0) return { lines: ['nobody can do more or less by it'] }
  const more = totals.entries - entries.length
  return {
    lines: [
      `what ${counted(totals.people, 'person', 'people')} can do would change, as their roles stand:`,
      ...entries.map(({ email, principal, scope, gained, lost }) => {
        const does = gained.length > 0 ? `can ${gained.join(', ')}` : `cannot ${lost.join(', ')}`
        return `  ${email ?? principal} ${atScope(scope)} ${does}`
      }),
      ...(more > 0 ? [`  … and ${more} more entries like these`] : []),
    ],
  }
}

function kindOf({ kind, minimum_tier: tier }: Feature): string {
  return tier === undefined ? kind : `${kind}: ${tier}`
}

function stateOf(feature: Feature): string {
  return feature.state_from === 'person' ? 'per person' : feature.enabled ? 'on' : 'off'
}
