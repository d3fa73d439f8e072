import { POSTGRES } from '../store/support/postgres-store.ts'
import { findsEveryTampering } from './tampering-promises.ts'

findsEveryTampering(POSTGRES, 10)
