import { opensAnOlderJournal } from './journal-upgrade.ts'
import { POSTGRES } from './support/postgres-store.ts'

opensAnOlderJournal(POSTGRES)
