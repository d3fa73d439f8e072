/** Makes a custom role: what it is called, what for, and what it lets people do; then what that comes to. */
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { within } from '../../../api/organization.ts'
import { Drawer } from '../../../parts/drawer.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { useView } from '../use-view.ts'
import type { Role } from '../view.ts'
import { EMPTY } from './draft.ts'
import { RoleEditor } from './role-editor.tsx'
import { useCatalogue } from './use-catalogue.ts'

type Props = { readonly close: () => void; readonly created: (role: Role) => void }

export function CreateDrawer({ close, created }: Props) {
  const { organization } = useView()
  const queries = useQueryClient()
  const { catalogue, error, again } = useCatalogue()
  return (
    <Drawer title="New role" close={close}>
      {catalogue === undefined ? (
        error === null ? (
          <Loading what="Reading the permissions" />
        ) : (
          <Trouble error={error} again={again} />
        )
      ) : (
        <RoleEditor
          permissions={catalogue.permissions}
          before={EMPTY}
          can={catalogue.own}
          isNew
          send={(query, body) => api.createRole({ ...query, organization, body })}
          done={(role) => {
            void queries.invalidateQueries({ queryKey: within(organization) })
            created(role)
          }}
          cancel={close}
        />
      )}
    </Drawer>
  )
}
