import { userListPromises } from './user-list.ts'

userListPromises(() => ({ memory: true }))
