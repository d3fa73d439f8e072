import { expect, it } from 'vitest'
import { type Allowed, putTogether } from '../../src/web/parts/places.ts'

const at = (path: string, ...permissions: string[]): Allowed => {
  const [project, environment] = path === '' ? [] : path.split('/')
  const type = environment !== undefined ? 'environment' : project !== undefined ? 'project' : 'organization'
  return { path, permissions, scope: { type, project, environment } }
}

const named = (items: readonly Allowed[]): string[][] =>
  putTogether(items).map(({ scopes }) =>
    scopes.map(({ project, environment }) => [project, environment].filter(Boolean).join('/')),
  )

it('a place is named where it differs from what is around it', () => {
  expect(named([at('', 'a', 'b'), at('x', 'b', 'a'), at('x/y', 'a', 'b')])).toEqual([['']])
  expect(named([at('', 'a'), at('x', 'a'), at('x/y', 'b')])).toEqual([[''], ['x/y']])
})

it('places that are alike are named together, each for itself', () => {
  expect(named([at('x/p', 'a'), at('y/p', 'a'), at('z', 'b')])).toEqual([['x/p', 'y/p'], ['z']])
})

it('a place is named again inside one that differs', () => {
  expect(named([at('', 'a'), at('x', 'b'), at('x/y', 'a')])).toEqual([['', 'x/y'], ['x']])
})

it('the organization is not named where nothing is allowed, and a place inside it is', () => {
  expect(named([at(''), at('x'), at('x/y')])).toEqual([])
  expect(named([at(''), at('x', 'a'), at('x/y', 'a')])).toEqual([['x']])
  expect(named([at('', 'a'), at('x')])).toEqual([[''], ['x']])
})
