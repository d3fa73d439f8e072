/** Makes a group: what it is called and what for. It gives nothing yet, and nobody is in it. */
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { within } from '../../../api/organization.ts'
import { Drawer } from '../../../parts/drawer.tsx'
import { useView } from '../use-view.ts'
import type { Group } from '../view.ts'
import { GroupEditor } from './group-editor.tsx'

type Props = { readonly close: () => void; readonly created: (group: Group) => void }

export function CreateDrawer({ close, created }: Props) {
  const { organization } = useView()
  const queries = useQueryClient()
  return (
    <Drawer title="New group" close={close} typing>
      <GroupEditor
        before={{ name: '', description: '' }}
        isNew
        send={(query, body) => api.createGroup({ ...query, organization, body })}
        done={(group) => {
          void queries.invalidateQueries({ queryKey: within(organization) })
          created(group)
        }}
        cancel={close}
      />
    </Drawer>
  )
}
