/** The way of every question to an organization: come in, be authorized, read the snapshot, answer with its revision. */
import { type Input, OPERATIONS, type OperationName, type Unparsed } from '../contract/table.ts'
import { type AnyInput, authorize } from './authorize.ts'
import type { Call, Result } from './call.ts'
import type { Deps } from './deps.ts'
import { enter, type Scene, sceneOf } from './scene.ts'
import { organizationOf } from './which-organization.ts'

/** @param answer reads the snapshot in one go: before it waits for anything else, it is done with it */
export async function ask<N extends OperationName>(
  deps: Deps,
  name: N,
  input: Input<N>,
  call: Call,
  answer: (scene: Scene) => Unparsed<N> | Promise<Unparsed<N>>,
): Promise<Result<N>> {
  const request = input as AnyInput
  const named = request.params.organization
  const organization = typeof named === 'string' ? named : await organizationOf(deps, call)
  const { living, caller } = await enter(deps, organization, call)
  const scene = sceneOf(living, caller, call)
  authorize(scene, OPERATIONS[name], request)
  const { revision } = living
  return { answer: await answer(scene), revision }
}
