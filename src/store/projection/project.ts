/** The tables follow the journal: each event has its statements, and an event type without any does not compile. */
import type { Event, EventType } from '../../core/catalogue/events.ts'
import type { Builder } from '../builder.ts'
import type { Write } from '../statement.ts'
import { ASSIGNMENTS } from './assignments.ts'
import { EXPECTATIONS } from './expectations.ts'
import { FEATURES } from './features.ts'
import { GROUPS } from './groups.ts'
import { INVITATIONS } from './invitations.ts'
import { MEMBERS } from './members.ts'
import { ORGANIZATION } from './organization.ts'
import type { Place, Projection } from './projection.ts'
import { PROJECTS } from './projects.ts'
import { ROLES } from './roles.ts'
import { SOURCES } from './sources.ts'

const PROJECTIONS: Projection<EventType> = {
  ...ORGANIZATION,
  ...MEMBERS,
  ...INVITATIONS,
  ...GROUPS,
  ...ROLES,
  ...ASSIGNMENTS,
  ...PROJECTS,
  ...FEATURES,
  ...EXPECTATIONS,
  ...SOURCES,
}

/** The statements that bring the tables along with an event. No event cascades: what goes with it has its own. */
export function project(event: Event, place: Place, build: Builder): readonly Write[] {
  const projection = PROJECTIONS[event.type] as (
    data: unknown,
    place: Place,
    build: Builder,
  ) => readonly Write[]
  return projection(event.data, place, build)
}
