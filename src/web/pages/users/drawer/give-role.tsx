/** Gives somebody a role at a place: which, where, and then what that comes to. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { roles } from '../../../api/organization.ts'
import { Choice } from '../../../form/choice.tsx'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { PlaceToGive } from '../place-to-give.tsx'
import { useView } from '../use-view.ts'
import { type About, nameOf } from './about.ts'
import { GroupInstead } from './group-instead.tsx'
import classes from './user-drawer.module.css'

type Props = About & { readonly cancel: () => void }

export function GiveRole({ organization, user, changed, cancel }: Props) {
  const { data = [] } = useQuery(roles(organization))
  const [role, setRole] = useState('')
  const { at } = useView().view
  // Where one looks at what they can do is where something is missing.
  const [scope, setScope] = useState(at === undefined || at === 'organization' ? '' : at)
  const [tried, setTried] = useState(false)
  const chosen = data.find(({ id }) => id === role)
  const name = chosen?.name ?? role
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
        <PlaceToGive value={scope} choose={setScope} />
      </div>
      {chosen !== undefined && scope !== '' && (
        <GroupInstead organization={organization} user={user} role={chosen} place={scope} />
      )}
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
