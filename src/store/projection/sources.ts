/** Connected sources. */
import type { EventType } from '../../core/catalogue/events.ts'
import { one } from '../statement.ts'
import { DRIFT, type Projection } from './projection.ts'

export const SOURCES: Projection<Extract<EventType, `source.${string}`>> = {
  'source.connected': ({ source }, { organization }, build) => [
    build.insert('sources', {
      organization,
      id: source.id,
      name: source.name,
      url: source.url,
      branch: source.branch,
      project: source.project ?? null,
      account: source.account,
      created_at: source.createdAt,
    }),
  ],
  'source.disconnected': ({ source: { id } }, { organization }, build) => [
    one(build.remove('sources', { organization, id }), DRIFT),
  ],
}
