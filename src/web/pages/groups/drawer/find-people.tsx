/** People of the tenant, looked for by name or address and ticked; who is in the group already is said. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { users } from '../../../api/organization.ts'
import { Chip } from '../../../parts/chip.tsx'
import { SearchField } from '../../../parts/search-field.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { useView } from '../use-view.ts'
import type { Group } from '../view.ts'
import classes from './group-drawer.module.css'

type Props = {
  readonly group: Group
  readonly chosen: readonly string[]
  readonly choose: (email: string, is: boolean) => void
}

/** So many are shown; more letters lead to the others. */
const SHOWN = 6

const STANDINGS = { inactive: 'inactive', pending: 'pending invite' } as const

export function FindPeople({ group, chosen, choose }: Props) {
  const { organization } = useView()
  const [q, search] = useState('')
  const asked = { type: 'user', q, limit: SHOWN } as const
  const { data, error } = useQuery({
    ...users(organization, asked),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const picked = new Set(chosen.map((one) => one.toLowerCase()))
  return (
    <div className={classes['stack']}>
      <SearchField label="Find people" placeholder="Find people by name or address" q={q} search={search} />
      {error !== null && <Trouble error={error} />}
      {q !== '' && data !== undefined && (
        <>
          <ul className={classes['found']} aria-label="People found">
            {data.items.map(({ id, email, name, standing, groups }) => {
              const isIn = groups.some((one) => one.id === group.id)
              return (
                <li key={id}>
                  <label>
                    <input
                      type="checkbox"
                      checked={isIn || picked.has(email.toLowerCase())}
                      disabled={isIn}
                      onChange={({ currentTarget: { checked } }) => choose(email, checked)}
                    />
                    <span>
                      {email} {name !== '' && <span className={classes['soft']}>{name}</span>}
                    </span>
                  </label>
                  {isIn && <Chip>in it already</Chip>}
                  {!isIn && standing !== 'active' && <Chip tone="attention">{STANDINGS[standing]}</Chip>}
                </li>
              )
            })}
          </ul>
          {data.items.length === 0 && <p className={classes['soft']}>Nobody is called like that here.</p>}
          {data.next_cursor !== null && (
            <p className={classes['soft']}>There are more: type more of the name or address.</p>
          )}
        </>
      )}
    </div>
  )
}
