/** A slice of R21, on a store. */
import { expect, it } from 'vitest'
import type { Kind as StoreKind } from '../store/support/stores.ts'
import { KINDS, tamperedScene, trial } from './tampering.ts'

export function findsEveryTampering(kind: StoreKind, places: number): void {
  it.each([
    ['a whole journal', false],
    ['a journal that was cut', true],
  ])(
    `AUD-02 on ${kind.name}, every one of ${KINDS.length * places} changes to %s behind the program’s back is found`,
    {
      timeout: 120_000,
    },
    async (_what, cut) => {
      await using place = await kind.fresh()
      const scene = await tamperedScene(place.options, cut ? 90 : 60, cut)
      await using _ = scene.town
      for (const [number, how] of KINDS.entries()) {
        for (let index = 0; index < places; index++) {
          const { what, ...found } = await trial(scene, how, 77 + number, index)
          expect(found, what).toEqual({ kind: how, found: true, named: true })
        }
      }
    },
  )
}
