import { FILE } from '../../store/support/stores.ts'
import { backupPromises } from './promises.ts'

backupPromises(FILE, FILE)
