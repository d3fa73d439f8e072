import { MEMORY } from '../store/support/stores.ts'
import { provesReplayFromCut } from './replay-from-cut.ts'

provesReplayFromCut(MEMORY, 60)
