/**
 * `audit revert`: undoes a past change as a new one. Whoever does it may read the journal, and may do each thing that
 * undoing takes, as if they asked for it by its own command.
 */
import { revertChange as command } from '../../core/change/revert/revert-change.ts'
import { type Event, type PermissionKey, refuse } from '../../core/index.ts'
import { instant } from '../answers/instants.ts'
import { demand } from '../authorize.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { tellingOnlyWhatIsKept } from '../past/cannot-tell.ts'
import { changeAt } from '../past/change-at.ts'
import type { Change } from '../past/changes.ts'
import { perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'

export function revertChange(deps: Deps): UseCase<'revertChange'> {
  return (input, call) => {
    let change: Change | undefined
    return perform(
      deps,
      'revertChange',
      input,
      call,
      async (scene) => {
        const { sequence } = input.body
        const asked = changeAt(deps.store, scene.living.id, sequence)
        change = await tellingOnlyWhatIsKept(asked, '/sequence')
        if (change === undefined) throw noChange(sequence)
        mayDo(scene, change.events)
        return {
          command,
          input: { events: change.events },
          because: `reverts ${scene.living.name}@${change.revision}`,
        }
      },
      (_, events) => {
        const { first, revision, at, command: done } = change!
        return {
          reverted: { first, last: revision, at: instant(at), command: done },
          events: events.map(({ type }) => type),
        }
      },
    )
  }
}

function noChange(sequence: number): Refused {
  const next = 'compartment audit list'
  return new Refused(
    refuse('NOT_FOUND', `the journal has no record ${sequence}`, { field: '/sequence', next }),
  )
}

/**
 * Undoing something takes what doing it takes, at the same place.
 * @throws Refused where the caller may not do one of these by its own command
 */
function mayDo(scene: Scene, events: readonly Event[]): void {
  const { snapshot } = scene
  for (const event of events) {
    const permission = permissionFor(event)
    const scope = event.type.startsWith('assignment.') ? scopeOf(event) : undefined
    const known = scope !== undefined && snapshot.scopes.find(scope) !== undefined
    if (permission !== undefined) demand(scene, permission, [known ? scope : snapshot.organization.id])
  }
}

function scopeOf(event: Event): string | undefined {
  if (event.type === 'assignment.created' || event.type === 'assignment.deleted')
    return event.data.assignment.scope
  return event.type === 'assignment.updated' ? event.data.after.scope : undefined
}

/** As the operations ask for it; nothing for what the guards add. */
function permissionFor({ type }: Event): PermissionKey | undefined {
  if (type === 'expectation.overridden') return undefined
  if (type.startsWith('assignment.') || type.startsWith('role.')) return 'organization.role.manage'
  if (type.startsWith('group.')) return 'organization.group.manage'
  if (type === 'member.blocked' || type === 'member.unblocked') return 'organization.user.block'
  if (type === 'organization.passwords.changed') return 'organization.auth.manage'
  return 'organization.settings.manage'
}
