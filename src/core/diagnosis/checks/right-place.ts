/**
 * Check 4: are they in the right tenant, at a place that exists? Another tenant is named only to a reader who may ask about
 * its people; for all others it is as if there were none.
 */
import type { Case } from '../case.ts'
import { type Check, fact, failed, type Judgement, type Leaf, passed } from '../check.ts'
import { stepOf } from '../remedy-words.ts'
import { addressWord, listed } from '../wording.ts'

const WRONG_TENANT: Leaf = {
  code: 'WRONG_TENANT',
  advice:
    'They look at the organization’s name at the top right. If they need access here, that is an invitation of its own: `compartment user invite`.',
  step: (one) => {
    const address = addressWord(one)
    const others = one.facts.tenants.map(({ displayName }) => `\`${displayName}\``)
    const text = `Have them check the organization’s name at the top right: they belong to ${listed(others)}. If they need access here too, that is an invitation of its own.`
    if (address === undefined) return { text }
    const lines = [['user', 'invite', address]]
    return { text, command: { lines, permissions: ['organization.user.invite'], scope: 'organization' } }
  },
  ask: () =>
    'Please look at the name of the organization at the top right, switch to the one that you usually work in, and tell me whether you find it there.',
}

const UNKNOWN_SCOPE: Leaf = {
  code: 'UNKNOWN_SCOPE',
  advice: 'Ask where exactly they are: `compartment project list` shows what is there.',
  step: ({ goal }) => ({
    text: `Ask where exactly they are: there is no place \`${goal.kind === 'permission' ? goal.shown : ''}\` that you may know.`,
    command: { lines: [['project', 'list']], permissions: [], scope: 'organization' },
  }),
  ask: () => 'Please send me the address of the page that you are on, and tell me how you got there.',
}

const PROJECT_ARCHIVED: Leaf = {
  code: 'PROJECT_ARCHIVED',
  advice: 'If it is still needed: `compartment project unarchive`.',
  step: (one) => {
    const { snapshot, goal } = one
    const name = goal.kind === 'permission' ? goal.shown.split('/')[0]! : ''
    const { id } = snapshot.scopes.at(snapshot.scopes.find(name)!)
    return stepOf(one, [{ operation: 'unarchiveProject', project: id }])
  },
  ask: () => 'Once I tell you that the project is back, please try again and tell me what you see.',
}

export const rightPlace: Check = {
  id: 'place',
  title: 'Are they in the right tenant, at a place that exists?',
  checked: () => 'whether you are in the right place',
  judge,
  leaves: [WRONG_TENANT, UNKNOWN_SCOPE, PROJECT_ARCHIVED],
}

const STANDING = { active: 'a member', blocked: 'a member, blocked,', invited: 'invited' } as const

function judge({ snapshot, member, names, facts, certificate, goal }: Case): Judgement {
  const here = snapshot.organization.displayName
  const who = names.principal
  if (member === undefined) {
    const none = fact(`No other organization about whose people you may ask knows ${who}.`)
    if (facts.tenants.length === 0) return { status: 'failed', evidence: [none] }
    const known = facts.tenants.map(({ id, name, displayName, standing }) =>
      fact(`${who} is ${STANDING[standing]} of \`${displayName}\` (${name}), not of \`${here}\`.`, id),
    )
    return failed('WRONG_TENANT', ...known)
  }
  const belongs = fact(`${who} belongs to \`${here}\`, where this is asked.`, snapshot.organization.id)
  const gate = certificate?.gates.find((one) => one.gate === 'resource')
  if (gate === undefined || goal.kind !== 'permission') return passed(belongs)
  const place = `\`${goal.shown}\``
  if (gate.code === 'UNKNOWN_SCOPE')
    return failed(gate.code, belongs, fact(`There is no place ${place} that you may know.`))
  if (gate.code !== undefined)
    return failed(
      gate.code,
      belongs,
      fact(`${place} is archived: it answers only reading, unarchiving and deleting.`, ...gate.evidence),
    )
  return passed(belongs, fact(`${place} exists, and answers.`, ...gate.evidence))
}
