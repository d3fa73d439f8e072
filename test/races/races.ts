/** The races (R15): what is done at the same moment, and what must hold afterwards. Each makes its own people and things. */

import type { Code } from '../../src/core/index.ts'
import { once } from '../../src/http/idempotency.ts'
import { Refused } from '../../src/operations/refused.ts'
import { type Claim, StoredReplays } from '../../src/operations/replays.ts'
import { loadState } from '../../src/store/store.ts'
import type { Town } from '../support/town.ts'
import { adminsOf } from './whole.ts'
import type { Someone, World } from './world.ts'

export type Race = {
  readonly name: string
  /** Throws where what must hold does not. */
  readonly run: (world: World) => Promise<void>
  /** Of 1; checking passwords takes time on purpose. */
  readonly share?: number
}

/** `done`, or the code of the refusal. */
async function outcome(asked: Promise<unknown>): Promise<'done' | Code> {
  try {
    await asked
    return 'done'
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
}

function must(holds: boolean, what: string, ...facts: unknown[]): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(facts)}`)
}

async function stateIn({ one, organization }: World) {
  return (await loadState(one.deps.store, organization))!
}

/** One of them stays an admin and goes on with the world. */
async function survivors(world: World, people: readonly Someone[]): Promise<void> {
  const admins = adminsOf(await stateIn(world))
  const left = people.find(({ caller }) => admins.includes(caller.account))
  must(left !== undefined, 'no admin is left')
  world.admin = left!
  await world.meet()
}

const remove = (town: Town, by: Someone, user: string) =>
  outcome(town.ask(by.caller, 'removeUser', { params: { user } }))
const demote = (town: Town, by: Someone, user: string) =>
  outcome(town.ask(by.caller, 'grantRole', { params: { user }, body: { role: 'viewer' } }))

const ONE_OF_TWO = (outcomes: readonly string[]): boolean =>
  outcomes.filter((is) => is === 'done').length === 1

export const RACES: readonly Race[] = [
  {
    name: 'two admins remove each other',
    run: async (world) => {
      const bo = await world.person({ role: 'admin' })
      const { admin } = world
      await world.meet()
      const outcomes = await Promise.all([
        remove(world.one, admin, bo.email),
        remove(world.other, bo, admin.email),
      ])
      must(ONE_OF_TWO(outcomes), 'not exactly one was removed', outcomes)
      await survivors(world, [admin, bo])
    },
  },
  {
    name: 'one admin removes the other, who takes the role away from the first',
    run: async (world) => {
      const bo = await world.person({ role: 'admin' })
      const { admin } = world
      await world.meet()
      const outcomes = await Promise.all([
        remove(world.one, admin, bo.email),
        demote(world.other, bo, admin.email),
      ])
      must(ONE_OF_TWO(outcomes), 'not exactly one of the two was done', outcomes)
      await survivors(world, [admin, bo])
    },
  },
  {
    name: 'one admin leaves while the other blocks them, and the other way round',
    run: async (world) => {
      const bo = await world.person({ role: 'admin' })
      const { admin } = world
      await world.meet()
      await Promise.all([
        remove(world.one, bo, bo.email),
        outcome(world.other.ask(admin.caller, 'blockUser', { params: { user: bo.email }, body: {} })),
        outcome(world.one.ask(bo.caller, 'blockUser', { params: { user: admin.email }, body: {} })),
      ])
      await survivors(world, [admin, bo])
    },
  },
  {
    name: 'the last admin is one through a group, and loses the seat while the group loses the role',
    run: async (world) => {
      const { admin } = world
      const bo = await world.person()
      const group = (await world.one.ask(admin.caller, 'createGroup', { body: { name: bo.email } })) as {
        id: string
      }
      await world.one.ask(admin.caller, 'addGroupMember', {
        params: { group: group.id },
        body: { user: bo.email },
      })
      const body = { role: 'admin', group: group.id, scope: 'organization' }
      await world.one.ask(admin.caller, 'createAssignment', { body })
      await world.meet()
      await Promise.all([
        demote(world.one, admin, admin.email),
        outcome(
          world.other.ask(admin.caller, 'removeGroupMember', { params: { group: group.id, user: bo.email } }),
        ),
        outcome(world.other.ask(bo.caller, 'deleteGroup', { params: { group: group.id } })),
      ])
      await survivors(world, [admin, bo])
    },
  },
  {
    name: 'a write is sent twice with one idempotency key',
    run: async (world) => {
      const { admin } = world
      const name = world.email()
      const send = async (town: Town): Promise<unknown> => {
        const { store, logger } = town.deps
        const replays = new StoredReplays(store, logger)
        const claim: Claim = {
          actor: admin.caller.account,
          key: name,
          hash: name,
          now: Date.now(),
          marked: true,
        }
        const run: Parameters<typeof once>[2]['run'] = async (mark) => {
          await town.result(admin.caller, 'createGroup', { body: { name } }, { mark: mark! })
          return { status: 201, headers: {}, body: '{}', secret: false }
        }
        return once(replays, claim, { run, stillIn: async () => {} })
      }
      const outcomes = await Promise.all(
        [world.one, world.other, world.one].map((town) => outcome(send(town))),
      )
      must(
        outcomes.includes('done') && outcomes.every((is) => is === 'done' || is === 'STILL_RUNNING'),
        'sent with one key',
        outcomes,
      )
      must((await groupsNamed(world, name)) === 1, 'made more or less than once')
    },
  },
  {
    name: 'a write is sent twice without a key',
    run: async (world) => {
      const name = world.email()
      const make = (town: Town) => outcome(town.ask(world.admin.caller, 'createGroup', { body: { name } }))
      const outcomes = await Promise.all([make(world.one), make(world.other), make(world.one)])
      must(ONE_OF_TWO(outcomes), 'not exactly one was made', outcomes)
      must((await groupsNamed(world, name)) === 1, 'made more or less than once')
    },
  },
  {
    name: 'a role is deleted while it is given',
    run: async (world) => {
      const { admin } = world
      const bo = await world.person()
      const permissions = ['project.read']
      const role = (await world.one.ask(admin.caller, 'createRole', {
        body: { name: bo.email, permissions },
      })) as {
        id: string
      }
      await world.meet()
      const body = { role: role.id, user: bo.email, scope: 'organization' }
      await Promise.all([
        outcome(world.one.ask(admin.caller, 'deleteRole', { params: { role: role.id } })),
        outcome(world.other.ask(admin.caller, 'createAssignment', { body })),
      ])
    },
  },
  {
    name: 'a group is deleted while somebody joins it and it is given a role',
    run: async (world) => {
      const { admin } = world
      const bo = await world.person()
      const group = (await world.one.ask(admin.caller, 'createGroup', { body: { name: bo.email } })) as {
        id: string
      }
      await world.meet()
      const params = { group: group.id }
      const body = { role: 'viewer', group: group.id, scope: 'organization' }
      await Promise.all([
        outcome(world.one.ask(admin.caller, 'deleteGroup', { params })),
        outcome(world.other.ask(admin.caller, 'addGroupMember', { params, body: { user: bo.email } })),
        outcome(world.other.ask(admin.caller, 'createAssignment', { body })),
      ])
    },
  },
  {
    name: 'two edit the same role as they both have read it',
    run: async (world) => {
      const { admin } = world
      const name = world.email()
      const role = (await world.one.ask(admin.caller, 'createRole', {
        body: { name, permissions: ['project.read'], description: 'first' },
      })) as { id: string }
      await world.meet()
      const edit = (town: Town, description: string) =>
        outcome(
          town.ask(
            admin.caller,
            'updateRole',
            { params: { role: role.id }, body: { description } },
            {
              unchanged: (current) => {
                if (current.description !== 'first')
                  throw new Refused({ refused: true, code: 'PRECONDITION_FAILED', detail: '' } as never)
              },
            },
          ),
        )
      const outcomes = await Promise.all([edit(world.one, 'second'), edit(world.other, 'third')])
      must(ONE_OF_TWO(outcomes), 'both edits, or none, were made', outcomes)
    },
  },
  {
    name: 'one link is accepted several times',
    share: 0.5,
    run: async (world) => {
      const { token } = await world.invited()
      await world.meet()
      const accept = (town: Town, password: string) =>
        outcome(town.ask(undefined, 'activate', { body: { token, password } }))
      const outcomes = await Promise.all([
        accept(world.one, 'first long pass phrase 1'),
        accept(world.other, 'second long pass phrase 2'),
      ])
      must(ONE_OF_TWO(outcomes), 'accepted more or less than once', outcomes)
    },
  },
  {
    name: 'an invitation is accepted and cancelled',
    share: 0.5,
    run: async (world) => {
      const { email, token, invitation } = await world.invited()
      await world.meet()
      const outcomes = await Promise.all([
        outcome(world.one.ask(undefined, 'activate', { body: { token, password: 'a long pass phrase 1' } })),
        outcome(world.other.ask(world.admin.caller, 'cancelInvitation', { params: { invitation } })),
      ])
      must(ONE_OF_TWO(outcomes), 'not exactly one of the two was done', email, outcomes)
    },
  },
  {
    name: 'somebody is removed while they accept',
    share: 0.5,
    run: async (world) => {
      const { email, token } = await world.invited({ role: 'viewer' })
      await world.meet()
      const [removed] = await Promise.all([
        remove(world.other, world.admin, email),
        outcome(world.one.ask(undefined, 'activate', { body: { token, password: 'a long pass phrase 1' } })),
      ])
      const there = (await world.one.ask(world.admin.caller, 'listUsers', { query: { q: email } })).items
      must(
        removed !== 'done' || !there.some((is) => is.email === email),
        'removed, and still there',
        removed,
        there,
      )
    },
  },
  {
    name: 'one link for a new password is used several times',
    share: 0.5,
    run: async (world) => {
      const bo = await world.person()
      const asked = await world.one.ask(world.admin.caller, 'resetUserPassword', {
        params: { user: bo.email },
        body: {},
      })
      const token = new URL(asked.reset_url!).searchParams.get('token')!
      await world.meet()
      const reset = (town: Town, password: string) =>
        outcome(town.ask(undefined, 'resetPassword', { body: { token, password } }))
      const outcomes = await Promise.all([
        reset(world.one, 'first long pass phrase 1'),
        reset(world.other, 'second long pass phrase 2'),
      ])
      must(ONE_OF_TWO(outcomes), 'used more or less than once', outcomes)
    },
  },
  {
    name: 'a password is guessed many times at once',
    share: 0.15,
    run: async (world) => {
      const bo = await world.person()
      const guess = (town: Town, at: number) => {
        const body = { email: bo.email, password: `wrong guess ${at} of many` }
        return outcome(town.ask(undefined, 'signIn', { body }, { address: `198.51.100.${world.guesser()}` }))
      }
      const outcomes = await Promise.all(
        Array.from({ length: 14 }, (_, at) => guess(at % 2 === 0 ? world.one : world.other, at)),
      )
      const looked = outcomes.filter((is) => is === 'BAD_CREDENTIAL').length
      must(looked <= 10 && !outcomes.includes('done'), 'more guesses than allowed were looked at', outcomes)
      must(looked > 0, 'no guess was looked at', outcomes)
    },
  },
]

async function groupsNamed(world: World, name: string): Promise<number> {
  return (await stateIn(world)).groups.filter((group) => group.name === name).length
}
