/** Gives somebody, or a group, a role at a place: which, where, and then what that comes to. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../api/client.ts'
import { roles } from '../api/organization.ts'
import { Choice } from '../form/choice.tsx'
import { ConfirmChange } from './confirm-change.tsx'
import classes from './give-role.module.css'
import { PlaceToGive } from './place-to-give.tsx'

type Props = {
  readonly organization: string
  /** By id. */
  readonly to: { readonly user: string } | { readonly group: string }
  /** What they are called. */
  readonly name: string
  /** As text; empty where none is chosen in advance. */
  readonly place: string
  /** Beside the choice. */
  readonly about?: (role: { readonly id: string; readonly name: string }, place: string) => ReactNode
  readonly given: (what: string) => void
  readonly cancel: () => void
}

export function GiveRole({ organization, to, name, place, about, given, cancel }: Props) {
  const { data = [] } = useQuery(roles(organization))
  const [role, setRole] = useState('')
  const [scope, setScope] = useState(place)
  const [tried, setTried] = useState(false)
  const chosen = data.find(({ id }) => id === role)
  const what = chosen?.name ?? role
  if (tried) {
    return (
      <ConfirmChange
        organization={organization}
        title={`Give ${what} to ${name}?`}
        button={`Give ${what} at ${scope}`}
        send={({ reason, ...query }) =>
          api.createAssignment({
            ...query,
            organization,
            body: { role, ...to, scope, ...(reason && { reason }) },
          })
        }
        done={() => given(`${name} holds ${what} at ${scope}.`)}
        cancel={() => setTried(false)}
        back="Change"
      />
    )
  }
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (role !== '' && scope !== '') setTried(true)
      }}
    >
      <div className={classes['pair']}>
        <Choice
          label="Role"
          value={role}
          choose={setRole}
          none="Choose a role"
          choices={data.map((one) => ({ value: one.id, label: one.name }))}
        />
        <PlaceToGive organization={organization} value={scope} choose={setScope} />
      </div>
      {chosen !== undefined && scope !== '' && about?.(chosen, scope)}
      <div className={classes['buttons']}>
        <Button type="submit" disabled={role === '' || scope === ''}>
          See what changes
        </Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
