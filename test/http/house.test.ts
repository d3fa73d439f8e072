import { describe } from 'vitest'
import { housePromises } from './house-promises.ts'

describe('on the embedded store', () => {
  housePromises(async () => ({ close: async () => {} }))
})
