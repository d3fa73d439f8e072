import { MEMORY } from '../store/support/stores.ts'
import { findsEveryTampering } from './tampering-promises.ts'

findsEveryTampering(MEMORY, 20)
