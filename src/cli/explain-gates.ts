/** The five questions in their order, as a ladder: the first no is the answer. */

import type { Explanation } from '../contract/shapes/decision.ts'
import { CODES } from '../core/catalogue/codes.ts'
import type { Decision } from './access.ts'
import type { Reader } from './explain.ts'
import { scopePath } from './impact.ts'
import { padded, wrapped } from './width.ts'

type Gate = Explanation['gates'][number]

const NAME: Readonly<Record<Gate['gate'], string>> = {
  account: 'Account',
  signed_up: 'Signed up',
  resource: 'Place',
  permission: 'Permission',
  features: 'Features',
}

const SIGN: Readonly<Record<Gate['status'], string>> = {
  passed: '✓ yes',
  failed: '✗ no',
  not_reached: '– not reached',
  not_applicable: '– not needed',
}

const COLOUR = { passed: 'green', failed: 'red', not_reached: 'dim', not_applicable: 'dim' } as const

/** What a yes, or no question at all, means there. */
function words({ gate, status, code }: Gate, { permission, scope }: Decision): string {
  // Why is said with the verdict; here it is only where the ladder breaks.
  if (code !== undefined && gate !== 'permission') return CODES[code].operator
  if (status === 'not_reached') return 'an earlier no leaves nothing to ask'
  const place = scopePath(scope)
  const needed = status === 'not_applicable'
  switch (gate) {
    case 'account':
      return 'is a member here and not blocked'
    case 'signed_up':
      return needed ? 'an automation account has nothing to sign up for' : 'has signed up and can sign in'
    case 'resource':
      return scope.type === 'organization' ? 'the organization itself' : `${place} exists and is in use`
    case 'permission':
      return `${permission} is ${code === undefined ? '' : 'not '}in what decides there`
    case 'features':
      return needed ? 'no feature has to be on for this' : 'every feature that this needs is on'
  }
}

export function gateLines(decision: Decision, { gates }: Explanation, { columns, paint }: Reader): string[] {
  return [
    paint('bold', 'Five questions, in this order'),
    ...gates.flatMap((gate) => {
      const sign = paint(COLOUR[gate.status], padded(SIGN[gate.status], 15))
      return wrapped(words(gate, decision), columns, `  ${sign}${padded(NAME[gate.gate], 12)}`)
    }),
  ]
}
