import { POSTGRES } from '../store/support/postgres-store.ts'
import { provesLoadEqualsReplay } from './load-equals-replay.ts'

provesLoadEqualsReplay(POSTGRES, 100)
