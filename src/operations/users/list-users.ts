/** `user list` (S0-1, S1-7): with how many stand where, so that whoever looks for somebody sees in which list they are. */
import { type Input, OPERATIONS } from '../../contract/table.ts'
import { accessSummary, type Member, type Standing, standingOf } from '../../core/index.ts'
import { userAnswer } from '../answers/users.ts'
import { ask } from '../ask.ts'
import { authorize, demand } from '../authorize.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { containing, pageOf } from '../lists.ts'
import { requireRole } from '../resolve.ts'
import { type Scene, sceneOf } from '../scene.ts'
import { lastSignIns } from './last-sign-ins.ts'
import { userAnswers } from './user-answers.ts'

type Asked = Input<'listUsers'>

export function listUsers(deps: Deps): UseCase<'listUsers'> {
  return (input, call) =>
    ask(deps, 'listUsers', input, call, async (entered) => {
      const { sort, q, standing } = input.query
      const signIns =
        sort?.replace('-', '') === 'last_sign_in_at'
          ? await lastSignIns(deps.store, entered.living.id)
          : undefined
      const scene = signIns === undefined ? entered : anew(entered, input)
      const { living, snapshot } = scene
      const isWanted = filterOf(scene, input.query)
      const text = ({ id }: Member): string[] => [
        living.person(id)?.email ?? '',
        living.person(id)?.name ?? '',
        id,
      ]
      const hasText = containing(q)
      const matching = [...snapshot.members.values()].filter((one) => isWanted(one) && hasText(text(one)))
      const page = pageOf(deps, input.query, {
        operation: 'listUsers',
        organization: living.id,
        items: matching.filter((one) => standing === undefined || standingOf(one) === standing),
        key: ({ id }) => id,
        sorts: {
          email: ({ id }) => living.person(id)?.email ?? '',
          name: ({ id }) => living.person(id)?.name ?? '',
          since: ({ since }) => since,
          last_sign_in_at: ({ id }) => signIns?.get(id) ?? 0,
        },
        usually: 'email',
        text,
      })
      const { items, next_cursor } = page
      const counts = countsOf(matching)
      return { items: await userAnswers(deps, scene, items), next_cursor, counts }
    })
}

/** What was read before something was waited for may be old: the scene, and whether the caller may see it. */
function anew({ living, caller, call }: Scene, input: Asked): Scene {
  const scene = sceneOf(living, caller, call)
  authorize(scene, OPERATIONS.listUsers, input)
  return scene
}

/**
 * @throws Refused NOT_ALLOWED where somebody asks by role who may not see roles: the list would tell them who holds it
 */
function filterOf(scene: Scene, query: Asked['query']): (member: Member) => boolean {
  const { snapshot, now } = scene
  const { type, status, access, access_summary: summary, beta_access: beta, role } = query
  if (role !== undefined) demand(scene, 'organization.role.read', [snapshot.organization.id])
  const roleId = role === undefined ? undefined : requireRole(scene, role, '/role').id
  return (member) =>
    (type === undefined || member.type === type) &&
    (status === undefined || member.status === status) &&
    (access === undefined || member.access === access) &&
    (beta === undefined || member.betaAccess === beta) &&
    (summary === undefined || accessSummary(snapshot, member.id, now) === summary) &&
    // As the answer shows it: a role that comes through a group counts where the reader may see groups.
    (roleId === undefined || userAnswer(scene, member).roles.some(({ id }) => id === roleId))
}

function countsOf(members: readonly Member[]): Record<Standing, number> {
  const counts = { active: 0, inactive: 0, pending: 0 }
  for (const member of members) counts[standingOf(member)]++
  return counts
}
