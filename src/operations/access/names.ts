/** The people and places of many questions, found as for a single one (`questionOf`); each place is looked up once. */
import type { ScopeInput } from '../../contract/shapes/request.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { placeOf } from './question.ts'

export class Names {
  readonly #scene: Scene
  readonly #places = new Map<ScopeInput, string>()

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** Id, or what was asked where there is nobody of that name. */
  principal(ref: string): string {
    return idOf(this.#scene, ref) ?? ref
  }

  /**
   * Id, or what was asked where there is no such scope or the reader may not know it.
   * @param field where it stands in the request
   */
  scope(asked: ScopeInput, field: () => string): string {
    const known = this.#places.get(asked)
    if (known !== undefined) return known
    const { scope } = placeOf(this.#scene, asked, typeof asked === 'string' ? undefined : field())
    this.#places.set(asked, scope)
    return scope
  }
}
