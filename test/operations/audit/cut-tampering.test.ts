import { MEMORY } from '../../store/support/stores.ts'
import { findsTamperedCuts } from './cut-tampering.ts'

findsTamperedCuts(MEMORY)
