/** Gives somebody a role at a place: which, where, and then what that comes to. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { roles } from '../../../api/organization.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { Choice } from '../choice.tsx'
import { PlaceChoice } from '../place-choice.tsx'
import { type About, nameOf } from './about.ts'
import classes from './user-drawer.module.css'

type Props = About & { readonly cancel: () => void }

export function GiveRole({ organization, user, changed, cancel }: Props) {
  const { data = [] } = useQuery(roles(organization))
  const [role, setRole] = useState('')
  const [scope, setScope] = useState('')
  const [tried, setTried] = useState(false)
  const name = data.find(({ id }) => id === role)?.name ?? role
  if (tried) {
    return (
      <ConfirmChange
        organization={organization}
        title={`Give ${name} to ${nameOf(user)}?`}
        button={`Give ${name} at ${scope}`}
        send={({ reason, ...query }) =>
          api.createAssignment({
            ...query,
            organization,
            body: { role, user: user.id, scope, ...(reason && { reason }) },
          })
        }
        done={() => changed(`${nameOf(user)} holds ${name} at ${scope}.`)}
        cancel={() => setTried(false)}
        back="Change"
      />
    )
  }
  return (
    <form
      className={classes['actions']}
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
        <PlaceChoice label="Where" value={scope} choose={setScope} none="Choose a place" />
      </div>
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
