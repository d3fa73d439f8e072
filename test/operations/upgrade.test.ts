import { FILE } from '../store/support/stores.ts'
import { opensAnEarlierDatabase } from './upgrade.ts'

opensAnEarlierDatabase(FILE)
