/** What cuts the list of roles: a search, the kind, a permission that they have. */
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { permissions } from '../../api/organization.ts'
import { Choice } from '../../form/choice.tsx'
import type { Choices } from '../../form/choices.ts'
import cut from '../../parts/filters.module.css'
import { SearchField } from '../../parts/search-field.tsx'
import { familiesOf } from './families.ts'
import { useView } from './use-view.ts'
import { type Role, USUAL_SORT } from './view.ts'

export function Filters() {
  const { view, show } = useView()
  return (
    <search className={cut['filters']}>
      <SearchField
        className={cut['search']}
        label="Search by name or description"
        placeholder="Name or description"
        q={view.q ?? ''}
        search={(q) => show({ q: q === '' ? undefined : q }, true)}
      />
      <NativeSelect
        aria-label="Kind"
        value={view.kind ?? ''}
        onChange={({ currentTarget: { value } }) =>
          show({ kind: value === '' ? undefined : (value as Role['kind']) })
        }
        data={[
          { value: '', label: 'Any kind' },
          { value: 'system', label: 'Built-in' },
          { value: 'custom', label: 'Custom' },
        ]}
      />
      <PermissionFilter />
      <NativeSelect
        className={cut['sort']}
        aria-label="Sorted by"
        value={view.sort ?? USUAL_SORT}
        onChange={({ currentTarget: { value } }) => show({ sort: value })}
        data={[
          { value: 'kind', label: 'Built-in first' },
          { value: 'name', label: 'By name' },
          { value: '-name', label: 'By name, backwards' },
        ]}
      />
    </search>
  )
}

function PermissionFilter() {
  const { organization, view, show } = useView()
  const { data = [] } = useQuery(permissions(organization))
  const { permission = '' } = view
  const choices: Choices = familiesOf(data).map((family) => ({
    group: family.name,
    items: family.permissions.map(({ key }) => ({ value: key, label: key })),
  }))
  // Until they are read, or where there is none of that name, it still says what cuts the list.
  const isListed = permission === '' || data.some(({ key }) => key === permission)
  return (
    <Choice
      label="Permission"
      bare
      value={permission}
      choose={(key) => show({ permission: key === '' ? undefined : key })}
      none="Any permission"
      choices={isListed ? choices : [{ value: permission, label: permission }, ...choices]}
    />
  )
}
