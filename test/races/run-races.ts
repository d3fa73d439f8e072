/** Runs races, round after round, in worlds that are looked through at their end. */
import type { StoreOptions } from '../../src/store/store.ts'
import { RACES, type Race } from './races.ts'
import { brokenIn } from './whole.ts'
import { World } from './world.ts'

export type Ground = {
  readonly name: string
  readonly replicas: 1 | 2
  /** An empty place, and how it is left. */
  readonly open: () => Promise<{ readonly options: StoreOptions; readonly leave: () => Promise<void> }>
}

export type Ran = { readonly race: string; readonly ground: string; readonly rounds: number }

/** After so many rounds everything is looked at, and a new world begins. */
const ROUNDS_OF_A_WORLD = 25

/**
 * @param rounds of each race on this ground, for a race of full share
 * @throws at the first round after which something does not hold
 */
export async function runRaces(
  ground: Ground,
  rounds: number,
  races: readonly Race[] = RACES,
): Promise<Ran[]> {
  const ran: Ran[] = []
  for (const race of races) {
    const wanted = Math.max(1, Math.round(rounds * (race.share ?? 1)))
    for (let done = 0; done < wanted; done += ROUNDS_OF_A_WORLD) {
      await runWorld(ground, race, Math.min(ROUNDS_OF_A_WORLD, wanted - done), done)
    }
    ran.push({ race: race.name, ground: ground.name, rounds: wanted })
  }
  return ran
}

async function runWorld(ground: Ground, race: Race, rounds: number, before: number): Promise<void> {
  const place = await ground.open()
  try {
    await using world = await World.open(place.options, ground.replicas)
    for (let round = 0; round < rounds; round++) {
      const where = `${race.name}, on ${ground.name}, round ${before + round + 1}`
      await race.run(world).catch((cause: unknown) => {
        throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
      })
    }
    const broken = await brokenIn(world.one.deps.store, world.organization)
    if (broken !== undefined) throw new Error(`${race.name}, on ${ground.name}: ${broken}`)
  } finally {
    await place.leave()
  }
}
