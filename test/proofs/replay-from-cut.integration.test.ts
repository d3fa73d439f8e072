import { POSTGRES } from '../store/support/postgres-store.ts'
import { provesReplayFromCut } from './replay-from-cut.ts'

provesReplayFromCut(POSTGRES, 12)
