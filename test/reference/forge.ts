/**
 * Forgery: a certificate that is true, but of another organization: one fact of the state is changed and the whole
 * is certified anew. It is coherent in itself, so only a comparison with the real state refuses it.
 */
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { Rng } from './random.ts'

type Edit = (state: OrganizationState, rng: Rng) => OrganizationState

function edit<K extends keyof OrganizationState>(
  name: K,
  change: (list: OrganizationState[K], rng: Rng) => OrganizationState[K],
): Edit {
  return (state, rng) => ({ ...state, [name]: change(state[name], rng) })
}

function one<T>(list: readonly T[], rng: Rng, change: (item: T) => readonly T[]): T[] {
  const index = rng.below(list.length)
  return list.flatMap((item, i) => (i === index ? change(item) : [item]))
}

const FAR = 10 ** 15

export const FORGERIES: Readonly<Record<string, Edit>> = {
  'assignment left out': edit('assignments', (list, rng) => one(list, rng, () => [])),
  'assignment given to admin': edit('assignments', (list, rng) =>
    one(list, rng, (a) => [{ ...a, role: 'rol_admin' }]),
  ),
  'assignment ended': edit('assignments', (list, rng) => one(list, rng, (a) => [{ ...a, expiresAt: 1 }])),
  'assignment extended': edit('assignments', (list, rng) =>
    one(list, rng, (a) => [{ ...a, notBefore: 1, expiresAt: FAR }]),
  ),
  'seat left out': edit('seats', (list, rng) => one(list, rng, () => [])),
  'role emptied': edit('roles', (list, rng) => one(list, rng, (r) => [{ ...r, permissions: [] }])),
  'access switched': edit('members', (list, rng) =>
    one(list, rng, (m) => [{ ...m, access: m.access === 'blocked' ? 'allowed' : 'blocked' }]),
  ),
  'sign-in path lost': edit('members', (list, rng) =>
    one(list, rng, (m) => [{ ...m, signInPath: { password: false, providers: [] } }]),
  ),
  'archive switched': edit('projects', (list, rng) =>
    one(list, rng, (p) => [{ ...p, archived: !p.archived }]),
  ),
  'features switched off': edit('enabledFeatures', () => []),
  'passwords switched': edit('organization', (o) => ({ ...o, passwords: !o.passwords })),
  'tier raised': edit('organization', (o) => ({ ...o, tier: 'enterprise' })),
  'invitations extended': edit('invitations', (list) => list.map((i) => ({ ...i, expiresAt: FAR }))),
}
