/** One change after the other, each through the whole path: authorize, command, guards, commit, publish. */
import { createHash } from 'node:crypto'
import { createAssignment } from '../src/core/change/create-assignment.ts'
import { type Context, decide, isRefusal, propose, type Snapshot } from '../src/core/index.ts'
import type { OrganizationState } from '../src/core/model/state.ts'
import { createIds } from '../src/operations/ids.ts'
import type { Store } from '../src/store/store.ts'
import type { Random } from './random.ts'
import { expectEqual } from './row.ts'
import { batchOf, committed } from './seeded-store.ts'
import { NOW } from './workload.ts'

/** Somebody who may do everything. */
export function adminOf(random: Random) {
  const id = random.id('usr')
  const signInPath = { password: true, providers: [] }
  const member = {
    id,
    type: 'user',
    status: 'active',
    access: 'allowed',
    betaAccess: false,
    signInPath,
    since: NOW,
  } as const
  const subject = { type: 'user', id } as const
  return {
    member,
    assignment: (scope: string) => ({
      id: random.id('asg'),
      role: 'rol_admin',
      scope,
      subject,
      createdAt: NOW,
    }),
  }
}

export class ChangePath {
  snapshot: Snapshot
  readonly #store: Store
  readonly #random: Random
  readonly #context: Context

  constructor(store: Store, snapshot: Snapshot, random: Random, actor: string) {
    this.#store = store
    this.snapshot = snapshot
    this.#random = random
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
    this.#context = {
      actor: { type: 'principal', id: actor },
      now: NOW,
      newId: createIds(() => NOW),
      sha256,
    }
  }

  /** Nanoseconds for each change. */
  async time(state: OrganizationState, units: number): Promise<number> {
    const inputs = Array.from({ length: units }, () => ({
      role: 'rol_admin',
      scope: this.#random.pick(state.environments).id,
      principal: this.#random.pick(state.members).id,
    }))
    const start = performance.now()
    for (const input of inputs) await this.#change(input)
    return ((performance.now() - start) * 1e6) / units
  }

  async #change(input: { role: string; scope: string; principal: string }): Promise<void> {
    const actor = this.#context.actor as { id: string }
    const { allowed } = decide(this.snapshot, actor.id, 'organization.role.manage', input.scope, NOW)
    expectEqual('authorized', allowed, true)
    const proposal = propose(this.snapshot, createAssignment, input, this.#context)
    if (isRefusal(proposal)) throw new Error(JSON.stringify(proposal))
    const { organization, revision } = this.snapshot
    committed(await this.#store.commit({ batches: [batchOf(organization.id, revision, proposal.events)] }))
    this.snapshot = proposal.after.settle()
  }
}
