import { POSTGRES } from '../store/support/postgres-store.ts'
import { opensAnEarlierDatabase } from './upgrade.ts'

opensAnEarlierDatabase(POSTGRES)
