/** An invitation by its id or by the address that it is for. */
import { managedRefusal } from '../../core/change/managed.ts'
import { type Invitation, refuse } from '../../core/index.ts'
import { Refused } from '../refused.ts'
import { idOf, memberFor } from '../resolve.ts'
import type { Scene } from '../scene.ts'

/** @throws Refused 404, and MANAGED_IDENTITY for an automation account: nobody activates one (S0-13) */
export function requireInvitation(scene: Scene, ref: string): Invitation {
  const { snapshot } = scene
  const principal = idOf(scene, ref)
  const found =
    principal === undefined
      ? Array.from(snapshot.invitations.values(), (row) => row.invitation).find(({ id }) => id === ref)
      : snapshot.invitationOf(principal)
  if (found !== undefined) return found
  const member = memberFor(scene, ref)
  if (member?.type === 'automation') throw new Refused(managedRefusal(snapshot, member, '/invitation'))
  throw new Refused(
    refuse('NOT_FOUND', `no invitation \`${ref}\``, {
      field: '/invitation',
      next: 'compartment invitation list',
    }),
  )
}
