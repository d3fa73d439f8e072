/** Somebody may not use a page: in plain words what it would take, and whom to ask; never a key (F91). */
import type { PermissionKey } from '../../core/catalogue/permissions.ts'
import { mayNot } from '../api/fault.ts'
import { Notice } from './notice.tsx'

type Props = { readonly permission: PermissionKey; readonly tenant: string }

export function NotAllowed({ permission, tenant }: Props) {
  return (
    <Notice tone="denied">
      <strong>{mayNot(permission)}</strong> None of the roles that count for you at {tenant} allows it. If you
      need it, ask somebody who manages roles there.
    </Notice>
  )
}
