import { MEMORY } from '../store/support/stores.ts'
import { provesLoadEqualsReplay } from './load-equals-replay.ts'

provesLoadEqualsReplay(MEMORY, 500)
