/** Changing a custom role, or making a copy of any, in the drawer of the role. */
import { api } from '../../../api/client.ts'
import { Loading } from '../../../parts/loading.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { useView } from '../use-view.ts'
import type { Role } from '../view.ts'
import { copyOf, draftOf, switchable } from './draft.ts'
import { RoleEditor } from './role-editor.tsx'
import { useCatalogue } from './use-catalogue.ts'

type Props = {
  readonly role: Role
  /** Of what is there now: an edit of what has changed since is refused. */
  readonly tag: string | undefined
  /** Whether it is a new role that is made of this one. */
  readonly copy: boolean
  /** @param text says what was done with the role of that name */
  readonly done: (role: Role, text: (name: string) => string) => void
  readonly cancel: () => void
}

export function EditRole({ role, tag, copy, done, cancel }: Props) {
  const { organization } = useView()
  const { catalogue, error, again } = useCatalogue()
  if (catalogue === undefined) {
    return error === null ? (
      <Loading what="Reading the permissions" />
    ) : (
      <Trouble error={error} again={again} />
    )
  }
  const { permissions, own } = catalogue
  if (copy) {
    const before = copyOf(role, own)
    const left = role.permissions.length - before.permissions.size
    return (
      <RoleEditor
        title={`A copy of ${role.name}`}
        permissions={permissions}
        before={before}
        can={own}
        isNew
        send={(query, body) => api.createRole({ ...query, organization, body })}
        done={(made) => done(made, (name) => `The role ${name} is created. Nobody holds it yet.`)}
        cancel={cancel}
      >
        {left > 0 && (
          <Notice tone="attention">
            {left === 1 ? 'One permission' : `${left} permissions`} of {role.name} you do not have yourself,
            so the copy begins without.
          </Notice>
        )}
      </RoleEditor>
    )
  }
  const before = draftOf(role)
  return (
    <RoleEditor
      title={`Edit ${role.name}`}
      permissions={permissions}
      before={before}
      can={switchable(before, own)}
      isNew={false}
      send={(query, body) =>
        api.updateRole(
          { ...query, organization, role: role.id, body },
          tag === undefined ? {} : { ifMatch: tag },
        )
      }
      done={(made) => done(made, (name) => `The role ${name} is changed.`)}
      cancel={cancel}
    />
  )
}
