/** Who is in a scenario's organization: how they came, how they sign in, and what became of them. */
import { addProvider } from '../../../src/core/change/add-provider.ts'
import { blockUser } from '../../../src/core/change/block-user.ts'
import { cancelInvitation } from '../../../src/core/change/cancel-invitation.ts'
import { createAutomation } from '../../../src/core/change/create-automation.ts'
import { inviteUser } from '../../../src/core/change/invite-user.ts'
import { removeUser } from '../../../src/core/change/remove-user.ts'
import { setBetaAccess } from '../../../src/core/change/set-beta-access.ts'
import { type House, NOW } from '../../core/support/house.ts'
import { type AssignmentGiven, DAY, type Given, type PersonGiven, personGiven, seatGiven } from './given.ts'

/** Accounts belong to the install: where several scenarios share one, each has people of its own. */
export const idOf = (name: string, { snapshot }: House): string => `usr_${name}_${snapshot.organization.name}`
export const nameOf = (id: string): string => id.split('_')[1]!

export type Lines = readonly (AssignmentGiven & { readonly line: string })[]

/** The admin `ada`, those who are described, and those who are only named: active, with a password. */
export function peopleOf({ people, groups }: Given, lines: Lines): Map<string, PersonGiven> {
  const seated = Object.values(groups)
    .flat()
    .map((text) => seatGiven(text).person)
  const assigned = lines.filter(({ group }) => !group).map(({ subject }) => subject)
  const named = ['ada', ...Object.keys(people), ...assigned, ...seated]
  return new Map(named.map((name) => [name, personGiven(people[name] ?? 'active')]))
}

/** `corp`, or `corp off` for one that is disabled. @returns ids by name */
export function addProviders(house: House, names: readonly string[]): Map<string, string> {
  const ids = names.map((text) => {
    const [, key, off] = /^(\S+)( off)?$/.exec(text) ?? []
    if (key === undefined) throw new Error(`\`${text}\` is not a provider: write \`corp\` or \`corp off\``)
    if (off === undefined) {
      const [event] = house.must(addProvider, { key, displayName: key }).events
      if (event?.type !== 'provider.added') throw new Error('no provider was added')
      return [key, event.data.provider.id] as const
    }
    const provider = { id: house.newId('sso'), key, displayName: key, enabled: false }
    house.happened({ type: 'provider.added', data: { provider } })
    return [key, provider.id] as const
  })
  return new Map(ids)
}

export function addPerson(
  house: House,
  name: string,
  { automation, invitedUntil, password, sso }: PersonGiven,
  providers: ReadonlyMap<string, string>,
  lines: Lines,
): void {
  const principal = idOf(name, house)
  if (automation) {
    const own = lines.filter(({ subject, group }) => subject === name && !group)
    const assignments = own.map(({ role, scope }) => ({ role, scope }))
    house.must(createAutomation, { principal, assignments }, undefined, { type: 'source', id: 'src_1' })
    return
  }
  const path = { password, providers: sso.map((key) => providers.get(key)!) }
  if (path.providers.includes(undefined!)) throw new Error(`no provider \`${sso.join(', ')}\` is given`)
  if (invitedUntil === undefined) house.must(inviteUser, { principal, verifiedPath: path })
  else {
    const began = house.now
    house.now = NOW + invitedUntil - 7 * DAY
    house.must(inviteUser, { principal })
    house.now = began
  }
}

/** What became of a person after all was given to them. */
export function endAs(house: House, name: string, person: PersonGiven): void {
  const principal = idOf(name, house)
  if (person.beta) house.must(setBetaAccess, { principal, enabled: true })
  if (person.invitedUntil !== undefined && person.cancelled) house.must(cancelInvitation, { principal })
  if (person.removed) house.must(removeUser, { principal })
  if (person.blocked) house.must(blockUser, { principal })
}
