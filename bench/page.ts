/** The page with what was measured. */
import { join } from 'node:path'

export const PAGE = join(import.meta.dirname, '../docs/benchmarks.md')
