/** What this install lets sources be; more than this only where its operator says so. */
import type { RepositoryUrl } from '../../core/index.ts'

export type SourceProtocol = RepositoryUrl['protocol']

export type SourceRules = {
  readonly protocols: readonly SourceProtocol[]
  /** Whether repositories may be at addresses that are not public. */
  readonly privateAddresses: boolean
}

export const SOURCE_RULES: SourceRules = { protocols: ['https', 'ssh'], privateAddresses: false }
