/** Custom roles; built-in ones are part of the product and have no rows. */
import type { EventType } from '../../core/catalogue/events.ts'
import { canonicalJson } from '../canonical-json.ts'
import { one } from '../statement.ts'
import { DRIFT, type Projection } from './projection.ts'

export const ROLES: Projection<Extract<EventType, `role.${string}`>> = {
  'role.created': ({ role: { id, name, kind, description, permissions } }, { organization }, build) => [
    build.insert('roles', {
      organization,
      id,
      name,
      kind,
      description,
      permissions: canonicalJson(permissions),
    }),
  ],
  'role.updated': ({ after: { id, name, description, permissions } }, { organization }, build) => [
    one(
      build.update(
        'roles',
        { organization, id },
        { name, description, permissions: canonicalJson(permissions) },
      ),
      DRIFT,
    ),
  ],
  'role.deleted': ({ role: { id } }, { organization }, build) => [
    one(build.remove('roles', { organization, id }), DRIFT),
  ],
}
