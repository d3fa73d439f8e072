import { rolesAndFeaturesPromises } from './roles-and-features.ts'

rolesAndFeaturesPromises(() => ({ memory: true }))
