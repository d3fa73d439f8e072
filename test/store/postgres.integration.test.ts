import { describe } from 'vitest'
import { storeContract } from './contract/contract.ts'
import { POSTGRES } from './support/postgres-store.ts'

describe(POSTGRES.name, () => storeContract(POSTGRES))
