/** What the throttle promises, on either store; two of them stand for two replicas. */
import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Throttle } from '../../src/operations/throttle.ts'
import { forgetThrottle, openStore, type Store, type StoreOptions } from '../../src/store/store.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 0, 5, 9)

export function throttlePromises(place: () => StoreOptions | Promise<StoreOptions>): void {
  let stores: Store[] = []
  const secret = randomBytes(32)
  let count = 0
  beforeAll(async () => {
    const options = await place()
    stores = [await openStore(options)]
    stores.push('memory' in options ? stores[0]! : await openStore(options))
  })
  afterAll(() => Promise.all([...new Set(stores)].map((store) => store.close())))

  const replicas = (): readonly [Throttle, Throttle] => [
    new Throttle(stores[0]!, secret),
    new Throttle(stores[1]!, secret),
  ]
  /** Names of this test's own. */
  const fresh = (what: string): string => `${what}-${count++}`

  describe('the throttle', () => {
    it('doubles the wait after the tenth attempt, up to 15 minutes, and never locks out for good', async () => {
      const [throttle] = replicas()
      const ada = fresh('ada')
      let now = START
      for (let at = 0; at < 10; at++) expect(await throttle.attempt(ada, fresh('source'), now)).toBe(0)
      const waits: number[] = []
      for (let at = 0; at < 9; at++) {
        const wait = await throttle.attempt(ada, fresh('source'), now)
        waits.push(wait)
        now += wait * 1000
        expect(await throttle.attempt(ada, fresh('source'), now)).toBe(0)
      }
      expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900])
    })

    it('does not push those who wait further back', async () => {
      const [throttle] = replicas()
      const [ada, mallory] = [fresh('ada'), fresh('mallory')]
      for (let at = 0; at < 10; at++) await throttle.attempt(ada, mallory, START)
      for (let second = 0; second < 15; second++)
        expect(await throttle.attempt(ada, mallory, START + second * 1000)).toBe(15 - second)
      expect(await throttle.attempt(ada, fresh('home'), START + 15_000)).toBe(0)
    })

    it('counts codes apart from passwords: neither keeps the other waiting', async () => {
      const [throttle] = replicas()
      const [ada, office] = [fresh('ada'), fresh('office')]
      for (let at = 0; at < 100; at++) expect(await throttle.code(fresh('colleague'), office, START)).toBe(0)
      expect(await throttle.code(ada, office, START)).toBe(15)
      expect(await throttle.attempt(ada, office, START)).toBe(0)
      for (let at = 1; at < 10; at++) await throttle.attempt(ada, fresh('elsewhere'), START)
      expect(await throttle.attempt(ada, fresh('elsewhere'), START)).toBe(15)
      for (let at = 0; at < 10; at++) expect(await throttle.code(ada, fresh('home'), START)).toBe(0)
      expect(await throttle.code(ada, fresh('home'), START)).toBe(15)
    })

    it('forgets after a quarter of an hour without attempts', async () => {
      const [throttle] = replicas()
      const [ada, home] = [fresh('ada'), fresh('home')]
      for (let at = 0; at < 9; at++) await throttle.attempt(ada, home, START)
      for (let at = 0; at < 9; at++) expect(await throttle.attempt(ada, home, START + 15 * MINUTE)).toBe(0)
    })

    it('counts a source over all accounts, and a source that waits counts against no account', async () => {
      const [throttle] = replicas()
      const sprayer = fresh('sprayer')
      for (let at = 0; at < 100; at++)
        expect(await throttle.attempt(fresh('account'), sprayer, START)).toBe(0)
      const victim = fresh('victim')
      for (let at = 0; at < 30; at++) expect(await throttle.attempt(victim, sprayer, START)).toBe(15)
      for (let at = 0; at < 10; at++) expect(await throttle.attempt(victim, fresh('home'), START)).toBe(0)
    }, 30_000)

    it('gives back what somebody who got in took, and no more', async () => {
      const [throttle] = replicas()
      const office = fresh('office')
      for (let at = 0; at < 130; at++) {
        const colleague = fresh('colleague')
        expect(await throttle.attempt(colleague, office, START)).toBe(0)
        await throttle.succeeded(colleague, office, START)
      }
      // Somebody with an account of their own buys no guesses with it.
      const mine = fresh('mine')
      let guesses = 0
      while ((await throttle.attempt(fresh('victim'), office, START)) === 0) {
        guesses++
        if ((await throttle.attempt(mine, office, START)) !== 0) break
        await throttle.succeeded(mine, office, START)
      }
      expect(guesses).toBeLessThanOrEqual(100)
    }, 30_000)

    it('does not keep people waiting where they signed in before, whatever others do elsewhere', async () => {
      const [throttle] = replicas()
      const [ada, home] = [fresh('ada'), fresh('home')]
      expect(await throttle.attempt(ada, home, START)).toBe(0)
      await throttle.succeeded(ada, home, START)
      for (let at = 0; at < 20; at++) await throttle.attempt(ada, fresh('attacker'), START + MINUTE)
      expect(await throttle.attempt(ada, fresh('cafe'), START + MINUTE)).toBeGreaterThan(0)
      // Ten slips of their own, then they wait as well: the one place buys no more than ten.
      for (let at = 0; at < 10; at++) expect(await throttle.attempt(ada, home, START + MINUTE)).toBe(0)
      expect(await throttle.attempt(ada, home, START + MINUTE)).toBeGreaterThan(0)
      // After 30 days the place is any place.
      const later = START + 31 * 86_400_000
      for (let at = 0; at < 10; at++) await throttle.attempt(ada, fresh('attacker'), later)
      expect(await throttle.attempt(ada, home, later)).toBeGreaterThan(0)
    })

    it('counts parallel attempts at two replicas as one: no more than the limit go on', async () => {
      const [one, other] = replicas()
      const ada = fresh('ada')
      const waits = await Promise.all(
        Array.from({ length: 120 }, (_, at) =>
          (at % 2 === 0 ? one : other).attempt(ada, `s${count}-${at}`, START),
        ),
      )
      expect(waits.filter((wait) => wait === 0)).toHaveLength(10)
      expect(waits.filter((wait) => wait > 0 && wait <= 15)).toHaveLength(110)
    })

    it('lets five mails an hour go to an account, at whichever replica they are asked for', async () => {
      const [one, other] = replicas()
      const ada = fresh('ada')
      const waits = await Promise.all(
        Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? one : other).mail(ada, START)),
      )
      expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
      expect(await one.mail(ada, START + 59 * MINUTE)).toBe(60)
      expect(await one.mail(ada, START + 60 * MINUTE)).toBe(0)
    })

    it('asks the store once a second about somebody who waits, and sees others’ counts after it', async () => {
      const [one, other] = replicas()
      const ada = fresh('ada')
      for (let at = 0; at < 10; at++) await other.attempt(ada, fresh('s'), START)
      expect(await one.attempt(ada, fresh('s'), START)).toBe(15)
      expect(await one.attempt(ada, fresh('s'), START + 900)).toBe(15)
      expect(await one.attempt(ada, fresh('s'), START + 15_000)).toBe(0)
      // That one was counted and brought a wait of its own, twice as long, for everybody.
      expect(await other.attempt(ada, fresh('s'), START + 15_000)).toBe(30)
    })

    it('never lets more through than its limits allow, whoever tries when', async () => {
      const step = fc.record({
        pause: fc.integer({ min: 0, max: 400 }),
        source: fc.integer({ min: 0, max: 3 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
          const [throttle] = replicas()
          const ada = fresh('ada')
          const through: number[] = []
          let now = START
          for (const { pause, source } of steps) {
            now += pause * 1000
            const wait = await throttle.attempt(ada, `${ada}-${source}`, now)
            expect(wait).toBeLessThanOrEqual(900)
            if (wait === 0) through.push(now)
          }
          // Of any eleven in a row that went on within a window, the last came at least the first wait after the tenth.
          for (let at = 10; at < through.length; at++) {
            if (through[at]! - through[at - 10]! < 15 * MINUTE)
              expect(through[at]! - through[at - 1]!).toBeGreaterThanOrEqual(15_000)
          }
        }),
        { numRuns: 15 },
      )
    }, 30_000)

    it('leaves nothing behind of a flood once nothing depends on it', async () => {
      const [throttle] = replicas()
      const store = stores[0]!
      for (let at = 0; at < 50; at++) await throttle.attempt(fresh('made-up'), fresh('s'), START)
      await throttle.succeeded(fresh('ada'), fresh('home'), START)
      const rows = async (): Promise<number> =>
        (await store.rows(store.build.from.selectFrom('throttle').select('key'))).length
      expect(await rows()).toBeGreaterThan(100)
      await store.write(forgetThrottle(store.build, START + 29 * 86_400_000))
      expect(await rows()).toBeGreaterThan(0)
      await store.write(forgetThrottle(store.build, START + 400 * 86_400_000))
      expect(await rows()).toBe(0)
    })
  })
}
