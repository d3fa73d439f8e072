/** The three lists, and what cuts them: a search, a role, an access summary. */
import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { roles as rolesOf, users } from '../../api/organization.ts'
import cut from '../../parts/filters.module.css'
import { SearchField } from '../../parts/search-field.tsx'
import { TabLink, Tabs } from '../../parts/tabs.tsx'
import { asked } from './asked.ts'
import { ROUTE, useView } from './use-view.ts'
import { changed, NOBODY, type Standing, SUMMARIES, type Summary, USUAL_SORT } from './view.ts'

const TABS: readonly (readonly [Standing, string])[] = [
  ['active', 'Active Users'],
  ['inactive', 'Inactive Users'],
  ['pending', 'Pending Invites'],
]

export function Filters({ mayReadRoles }: { readonly mayReadRoles: boolean }) {
  const { view, show } = useView()
  return (
    <>
      <Lists />
      <search className={cut['filters']}>
        <SearchField
          className={cut['search']}
          label="Search by name or address"
          placeholder="Name or address"
          q={view.q ?? ''}
          search={(q) => show({ q: q === '' ? undefined : q }, true)}
        />
        {mayReadRoles && <RoleFilter />}
        <NativeSelect
          aria-label="Access"
          value={view.access ?? ''}
          onChange={({ currentTarget: { value } }) =>
            show({ access: value === '' ? undefined : (value as Summary) })
          }
          data={[{ value: '', label: 'Any access' }, ...SUMMARIES]}
        />
        <NativeSelect
          className={cut['sort']}
          aria-label="Sorted by"
          value={view.sort ?? USUAL_SORT}
          onChange={({ currentTarget: { value } }) => show({ sort: value })}
          data={[
            { value: 'email', label: 'By address' },
            { value: '-last_sign_in_at', label: 'Signed in last' },
            { value: 'last_sign_in_at', label: 'Signed in longest ago' },
            { value: '-since', label: 'Newest' },
          ]}
        />
      </search>
    </>
  )
}

function Lists() {
  const { organization, view } = useView()
  const { data } = useQuery({ ...users(organization, asked(view)), placeholderData: keepPreviousData })
  const { tab = 'active' } = view
  return (
    <Tabs label="Lists of users">
      {TABS.map(([standing, name]) => (
        <TabLink
          key={standing}
          to={ROUTE}
          params={{ organization }}
          search={changed(view, {
            tab: standing === 'active' ? undefined : standing,
            ...NOBODY,
          })}
          current={tab === standing}
          count={data?.counts[standing]}
        >
          {name}
        </TabLink>
      ))}
    </Tabs>
  )
}

function RoleFilter() {
  const { organization, view, show } = useView()
  const { data = [] } = useQuery(rolesOf(organization))
  const found = data.find(({ id, name }) => id === view.role || name === view.role)
  return (
    <NativeSelect
      aria-label="Role"
      value={found?.id ?? view.role ?? ''}
      onChange={({ currentTarget: { value } }) => show({ role: value === '' ? undefined : value })}
      data={[
        { value: '', label: 'Any role' },
        ...data.map(({ id, name }) => ({ value: id, label: name })),
        ...(view.role !== undefined && found === undefined ? [view.role] : []),
      ]}
    />
  )
}
