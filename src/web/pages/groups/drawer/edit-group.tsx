/** Changes what a group is called and what it is for. */
import { api } from '../../../api/client.ts'
import { useView } from '../use-view.ts'
import type { Group } from '../view.ts'
import { GroupEditor } from './group-editor.tsx'

type Props = {
  readonly group: Group
  /** Of what is there now: an edit of what has changed since is refused. */
  readonly tag: string | undefined
  readonly changed: (text: string) => void
  readonly cancel: () => void
}

export function EditGroup({ group, tag, changed, cancel }: Props) {
  const { organization } = useView()
  const { id, name, description } = group
  return (
    <GroupEditor
      before={{ name, description }}
      isNew={false}
      send={(query, body) =>
        api.updateGroup(
          { ...query, organization, group: id, body },
          tag === undefined ? {} : { ifMatch: tag },
        )
      }
      done={(now) => changed(`The group ${now.name} is changed.`)}
      cancel={cancel}
    />
  )
}
