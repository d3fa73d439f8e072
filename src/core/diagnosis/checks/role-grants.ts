/**
 * Check 5: does their role grant it, at that scope? Not judged anew: this tells the permission gate of the decision, what
 * decides there, and which existing roles would give it.
 */
import { PERMISSIONS } from '../../catalogue/permissions.ts'
import { accessSummary } from '../../decision/access-summary.ts'
import type { Certificate } from '../../decision/certificate.ts'
import { certificateAsSeen } from '../../decision/certificate-as-seen.ts'
import { explainInWords } from '../../decision/explain.ts'
import type { Group } from '../../model/group.ts'
import type { Case } from '../case.ts'
import { type Check, type Evidence, fact, type Judgement, type Leaf } from '../check.ts'
import { rolesGiving } from '../givers.ts'
import { roleStep } from '../role-step.ts'
import { counted, listed } from '../wording.ts'

function leaf(code: Leaf['code'], advice: string): Leaf {
  return {
    code,
    advice,
    step: roleStep,
    ask: () => 'Once I tell you that your access was changed, please try again and tell me what you see.',
  }
}

export const roleGrants: Check = {
  id: 'role',
  title: 'Does their role grant it, at that scope?',
  checked: (one) => `whether your role lets you ${capabilityOf(one) ?? 'do this'} there`,
  judge,
  leaves: [
    leaf(
      'SHADOWED_BY_NARROWER_SCOPE',
      'Look at the narrower assignment first: remove it where it should not narrow, `compartment assignment delete`.',
    ),
    leaf(
      'KEY_NOT_IN_ROLE',
      'Give, at the place that decides, the narrowest role that has it: `compartment assignment create`.',
    ),
    leaf('ASSIGNMENT_EXPIRED', 'Extend it, if it is still needed: `compartment assignment update`.'),
    leaf('ASSIGNED_ELSEWHERE', 'Give the same role at this place too: `compartment assignment create`.'),
    leaf(
      'NO_ASSIGNMENT',
      'Give a role directly, `compartment assignment create`, or through a group, `compartment group member add`.',
    ),
  ],
}

function judge(one: Case): Judgement {
  const { goal, member, certificate, names, reader } = one
  if (member === undefined)
    return { status: 'not_reached', evidence: [fact('Who is not a member has no roles to look at.')] }
  if (goal.kind !== 'permission' || certificate === undefined)
    return {
      status: 'not_applicable',
      evidence: [fact('No permission is asked about.'), ...membershipOnly(one)],
    }
  const seen = certificateAsSeen(certificate, reader)
  const gate = seen.gates.find((found) => found.gate === 'permission')
  if (gate === undefined || gate.status === 'not_reached')
    return { status: 'not_reached', evidence: [fact('Without a place there is nothing that could decide.')] }
  const deciding = seen.chain.find(({ decided }) => decided)
  const inForce = deciding?.assignments.filter(({ state }) => state === 'in_force') ?? []
  // The first sentence is about what decides, the next about what the gate rests on; where nothing decides there is one.
  const ids = [
    ...(deciding === undefined ? [] : [inForce.map(({ assignment }) => assignment)]),
    gate.evidence,
  ]
  // Without the roles there is nothing to be told of what decides.
  const said = reader.roles ? explainInWords(alone(one, seen), names).slice(1) : []
  const evidence = [
    fact(`It takes \`${goal.permission}\` at \`${goal.shown}\`.`),
    ...said.map((text, at) => fact(text, ...new Set(ids[at] ?? []))),
  ]
  if (gate.status === 'passed') return { status: 'passed', evidence }
  return {
    status: 'failed',
    ...(gate.code !== undefined && { code: gate.code }),
    evidence: [...evidence, ...membershipOnly(one), ...wouldGive(one)],
  }
}

/** The certificate of the permission gate alone. */
function alone({ goal }: Case, seen: Certificate): Certificate {
  const gates = seen.gates.filter((gate) => gate.gate === 'permission')
  const code = gates[0]?.code ?? 'ALLOWED'
  const scope = goal.kind === 'permission' ? goal.shown : seen.question.scope
  return { ...seen, question: { ...seen.question, scope }, gates, code, allowed: code === 'ALLOWED' }
}

/** Membership without any role in force: what is missing is an assignment, to them or to a group of theirs (S0-5). */
function membershipOnly({ snapshot, principal, now, names, reader, goal }: Case): Evidence[] {
  const person = snapshot.members.numberOf(principal)
  if (person === undefined || accessSummary(snapshot, principal, now) !== 'Membership only') return []
  const groups = snapshot.index.entry(person).seats.map(({ group }) => snapshot.groups.at(group)!)
  const seated =
    groups.length === 0
      ? 'they are in no group'
      : `no group of theirs has one (${listed(groups.map(({ name }) => `\`${name}\``))})`
  const through = reader.groups ? `, and ${seated}` : ''
  const missing =
    goal.kind === 'permission'
      ? ` What is missing is an assignment of a role with \`${goal.permission}\` at \`${goal.shown}\` or further out: a direct one, or one to a group that they are in.`
      : ' What is missing for anything else is an assignment: a direct one, or one to a group that they are in.'
  const ids = reader.groups ? groups.map(({ id }) => id) : []
  return [
    fact(
      `Membership only: ${names.principal} has no direct assignment in force${through}.${missing}`,
      ...ids,
    ),
  ]
}

const NAMED = 5

/** Existing roles and groups that have it, the narrowest first (F54). */
function wouldGive(one: Case): Evidence[] {
  const { snapshot, goal, reader } = one
  if (goal.kind !== 'permission') return []
  // Of one's own access everything is shown, but not which other roles and groups there are.
  if (!reader.may('organization.role.read', 'organization'))
    return [fact('Which roles would give it is left out: that takes `organization.role.read`.')]
  const roles = rolesGiving(snapshot, goal.permission)
  const named = roles.slice(0, NAMED).map(({ name, keys }) => `\`${name}\` (${counted(keys, 'permission')})`)
  const more = roles.length > NAMED ? ` and ${roles.length - NAMED} more` : ''
  const groups = joined(one).slice(0, NAMED)
  return [
    roles.length === 0
      ? fact(`No role has \`${goal.permission}\` yet.`)
      : fact(
          `Existing roles that have it, the narrowest first: ${named.join(', ')}${more}.`,
          ...roles.slice(0, NAMED).map(({ id }) => id),
        ),
    ...(groups.length === 0
      ? []
      : [
          fact(
            `Joining ${listed(groups.map(({ name }) => `\`${name}\``))} would give it as well.`,
            ...groups.map(({ id }) => id),
          ),
        ]),
  ]
}

/** The groups that could be joined by hand, each of which alone would give it, in the order of their names. */
function joined({ snapshot, found }: Case): Group[] {
  const ids = found.remedies.flatMap(({ edits }) =>
    edits.flatMap((edit) => (edit.operation === 'addGroupMember' ? [edit.group] : [])),
  )
  return ids.map((id) => snapshot.groups.get(id)!).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** What the permission lets a person do, in words for people. */
export function capabilityOf({ goal, snapshot }: Case): string | undefined {
  if (goal.kind !== 'permission') return undefined
  const builtIn = PERMISSIONS.find(({ key }) => key === goal.permission)
  if (builtIn !== undefined) return builtIn.capability
  const own = snapshot.catalogues.flatMap(({ families }) =>
    families.flatMap(({ permissions }) => permissions),
  )
  return own.find(({ key }) => key === goal.permission)?.capability
}
