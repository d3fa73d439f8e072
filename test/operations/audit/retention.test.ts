import { expect, it } from 'vitest'
import { readsEveryFormat } from '../../../src/operations/past/cut-states.ts'
import { MEMORY } from '../../store/support/stores.ts'
import { retention } from './retention.ts'

retention(MEMORY)

it('a state at a cut is read whatever program wrote it', () => {
  expect(readsEveryFormat()).toBe(true)
})
