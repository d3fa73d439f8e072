import { opensAnOlderJournal } from './journal-upgrade.ts'
import { FILE } from './support/stores.ts'

opensAnOlderJournal(FILE)
