import { POSTGRES } from '../../store/support/postgres-store.ts'
import { FILE } from '../../store/support/stores.ts'
import { backupPromises } from './promises.ts'

backupPromises(POSTGRES, POSTGRES)
backupPromises(FILE, POSTGRES)
backupPromises(POSTGRES, FILE)
