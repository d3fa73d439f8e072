import { POSTGRES } from '../store/support/postgres-store.ts'
import { provesReplayFromCheckpoint } from './replay-from-checkpoint.ts'

provesReplayFromCheckpoint(POSTGRES, 15)
