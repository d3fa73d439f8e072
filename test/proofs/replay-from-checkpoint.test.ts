import { it } from 'vitest'
import { acme } from '../core/support/house.ts'
import { MEMORY } from '../store/support/stores.ts'
import { provesFormat, provesReplayFromCheckpoint } from './replay-from-checkpoint.ts'

provesReplayFromCheckpoint(MEMORY, 60)

it('states with other fields have another format', () => {
  provesFormat(acme().state)
})
