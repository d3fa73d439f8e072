import { accountAccessPromises } from './account-access.ts'

accountAccessPromises(() => ({ memory: true }))
