/** Groups and their seats. */
import type { EventType } from '../../core/catalogue/events.ts'
import { one } from '../statement.ts'
import { DRIFT, type Projection } from './projection.ts'

export const GROUPS: Projection<Extract<EventType, `group.${string}`>> = {
  'group.created': ({ group: { id, name, description } }, { organization }, build) => [
    build.insert('groups', { organization, id, name, description }),
  ],
  'group.updated': ({ after: { id, name, description } }, { organization }, build) => [
    one(build.update('groups', { organization, id }, { name, description }), DRIFT),
  ],
  'group.deleted': ({ group: { id } }, { organization }, build) => [
    one(build.remove('groups', { organization, id }), DRIFT),
  ],
  'group.member.added': ({ seat: { group, principal, source } }, { organization }, build) => [
    build.insert('seats', { organization, group_id: group, principal, source }),
  ],
  'group.member.removed': ({ seat: { group, principal } }, { organization }, build) => [
    one(build.remove('seats', { organization, group_id: group, principal }), DRIFT),
  ],
}
