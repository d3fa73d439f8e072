/** What a role lets people do: its toggles, as they stand. */
import { useQuery } from '@tanstack/react-query'
import { permissions } from '../../../api/organization.ts'
import { Section } from '../../../parts/drawer.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { Standing } from '../standing.tsx'
import { useView } from '../use-view.ts'
import type { Role } from '../view.ts'
import classes from './role-drawer.module.css'

export function Permissions({ role }: { readonly role: Role }) {
  const { organization, view } = useView()
  const { data, error, refetch } = useQuery(permissions(organization))
  const chosen = new Set(role.permissions)
  const { permission: asked } = view
  return (
    <Section
      title="Permissions"
      aside={
        data !== undefined && (
          <span className={classes['soft']}>
            {chosen.size} of {data.length}
          </span>
        )
      }
    >
      {asked !== undefined && data?.some(({ key }) => key === asked) === true && (
        <Notice tone={chosen.has(asked) ? 'done' : 'attention'}>
          <code>{asked}</code> is {chosen.has(asked) ? 'on' : 'off'} in this role.
        </Notice>
      )}
      {error !== null ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading what="Reading the permissions" />
      ) : (
        <Standing key={asked} permissions={data} chosen={chosen} asked={asked} />
      )}
    </Section>
  )
}
