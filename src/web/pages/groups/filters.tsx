/** What cuts and orders the list of groups. */
import { NativeSelect } from '@mantine/core'
import cut from '../../parts/filters.module.css'
import { SearchField } from '../../parts/search-field.tsx'
import { useView } from './use-view.ts'
import { USUAL_SORT } from './view.ts'

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
        className={cut['sort']}
        aria-label="Sorted by"
        value={view.sort ?? USUAL_SORT}
        onChange={({ currentTarget: { value } }) => show({ sort: value })}
        data={[
          { value: 'name', label: 'By name' },
          { value: '-name', label: 'By name, backwards' },
          { value: '-members', label: 'Most members first' },
          { value: 'members', label: 'Fewest members first' },
        ]}
      />
    </search>
  )
}
