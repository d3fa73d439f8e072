/** Brings people into a group, one or many: by their addresses, or by looking for them; then what that comes to. */
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../app/abilities.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { Scrolled } from '../../../parts/scrolled.tsx'
import { addressesIn, addressesProblem, withAddress } from '../addresses.ts'
import { useView } from '../use-view.ts'
import type { Group } from '../view.ts'
import { FindPeople } from './find-people.tsx'
import classes from './group-drawer.module.css'

type Props = {
  readonly group: Group
  readonly changed: (text: string) => void
  readonly cancel: () => void
}

export function AddMembers({ group, changed, cancel }: Props) {
  const { organization } = useView()
  const mayFind = useMay(organization)?.('organization.user.read') === true
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [tried, setTried] = useState(false)
  const users = addressesIn(text)
  if (tried) return <Confirm group={group} users={users} changed={changed} cancel={() => setTried(false)} />
  return (
    <form
      className={classes['stack']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const problem = addressesProblem(users)
        setWrong(problem)
        if (problem === undefined) setTried(true)
      }}
    >
      <Textarea
        label="Addresses"
        description="One or many, parted by blanks, commas or lines."
        error={wrong}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        rows={3}
        maxLength={60_000}
        autoFocus
        spellCheck={false}
        autoCapitalize="none"
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {mayFind && (
        <FindPeople
          group={group}
          chosen={users}
          choose={(email, is) => setText(withAddress(text, email, is))}
        />
      )}
      <div className={classes['buttons']}>
        <Button type="submit">See what changes</Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function Confirm({ group, users, changed, cancel }: Props & { readonly users: readonly string[] }) {
  const { organization } = useView()
  const [first] = users
  const who = users.length === 1 ? first! : `${users.length.toLocaleString('en')} people`
  return (
    <ConfirmChange
      organization={organization}
      title={`Add ${who} to ${group.name}?`}
      button={`Add ${who}`}
      send={({ reason, ...query }) =>
        api.addGroupMembers({
          ...query,
          organization,
          group: group.id,
          body: { users: [...users], ...(reason && { reason }) },
        })
      }
      advice={({ code }) =>
        code === 'NOT_FOUND' && (
          <p className={classes['advice']}>
            Only who is in the tenant comes into a group. Invite whoever is not under Users: an invitation can
            bring them into the group as well.
          </p>
        )
      }
      about={({ events }) => <Already asked={users.length} added={events.length} />}
      done={() =>
        changed(users.length === 1 ? `${who} is in ${group.name}.` : `${who} are in ${group.name}.`)
      }
      cancel={cancel}
      back="Change"
    >
      {users.length > 1 && (
        <Scrolled label="Who is added" short>
          <ul className="plain-list">
            {users.map((user) => (
              <li key={user}>{user}</li>
            ))}
          </ul>
        </Scrolled>
      )}
    </ConfirmChange>
  )
}

function Already({ asked, added }: { readonly asked: number; readonly added: number }) {
  if (added === asked) return null
  if (asked === 1) return <p>They are in it already.</p>
  const there = asked - added
  return <p>{there === 1 ? 'One of them is' : `${there} of them are`} in it already.</p>
}
