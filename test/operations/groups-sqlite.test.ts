import { groupPromises } from './groups.ts'

groupPromises(() => ({ memory: true }))
