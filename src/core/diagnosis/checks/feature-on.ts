/**
 * Check 6: is the feature on for them? Not judged anew: this tells the features gate of the decision, or the state of the
 * feature that was asked about. Where it alone fails, no role is to be changed (F65).
 */
import { problemOf } from '../../decision/feature-gate.ts'
import { featureState } from '../../decision/feature-state.ts'
import type { Feature } from '../../model/catalogue.ts'
import { TIERS } from '../../model/organization.ts'
import type { Case } from '../case.ts'
import { type Check, fact, failed, type Judgement, type Leaf, passed } from '../check.ts'
import { MANAGED, personWord } from '../wording.ts'

const AFTER = 'please reload the page and tell me what you see.'

const FLAG_OFF: Leaf = {
  code: 'FLAG_OFF',
  advice: 'Switch it on, if the organization is to have it: `compartment feature set`. No role changes that.',
  step: (one) => {
    const [feature] = off(one, 'FLAG_OFF')
    return {
      text: `Switch the feature \`${feature?.name}\` on, if this organization is to have it: it is then on for everybody. No role changes that.`,
      command: {
        lines: [['feature', 'set', feature?.key ?? '', 'on']],
        permissions: ['organization.settings.manage'],
        scope: 'organization',
      },
    }
  },
  ask: () => `Once I tell you that it is switched on, ${AFTER}`,
}

const NO_BETA_ACCESS: Leaf = {
  code: 'NO_BETA_ACCESS',
  advice: 'Give them beta access: `compartment user beta-access`. No role changes that.',
  step: (one) =>
    one.member?.type === 'automation'
      ? { text: `${MANAGED} No role changes that.` }
      : {
          text: `Give ${one.names.principal} beta access: it opens every feature that is in beta. No role changes that.`,
          command: {
            lines: [['user', 'beta-access', personWord(one)!, 'on']],
            permissions: ['organization.settings.manage'],
            scope: 'organization',
          },
        },
  ask: () => `Once I tell you that you are in the beta, ${AFTER}`,
}

const TIER_TOO_LOW: Leaf = {
  code: 'TIER_TOO_LOW',
  advice:
    'Raise the tier, if the plan is to have it: `compartment org settings set --tier`. No role changes that.',
  step: (one) => {
    const tier = TIERS.findLast((tier) =>
      off(one, 'TIER_TOO_LOW').some((found) => found.minimumTier === tier),
    )
    return {
      text: `It comes with the tier \`${tier}\`: raise the organization’s tier, if its plan is to have it. No role changes that.`,
      command: {
        lines: [['org', 'settings', 'set', '--tier', tier ?? '']],
        permissions: ['organization.settings.manage'],
        scope: 'organization',
      },
    }
  },
  ask: () => `Once I tell you that your organization’s plan was changed, ${AFTER}`,
}

export const featureOn: Check = {
  id: 'feature',
  title: 'Is the feature on for them?',
  checked: () => 'whether what you need is switched on for you',
  judge,
  leaves: [FLAG_OFF, NO_BETA_ACCESS, TIER_TOO_LOW],
}

function judge(one: Case): Judgement {
  const { goal, member, snapshot, certificate } = one
  if (member === undefined)
    return { status: 'not_reached', evidence: [fact('Who is not a member has no features.')] }
  if (goal.kind === 'feature') {
    const code = featureState(snapshot, member.id, goal.feature)?.code
    return code === undefined ? passed(...states(one)) : failed(code, ...states(one))
  }
  const gate = certificate?.gates.find((found) => found.gate === 'features')
  if (gate === undefined || gate.status === 'not_applicable') {
    const text = goal.kind === 'sign_in' ? 'No feature is asked about.' : 'No feature has to be on for this.'
    return { status: 'not_applicable', evidence: [fact(text)] }
  }
  return gate.code === undefined ? passed(...states(one)) : failed(gate.code, ...states(one))
}

/** The features that the goal rests on. */
function featuresOf({ goal, snapshot: { vocabulary } }: Case): readonly Feature[] {
  if (goal.kind === 'feature') return vocabulary.features.filter(({ key }) => key === goal.feature)
  const bit = goal.kind === 'permission' ? vocabulary.bitOf(goal.permission) : undefined
  return bit === undefined ? [] : vocabulary.gatesOf(bit)
}

/** Those of them that are off for this reason. */
function off(one: Case, code: Leaf['code']): readonly Feature[] {
  return featuresOf(one).filter((feature) => problemOf(one.snapshot, one.member!, feature) === code)
}

function states(one: Case): Judgement['evidence'] {
  const { snapshot, member, names } = one
  return featuresOf(one).map((feature) => {
    const { key, name, kind, minimumTier } = feature
    const isOff = problemOf(snapshot, member!, feature) !== undefined
    const why = {
      flag: `is switched ${isOff ? 'off' : 'on'} for this organization`,
      beta: `is in beta, and ${names.principal} has ${isOff ? 'no ' : ''}beta access`,
      tier: `comes with the tier \`${minimumTier}\`, and this organization has \`${snapshot.organization.tier}\``,
    }[kind]
    return fact(`The feature \`${name}\` (${key}) ${why}.`, key)
  })
}
