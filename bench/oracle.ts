/**
 * The right answers, computed from the plain state without any code of the engine: what a person holds at each scope,
 * and the nearest scope at which they hold anything.
 */
import { BUILT_IN_ROLES } from '../src/core/index.ts'
import type { OrganizationState } from '../src/core/model/state.ts'
import { KEYS, NOW } from './workload.ts'

/** A set of at most 64 keys. */
export type Words = readonly [low: number, high: number]

const NOTHING: Words = [0, 0]
const ADMIN = 'rol_admin'

/** Roles by scope: what one person holds, directly and through groups. */
type Held = ReadonlyMap<string, ReadonlySet<string>>

export class Oracle {
  readonly #direct = new Map<string, { role: string; scope: string }[]>()
  readonly #groups = new Map<string, string[]>()
  readonly #outward = new Map<string, string>()
  readonly #ids = new Map<string, string>()
  readonly #roles = new Map<string, Words>()
  readonly #held = new Map<string, Held>()

  constructor(state: OrganizationState) {
    this.#placeScopes(state)
    for (const { id, permissions } of [...BUILT_IN_ROLES, ...state.roles]) {
      this.#roles.set(id, wordsOf(id === ADMIN ? KEYS : permissions))
    }
    for (const { subject, role, scope, notBefore, expiresAt } of state.assignments) {
      if ((notBefore ?? NOW) > NOW || (expiresAt ?? NOW + 1) <= NOW) continue
      listed(this.#direct, subject.id).push({ role, scope })
    }
    for (const { principal, group } of state.seats) listed(this.#groups, principal).push(group)
  }

  /** Ids of the roles that decide: those held at the nearest scope at which any is held; none where there is no such. */
  rolesThatDecide(person: string, scope: string): readonly string[] {
    const at = this.decidingScope(person, scope)
    return at === undefined ? [] : [...this.heldBy(person).get(at)!]
  }

  decidingScope(person: string, scope: string): string | undefined {
    const held = this.heldBy(person)
    let at = this.#ids.get(scope)
    while (at !== undefined && !held.has(at)) at = this.#outward.get(at)
    return at
  }

  keysAt(person: string, scope: string): Words {
    return this.rolesThatDecide(person, scope)
      .map((role) => this.keysOf(role))
      .reduce(union, NOTHING)
  }

  allows(person: string, key: number, scope: string): boolean {
    return hasKey(this.keysAt(person, scope), key)
  }

  keysOf(role: string): Words {
    return this.#roles.get(role)!
  }

  heldBy(person: string): Held {
    const known = this.#held.get(person)
    if (known !== undefined) return known
    const held = new Map<string, Set<string>>()
    for (const subject of [person, ...(this.#groups.get(person) ?? [])]) {
      for (const { role, scope } of this.#direct.get(subject) ?? []) {
        if (!held.has(scope)) held.set(scope, new Set())
        held.get(scope)!.add(role)
      }
    }
    this.#held.set(person, held)
    return held
  }

  #placeScopes({ organization, projects, environments }: OrganizationState): void {
    const names = new Map(projects.map(({ id, name }) => [id, name]))
    const place = (id: string, path: string, outward?: string): void => {
      this.#ids.set(id, id)
      this.#ids.set(path, id)
      if (outward !== undefined) this.#outward.set(id, outward)
    }
    place(organization.id, 'organization')
    for (const { id, name } of projects) place(id, name, organization.id)
    for (const { id, name, project } of environments) place(id, `${names.get(project)!}/${name}`, project)
  }
}

/** Every scope as text, the organization first. */
export function scopePaths({ projects, environments }: OrganizationState): string[] {
  const names = new Map(projects.map(({ id, name }) => [id, name]))
  const inside = environments.map(({ name, project }) =>
    Buffer.from(`${names.get(project)!}/${name}`).toString(),
  )
  return ['organization', ...projects.map(({ name }) => name), ...inside]
}

export function hasKey([low, high]: Words, key: number): boolean {
  return (((key < 32 ? low : high) >>> (key & 31)) & 1) === 1
}

function union(a: Words, b: Words): Words {
  return [a[0] | b[0], a[1] | b[1]]
}

function wordsOf(keys: readonly string[]): Words {
  let words = NOTHING
  for (const key of keys) {
    const bit = KEYS.indexOf(key)
    words = union(words, bit < 32 ? [1 << bit, 0] : [0, 1 << (bit - 32)])
  }
  return words
}

function listed<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}
