/**
 * What a decision is asked about, as far as the reader may know it. Somebody who is not here, and a scope that the
 * reader may not know, are answered like what does not exist at all.
 */

import type { ScopeAnswer } from '../../contract/shapes/answer.ts'
import type { ScopeInput } from '../../contract/shapes/request.ts'
import { type Numbers, nearest } from '../../core/index.ts'
import { pathAnswer } from '../answers/scopes.ts'
import { idOf, scopeFor, scopeText } from '../resolve.ts'
import type { Scene } from '../scene.ts'

export type Question = {
  /** Id, or what was asked where there is nobody of that name. */
  readonly principal: string
  readonly permission: string
  /** Id, or what was asked; never the id of a scope that the reader may not know. */
  readonly scope: string
  readonly shownScope: ScopeAnswer
  readonly numbers: Numbers
  /** Of an unknown permission. */
  readonly suggestions: readonly string[] | undefined
}

/** Not a scope of any organization: a text that no slug and no id can be. */
const HIDDEN = ' '

export function questionOf(
  scene: Scene,
  asked: { readonly principal: string; readonly permission: string; readonly scope: ScopeInput },
): Question {
  const { members, vocabulary, scopes } = scene.snapshot
  const { text, number: place, scope } = placeOf(scene, asked.scope)
  const bit = vocabulary.bitOf(asked.permission)
  // Most programs ask by id. No e-mail looks like one, so who is found by it need not be looked for by e-mail.
  const direct = members.numberOf(asked.principal)
  const principal = direct === undefined ? (idOf(scene, asked.principal) ?? asked.principal) : asked.principal
  return {
    principal,
    permission: asked.permission,
    scope,
    shownScope: pathAnswer(place === undefined ? text : scopes.at(place).path),
    numbers: { bit, person: direct ?? members.numberOf(principal), place, now: scene.now },
    suggestions: bit === undefined ? nearest(asked.permission, vocabulary.keys) : undefined,
  }
}

export type AskedPlace = {
  readonly text: string
  /** Absent where there is no such scope, or the reader may not know it. */
  readonly number: number | undefined
  /** Id, or what was asked. */
  readonly scope: string
}

export function placeOf(scene: Scene, asked: ScopeInput, field?: string): AskedPlace {
  const text = scopeText(scene, asked, field)
  const number = scopeFor(scene, text)
  return {
    text,
    number,
    scope: number === undefined ? unknownScope(scene, text) : scene.snapshot.scopes.at(number).id,
  }
}

/** The text as asked, unless it names a scope after all, which the reader may not know. */
function unknownScope({ snapshot }: Scene, text: string): string {
  return snapshot.scopes.find(text) === undefined ? text : text + HIDDEN
}
