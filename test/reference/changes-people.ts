/** Random edits of members and of the ways in which they sign in. */
import type { Member } from '../../src/core/model/member.ts'
import { cleared, freshId, replaced, sorted } from './change-parts.ts'
import type { Edit } from './changes.ts'
import { NOW } from './world-constants.ts'

const remove: Edit = (state, rng) => {
  if (state.members.length === 0) return undefined
  const member = rng.pick(state.members)
  const step = cleared(
    state,
    (a) => a.subject.type === 'user' && a.subject.id === member.id,
    (s) => s.principal === member.id,
  )
  return {
    state: { ...step.state, members: state.members.filter((m) => m !== member) },
    events: [...step.events, { type: 'member.removed', data: { member } }],
  }
}

const add: Edit = (state) => {
  const id = freshId('usr', state.members)
  if (state.members.some((m) => m.id === id)) return undefined
  const signInPath = { password: true, providers: [] }
  const facts = {
    type: 'user',
    status: 'active',
    access: 'allowed',
    betaAccess: false,
    signInPath,
    since: NOW,
  } as const
  const member: Member = { id, ...facts }
  return {
    state: { ...state, members: sorted([...state.members, member]) },
    events: [{ type: 'member.added', data: { member } }],
  }
}

const switchAccess: Edit = (state, rng) => {
  if (state.members.length === 0) return undefined
  const member = rng.pick(state.members)
  const blocked = member.access === 'blocked'
  const after: Member = { ...member, access: blocked ? 'allowed' : 'blocked' }
  return {
    state: { ...state, members: replaced(state.members, after) },
    events: [{ type: blocked ? 'member.unblocked' : 'member.blocked', data: { principal: member.id } }],
  }
}

const switchPath: Edit = (state, rng) => {
  if (state.members.length === 0) return undefined
  const member = rng.pick(state.members)
  const before = member.signInPath
  const after = { ...before, password: !before.password }
  return {
    state: { ...state, members: replaced(state.members, { ...member, signInPath: after }) },
    events: [{ type: 'sign_in_path.changed', data: { principal: member.id, before, after } }],
  }
}

const switchPasswords: Edit = (state) => {
  const before = state.organization.passwords
  return {
    state: { ...state, organization: { ...state.organization, passwords: !before } },
    events: [{ type: 'organization.passwords.changed', data: { before, after: !before } }],
  }
}

export const PEOPLE_EDITS: Readonly<Record<string, Edit>> = {
  remove,
  add,
  'switch access': switchAccess,
  'switch path': switchPath,
  'switch passwords': switchPasswords,
}
