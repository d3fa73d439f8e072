/**
 * Check 6: is the feature on for them? Not judged anew: this tells the features gate of the decision, or the state of the
 * feature that was asked about. Where it alone fails, no role is to be changed (F65).
 */
import { problemOf } from '../../decision/feature-gate.ts'
import { featureState } from '../../decision/feature-state.ts'
import type { Feature } from '../../model/catalogue.ts'
import type { Edit } from '../../remedies/edit.ts'
import { featureEdits } from '../../remedies/in-the-way.ts'
import type { Case } from '../case.ts'
import { type Check, fact, failed, type Judgement, type Leaf, passed } from '../check.ts'
import { stepOf } from '../remedy-words.ts'
import { MANAGED } from '../wording.ts'

const AFTER = 'please reload the page and tell me what you see.'

/** What opens those that are off for this reason. */
function switching(operation: Edit['operation']): Leaf['step'] {
  return (one) => {
    const { snapshot, member } = one
    if (operation === 'setBetaAccess' && member?.type === 'automation')
      return { text: `${MANAGED} No role changes that.` }
    const edits = featureEdits(snapshot, member!, featuresOf(one)).filter(
      (edit) => edit.operation === operation,
    )
    const step = stepOf(one, edits)
    return { ...step, text: `${step.text} No role changes that.` }
  }
}

const FLAG_OFF: Leaf = {
  code: 'FLAG_OFF',
  advice: 'Switch it on, if the organization is to have it: `compartment feature set`. No role changes that.',
  step: switching('setFeature'),
  ask: () => `Once I tell you that it is switched on, ${AFTER}`,
}

const NO_BETA_ACCESS: Leaf = {
  code: 'NO_BETA_ACCESS',
  advice: 'Give them beta access: `compartment user beta-access`. No role changes that.',
  step: switching('setBetaAccess'),
  ask: () => `Once I tell you that you are in the beta, ${AFTER}`,
}

const TIER_TOO_LOW: Leaf = {
  code: 'TIER_TOO_LOW',
  advice:
    'Raise the tier, if the plan is to have it: `compartment org settings set --tier`. No role changes that.',
  step: switching('changeSettings'),
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
