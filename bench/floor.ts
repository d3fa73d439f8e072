/**
 * The floor: every answer of every person at every scope, computed beforehand. Nothing that takes text can be much
 * faster; it needs people × scopes × keys bits, and every change would mean computing it again.
 */
import type { OrganizationState } from '../src/core/model/state.ts'
import { type Oracle, scopePaths } from './oracle.ts'
import { KEYS } from './workload.ts'

export function denseTable(state: OrganizationState, oracle: Oracle) {
  const paths = scopePaths(state)
  const scopes = new Map(paths.map((path, at) => [path, at]))
  const people = new Map(state.members.map(({ id }, at) => [id, at]))
  const keys = new Map(KEYS.map((key, at) => [key, at]))
  const words = new Uint32Array(people.size * scopes.size * 2)
  for (const [id, person] of people) {
    for (const [path, scope] of scopes) words.set(oracle.keysAt(id, path), (person * scopes.size + scope) * 2)
  }
  const width = scopes.size
  return (principal: string, permission: string, scope: string): boolean => {
    const person = people.get(principal)
    const place = scopes.get(scope)
    const key = keys.get(permission)
    if (person === undefined || place === undefined || key === undefined) return false
    return ((words[(person * width + place) * 2 + (key >>> 5)]! >>> (key & 31)) & 1) === 1
  }
}
