/**
 * The organization a scenario starts from: made a month ago by the commands of the core, so that dates of the past can
 * be given, and by plain events where there is no command (who is seated by single sign-on, a provider that is off).
 */
import { addGroupMember } from '../../../src/core/change/add-group-member.ts'
import { addProvider } from '../../../src/core/change/add-provider.ts'
import { archiveProject } from '../../../src/core/change/archive-project.ts'
import { blockUser } from '../../../src/core/change/block-user.ts'
import { cancelInvitation } from '../../../src/core/change/cancel-invitation.ts'
import { changeSettings } from '../../../src/core/change/change-settings.ts'
import { changeSignInSettings } from '../../../src/core/change/change-sign-in-settings.ts'
import { createAssignment } from '../../../src/core/change/create-assignment.ts'
import { createAutomation } from '../../../src/core/change/create-automation.ts'
import { createGroup } from '../../../src/core/change/create-group.ts'
import { inviteUser } from '../../../src/core/change/invite-user.ts'
import { removeUser } from '../../../src/core/change/remove-user.ts'
import { setBetaAccess } from '../../../src/core/change/set-beta-access.ts'
import type { SeatSource } from '../../../src/core/index.ts'
import { House, NOW } from '../../core/support/house.ts'
import { applyFeatures } from './features.ts'
import {
  type AssignmentGiven,
  assignmentGiven,
  DAY,
  type Given,
  type PersonGiven,
  personGiven,
  seatGiven,
} from './given.ts'

export const emailOf = (name: string): string => `${name}@example.com`
export const idOf = (name: string): string => `usr_${name}`

export type Situation = {
  readonly house: House
  /** Everybody who has an account. */
  readonly people: ReadonlyMap<string, PersonGiven>
  /** Ids of the assignments by the line that gives them. */
  readonly assignments: ReadonlyMap<string, string>
}

const BEGAN = NOW - 30 * DAY

export function situationOf(given: Given): Situation {
  const house = new House()
  house.now = BEGAN
  const lines = given.assignments.map((line) => ({ line, ...assignmentGiven(line) }))
  const people = peopleOf(given, lines)
  const providers = addProviders(house, given.providers)
  for (const [project, environments] of Object.entries(given.projects))
    house.project(project, ...environments)
  applyFeatures(house, given)
  for (const role of rolesOf(given, lines)) house.role(role.name, ...role.keys)
  for (const [name, person] of people) addPerson(house, name, person, providers, lines)
  house.now = BEGAN
  house.assign(idOf('ada'), 'admin', 'organization')
  seat(house, given.groups)
  const assignments = new Map(lines.map((one) => [one.line, assign(house, one, people)]))
  for (const project of given.archived) house.must(archiveProject, { project })
  house.must(changeSettings, { tier: given.tier })
  for (const [name, person] of people) end(house, name, person)
  if (!given.passwords) house.must(changeSignInSettings, { passwords: false })
  house.now = NOW
  return { house, people, assignments }
}

type Lines = readonly (AssignmentGiven & { readonly line: string })[]

/** The admin `ada`, those who are described, and those who are only named: active, with a password. */
function peopleOf({ people, groups }: Given, lines: Lines): Map<string, PersonGiven> {
  const seated = Object.values(groups)
    .flat()
    .map((text) => seatGiven(text).person)
  const assigned = lines.filter(({ group }) => !group).map(({ subject }) => subject)
  const named = ['ada', ...Object.keys(people), ...assigned, ...seated]
  return new Map(named.map((name) => [name, personGiven(people[name] ?? 'active')]))
}

/** `corp`, or `corp off` for one that is disabled. @returns ids by name */
function addProviders(house: House, names: readonly string[]): Map<string, string> {
  const ids = names.map((text) => {
    const [key, off] = text.split(' ') as [string, string?]
    if (off === undefined) {
      const [event] = house.must(addProvider, { key, displayName: key }).events
      if (event?.type !== 'provider.added') throw new Error('no provider was added')
      return [key, event.data.provider.id] as const
    }
    const provider = { id: house.newId('sso'), key, displayName: key, enabled: off !== 'off' }
    house.happened({ type: 'provider.added', data: { provider } })
    return [key, provider.id] as const
  })
  return new Map(ids)
}

/** Roles that are given by name, and those written as their keys where they are assigned. */
function rolesOf({ roles }: Given, lines: Lines): { name: string; keys: readonly string[] }[] {
  const written = new Map(lines.flatMap(({ role, keys }) => (keys === undefined ? [] : [[role, keys] as const])))
  return [...Object.entries(roles), ...written].map(([name, keys]) => ({ name, keys }))
}

function addPerson(
  house: House,
  name: string,
  { automation, invitedUntil, password, sso }: PersonGiven,
  providers: ReadonlyMap<string, string>,
  lines: Lines,
): void {
  const principal = idOf(name)
  if (automation) {
    const assignments = lines.filter(({ subject, group }) => subject === name && !group)
    const owner = { type: 'source', id: 'src_1' } as const
    house.must(createAutomation, { principal, assignments }, undefined, owner)
    return
  }
  const path = { password, providers: sso.map((key) => providers.get(key)!) }
  if (path.providers.includes(undefined!)) throw new Error(`no provider \`${sso.join(', ')}\` is given`)
  if (invitedUntil === undefined) house.must(inviteUser, { principal, verifiedPath: path })
  else {
    house.now = NOW + invitedUntil - 7 * DAY
    house.must(inviteUser, { principal })
    house.now = BEGAN
  }
}

function seat(house: House, groups: Given['groups']): void {
  for (const [name, seats] of Object.entries(groups)) {
    const [made] = house.must(createGroup, { name }).events
    if (made?.type !== 'group.created') throw new Error('no group was made')
    for (const { person, source } of seats.map((text) => seatGiven(text))) {
      const principal = idOf(person)
      if (source === 'manual') house.must(addGroupMember, { group: name, principal })
      else {
        const seat = { group: made.data.group.id, principal, source: source as SeatSource }
        house.happened({ type: 'group.member.added', data: { seat } })
      }
    }
  }
}

/** @returns the assignment's id */
function assign(house: House, given: AssignmentGiven, people: ReadonlyMap<string, PersonGiven>): string {
  const { subject, group, role, scope, from, until } = given
  if (!group && people.get(subject)!.automation) return 'asg_of_automation'
  const [event] = house.must(createAssignment, {
    role,
    scope,
    ...(group ? { group: subject } : { principal: idOf(subject) }),
    ...(from !== undefined && { notBefore: NOW + from }),
    ...(until !== undefined && { expiresAt: NOW + until }),
  }).events
  if (event?.type !== 'assignment.created') throw new Error('no assignment was made')
  return event.data.assignment.id
}

/** What became of a person after all was given to them. */
function end(house: House, name: string, person: PersonGiven): void {
  const principal = idOf(name)
  if (person.beta) house.must(setBetaAccess, { principal, enabled: true })
  if (person.invitedUntil !== undefined && person.cancelled) house.must(cancelInvitation, { principal })
  if (person.removed) house.must(removeUser, { principal })
  if (person.blocked) house.must(blockUser, { principal })
}
