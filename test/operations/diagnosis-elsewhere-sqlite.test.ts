import { elsewherePromises } from './diagnosis-elsewhere.ts'

elsewherePromises(() => ({ memory: true }))
