/** Two admins remove each other at the same moment, again and again: exactly one of them succeeds every time (R15). */
import { expect } from 'vitest'
import type { Config } from '../../src/config.ts'
import { type Client, createClient, Refused } from '../../src/contract/client.ts'
import { cli, machine } from '../cli/recorded-terminal.ts'
import { admit, type House, openHouse } from '../http/house.ts'

/** How one admin removes the other; says whether it was done, and what it was refused with. */
export type Door = (house: House, token: string, email: string) => Promise<string>

export const DOORS: readonly (readonly [name: string, remove: Door])[] = [
  [
    'HTTP',
    async ({ url }, token, user) => {
      const client = createClient({ url, token })
      return codeOf(client.removeUser({ organization: 'acme', user }))
    },
  ],
  [
    'the command line',
    async ({ url }, token, email) => {
      const on = machine({
        env: { COMPARTMENT_API_URL: url, COMPARTMENT_TOKEN: token, COMPARTMENT_ORGANIZATION: 'acme' },
      })
      const { exit, err } = await cli(on, 'user', 'remove', email)
      return exit === 0 ? 'done' : (/\(([A-Z_]+),/.exec(err)?.[1] ?? err)
    },
  ],
]

async function codeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer
    return 'done'
  } catch (error) {
    if (error instanceof Refused) return error.problem.code
    throw error
  }
}

/** Each round has two admins and nobody else who could administer; the one who remains invites the next. */
export async function expectOneToRemain(
  store: Config['store'] | undefined,
  remove: Door,
  rounds: number,
): Promise<void> {
  await using house = await openHouse(store)
  let last: { email: string; token: string; client: Client } = {
    email: 'ana@acme.example',
    token: house.token,
    client: house.admin,
  }
  for (let round = 0; round < rounds; round++) {
    const email = `admin${round}@acme.example`
    const next = { email, ...(await admit({ ...house, admin: last.client }, email, 'admin')) }
    const both = [last, next] as const
    const outcomes = await Promise.all([
      remove(house, last.token, next.email),
      remove(house, next.token, last.email),
    ])
    expect(outcomes.toSorted(), `round ${round}`).toEqual([expect.stringMatching(REFUSED), 'done'])
    last = both[outcomes.indexOf('done')]!
  }
}

/** The loser is the last admin by then, or no member any more, and their session ended with that. */
const REFUSED = /^(LAST_ADMIN|NOT_FOUND|UNAUTHENTICATED|SESSION_EXPIRED)$/
