import { describe } from 'vitest'
import { storeContract } from './contract/contract.ts'
import { FILE, MEMORY } from './support/stores.ts'

describe.each([MEMORY, FILE])('$name', storeContract)
