/**
 * The organization a scenario starts from: made a month ago by the commands of the core, so that dates of the past can
 * be given, and by plain events where there is no command (who is seated by single sign-on, a provider that is off).
 */
import { addExpectation } from '../../../src/core/change/add-expectation.ts'
import { addGroupMember } from '../../../src/core/change/add-group-member.ts'
import { archiveProject } from '../../../src/core/change/archive-project.ts'
import { changeSettings } from '../../../src/core/change/change-settings.ts'
import { changeSignInSettings } from '../../../src/core/change/change-sign-in-settings.ts'
import { createAssignment } from '../../../src/core/change/create-assignment.ts'
import { createGroup } from '../../../src/core/change/create-group.ts'
import { PERMISSION_KEYS, readExpectation, type SeatSource } from '../../../src/core/index.ts'
import { House, NOW } from '../../core/support/house.ts'
import { applyFeatures } from './features.ts'
import {
  type AssignmentGiven,
  assignmentGiven,
  DAY,
  type Given,
  type PersonGiven,
  seatGiven,
} from './given.ts'
import { addPerson, addProviders, endAs, idOf, type Lines, peopleOf } from './people.ts'

export type Situation = {
  readonly house: House
  /** Everybody who has an account. */
  readonly people: ReadonlyMap<string, PersonGiven>
  /** Ids of the assignments by the line that gives them. */
  readonly assignments: ReadonlyMap<string, string>
}

/** Puts ids in the place of `<alex viewer @billing>`. */
export function withIds(line: string, { assignments }: Situation): string {
  return line.replaceAll(/<([^>]+)>/g, (_, given: string) => {
    const id = assignments.get(given)
    if (id === undefined) throw new Error(`no assignment \`${given}\` is given`)
    return id
  })
}

/** When all that is given was there. */
export const BEGAN = NOW - 30 * DAY

export function situationOf(given: Given, organization = 'acme'): Situation {
  const house = new House(organization)
  house.now = BEGAN
  const lines = given.assignments.map((line) => ({ line, ...assignmentGiven(line) }))
  const people = peopleOf(given, lines)
  const providers = addProviders(house, given.providers)
  for (const [project, environments] of Object.entries(given.projects))
    house.project(project, ...environments)
  applyFeatures(house, given)
  for (const role of rolesOf(given, lines)) house.role(role.name, ...role.keys)
  for (const [name, person] of people) addPerson(house, name, person, providers, lines)
  const first = house.assign(idOf('ada', house), 'admin', 'organization')
  seat(house, given.groups)
  const ids = lines.map((one) => [one.line, assign(house, one, people)] as const)
  const assignments = new Map([['ada admin @organization', first], ...ids])
  for (const project of given.archived) house.must(archiveProject, { project })
  house.must(changeSettings, { tier: given.tier })
  for (const [name, person] of people) endAs(house, name, person)
  if (!given.passwords) house.must(changeSignInSettings, { passwords: false })
  house.now = NOW
  for (const text of given.expectations) expectIn(house, text)
  return { house, people, assignments }
}

/** `alex can project.read at billing`, `group:ops cannot variable.write at anywhere`. */
function expectIn(house: House, text: string): void {
  const read = readExpectation(text)
  if (read === undefined) throw new Error(`\`${text}\` is not an expectation`)
  const { type, ref } = read.subject
  house.must(addExpectation, { ...read, subject: { type, ref: type === 'user' ? idOf(ref, house) : ref } })
}

/** Roles that are given by name, and those written as their keys where they are assigned. */
function rolesOf({ roles }: Given, lines: Lines): { name: string; keys: readonly string[] }[] {
  const written = new Map(
    lines.flatMap(({ role, keys }) => (keys === undefined ? [] : [[role, keys] as const])),
  )
  return [...Object.entries(roles), ...written].map(([name, keys]) => ({
    name,
    keys: keys[0] === '*' ? PERMISSION_KEYS : keys,
  }))
}

function seat(house: House, groups: Given['groups']): void {
  for (const [name, seats] of Object.entries(groups)) {
    const [made] = house.must(createGroup, { name }).events
    if (made?.type !== 'group.created') throw new Error('no group was made')
    for (const { person, source } of seats.map((text) => seatGiven(text))) {
      const principal = idOf(person, house)
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
  if (!group && people.get(subject)!.automation) return ofAutomation(house, given)
  const [event] = house.must(createAssignment, {
    role,
    scope,
    ...(group ? { group: subject } : { principal: idOf(subject, house) }),
    ...(from !== undefined && { notBefore: NOW + from }),
    ...(until !== undefined && { expiresAt: NOW + until }),
  }).events
  if (event?.type !== 'assignment.created') throw new Error('no assignment was made')
  return event.data.assignment.id
}

/** Made with the account, because only what owns it may. */
function ofAutomation(house: House, { subject, role, scope }: AssignmentGiven): string {
  const { state } = house
  const { id } = found(state.roles, role) ?? { id: `rol_${role}` }
  const place = found(state.projects, scope)?.id
  const made = state.assignments.find(
    (one) =>
      one.subject.id === idOf(subject, house) &&
      one.role === id &&
      (place === undefined || one.scope === place),
  )
  return made!.id
}

function found<T extends { readonly name: string }>(rows: readonly T[], name: string): T | undefined {
  return rows.find((row) => row.name === name)
}
