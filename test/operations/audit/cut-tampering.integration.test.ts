import { POSTGRES } from '../../store/support/postgres-store.ts'
import { findsTamperedCuts } from './cut-tampering.ts'

findsTamperedCuts(POSTGRES)
