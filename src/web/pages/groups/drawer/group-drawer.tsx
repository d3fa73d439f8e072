/** A group beside the list: what it gives where, who is in it and through what, and what can be done with it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { oneGroup, within } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { ActionRow } from '../../../parts/action-row.tsx'
import { Drawer } from '../../../parts/drawer.tsx'
import { Facts } from '../../../parts/facts.tsx'
import { filledBy, isSynced } from '../../../parts/filled-by.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { Said } from '../../../parts/said.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import type { Done } from '../groups-page.tsx'
import { groupActions } from '../offered.ts'
import { useView } from '../use-view.ts'
import { CLOSED, type Group, IDLE } from '../view.ts'
import { DeleteGroup } from './delete-group.tsx'
import { EditGroup } from './edit-group.tsx'
import classes from './group-drawer.module.css'
import { Members } from './members.tsx'
import { Roles } from './roles.tsx'

type Props = {
  readonly group: string
  readonly done: Done | undefined
  readonly say: (done: Done) => void
}

export function GroupDrawer({ group: asked, done, say }: Props) {
  const { organization, show } = useView()
  const { data, error, refetch } = useQuery(oneGroup(organization, asked))
  const close = (): void => show(CLOSED)
  if (data === undefined) {
    return (
      <Drawer title="Group" close={close}>
        {error === null ? <Loading what="Looking" /> : <Trouble error={error} again={() => void refetch()} />}
      </Drawer>
    )
  }
  const { group, tag } = data
  return (
    <Drawer title={group.name} lead={group.description === '' ? undefined : group.description} close={close}>
      <Said what={done?.group === group.id ? done.text : undefined} />
      <Content group={group} tag={tag} say={say} />
    </Drawer>
  )
}

type ContentProps = {
  readonly group: Group
  readonly tag: string | undefined
  readonly say: (done: Done) => void
}

function Content({ group, tag, say }: ContentProps) {
  const { organization, view, show } = useView()
  const queries = useQueryClient()
  const may = useMay(organization) ?? (() => false)
  const actions = groupActions(may)
  const doing = actions.find(([name]) => name === view.do)?.[0]
  const cancel = (): void => show(IDLE, true)
  const changed = (text: string): void => {
    say({ text, group: group.id })
    cancel()
    void queries.invalidateQueries({ queryKey: within(organization) })
  }
  const deleted = (): void => {
    say({ text: `The group ${group.name} is deleted.` })
    show(CLOSED, true)
    // Of a group that is gone nothing is read any more.
    void queries.invalidateQueries({
      queryKey: within(organization),
      predicate: ({ queryKey }) => !queryKey.includes('group') && !queryKey.includes(group.id),
    })
  }
  return (
    <>
      <About group={group} />
      {actions.length > 0 && (
        <div className={classes['stack']}>
          <ActionRow actions={actions} doing={doing} begin={(name) => show({ ...IDLE, do: name }, true)} />
          {doing === 'edit' && <EditGroup group={group} tag={tag} changed={changed} cancel={cancel} />}
          {doing === 'delete' && <DeleteGroup group={group} deleted={deleted} cancel={cancel} />}
        </div>
      )}
      <Roles group={group} changed={changed} />
      <Members group={group} changed={changed} />
    </>
  )
}

function About({ group }: { readonly group: Group }) {
  const { id, member_count: count } = group
  return (
    <>
      <Facts
        facts={[
          ['Id', <code key="id">{id}</code>],
          ['Members', count === 0 ? 'nobody' : count.toLocaleString('en')],
          ['Filled', isSynced(group) ? `from ${filledBy(group)}` : filledBy(group)],
        ]}
      />
      {isSynced(group) && (
        <Notice tone="plain">
          <strong>Who is in it is read-only here.</strong> The group is filled from {filledBy(group)}: change
          it there.{' '}
          {group.source === 'scim'
            ? 'It follows as soon as SCIM says so.'
            : 'It follows when somebody signs in through it the next time.'}{' '}
          Which roles it gives is decided here.
        </Notice>
      )}
    </>
  )
}
