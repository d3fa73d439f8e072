/** A role beside the list: what it lets people do, who holds it where, and what can be done with it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { oneRole, within } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { ActionRow } from '../../../parts/action-row.tsx'
import { Chip } from '../../../parts/chip.tsx'
import { Drawer } from '../../../parts/drawer.tsx'
import { Facts } from '../../../parts/facts.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { Said } from '../../../parts/said.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { EditRole } from '../editor/edit-role.tsx'
import { heldBy } from '../held-by.ts'
import { roleActions } from '../offered.ts'
import type { Done } from '../roles-page.tsx'
import { useView } from '../use-view.ts'
import { CLOSED, type Doing, type Role } from '../view.ts'
import { DeleteRole } from './delete-role.tsx'
import { Holders } from './holders.tsx'
import { Permissions } from './permissions.tsx'
import classes from './role-drawer.module.css'

type Props = {
  readonly role: string
  readonly done: Done | undefined
  readonly say: (done: Done | undefined) => void
}

export function RoleDrawer({ role: asked, done, say }: Props) {
  const { organization, show } = useView()
  const { data, error, refetch } = useQuery(oneRole(organization, asked))
  const close = (): void => show(CLOSED)
  if (data === undefined) {
    return (
      <Drawer title="Role" close={close}>
        {error === null ? <Loading what="Looking" /> : <Trouble error={error} again={() => void refetch()} />}
      </Drawer>
    )
  }
  const { role, tag } = data
  return (
    <Drawer title={role.name} lead={role.description === '' ? undefined : role.description} close={close}>
      <Said what={done?.role === role.id ? done.text : undefined} />
      <Opened role={role} tag={tag} say={say} />
    </Drawer>
  )
}

type OpenedProps = Pick<Props, 'say'> & { readonly role: Role; readonly tag: string | undefined }

function Opened({ role, tag, say }: OpenedProps) {
  const { organization, view, show } = useView()
  const queries = useQueryClient()
  const may = useMay(organization) ?? (() => false)
  const actions = roleActions(role, may)
  const doing = actions.find(([name]) => name === view.do)?.[0]
  const begin = (name: Doing | undefined): void => show({ do: name }, true)
  const finish = (done: Done, role: string | undefined): void => {
    say(done)
    show({ do: undefined, role }, true)
    // Of a role that is gone nothing is read any more.
    const isRead = (part: unknown): boolean => role !== undefined || (part !== 'role' && part !== 'holders')
    void queries.invalidateQueries({
      queryKey: within(organization),
      predicate: ({ queryKey }) => isRead(queryKey[within(organization).length]),
    })
  }
  if (doing === 'edit' || doing === 'duplicate') {
    return (
      <EditRole
        key={doing}
        role={role}
        tag={tag}
        copy={doing === 'duplicate'}
        done={({ id, name }, text) => finish({ role: id, text: text(name) }, id)}
        cancel={() => begin(undefined)}
      />
    )
  }
  return (
    <>
      <About role={role} />
      {actions.length > 0 && (
        <div className={classes['actions']}>
          <ActionRow actions={actions} doing={doing} begin={begin} />
          {doing === 'delete' && (
            <DeleteRole
              role={role}
              deleted={() => finish({ text: `The role ${role.name} is deleted.` }, undefined)}
              cancel={() => begin(undefined)}
            />
          )}
        </div>
      )}
      <Permissions role={role} />
      <Holders role={role} />
    </>
  )
}

function About({ role }: { readonly role: Role }) {
  const { organization } = useView()
  const mayManage = useMay(organization)?.('organization.role.manage') === true
  const { id, kind, scope_count: places } = role
  const held = heldBy(role)
  return (
    <>
      <Facts
        facts={[
          ['Id', <code key="id">{id}</code>],
          ['Kind', <Chip key="kind">{kind === 'system' ? 'built-in' : 'custom'}</Chip>],
          [
            'Held by',
            held === undefined
              ? 'nobody'
              : `${held}, at ${places === 1 ? 'one place' : `${places.toLocaleString('en')} places`}`,
          ],
        ]}
      />
      {kind === 'system' && (
        <Notice tone="plain">
          <strong>Built in, and read-only.</strong> It is the same in every tenant, so that everybody means
          the same by it.{mayManage && ' Duplicate it to make one that you can change.'}
        </Notice>
      )}
    </>
  )
}
