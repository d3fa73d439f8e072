/** Whom to invite, and what they are given with it; it leads to a rehearsal, and changes nothing. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { groups as groupsOf, roles as rolesOf } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { Choice } from '../../../form/choice.tsx'
import { checkEmail, EmailField } from '../../../form/email-field.tsx'
import { Field } from '../../../form/field.tsx'
import { Form } from '../../../form/form.tsx'
import { type Typed, useSubmission } from '../../../form/use-submission.ts'
import { PlaceToGive } from '../../../parts/place-to-give.tsx'
import { useView } from '../use-view.ts'
import classes from './invite.module.css'
import type { Invited, Tried } from './invite-drawer.tsx'

type Props = {
  /** What was typed, when somebody comes back to change it. */
  readonly before: Invited | undefined
  readonly rehearsed: (body: Invited, preview: Tried) => void
}

export function InviteForm({ before, rehearsed }: Props) {
  const { organization } = useView()
  const may = useMay(organization)
  const given = before?.assignments?.[0]
  const [role, setRole] = useState(before?.role ?? given?.role ?? '')
  const [place, setPlace] = useState(
    before?.role !== undefined ? 'organization' : typeof given?.scope === 'string' ? given.scope : '',
  )
  const [seats, setSeats] = useState<readonly string[]>(before?.groups ?? [])
  const bodyOf = ({ email = '', name = '' }: Typed): Invited => ({
    email,
    ...(name !== '' && { name }),
    ...(role !== '' && (place === 'organization' ? { role } : { assignments: [{ role, scope: place }] })),
    ...(seats.length > 0 && { groups: [...seats] }),
  })
  const submission = useSubmission({
    check: (typed) => ({
      ...checkEmail(typed, 'their'),
      ...(role !== '' && place === '' && { place: 'Choose where they hold it.' }),
    }),
    send: async (typed, call) => {
      const body = bodyOf(typed)
      const answer = await api.inviteUser({ organization, dry_run: 'true', body }, call)
      return { body, answer: answer as Tried }
    },
    done: ({ body, answer }) => rehearsed(body, answer),
  })
  const mayGive = may?.('organization.role.manage') === true && may('organization.role.read')
  const maySeat = may?.('organization.group.manage') === true && may('organization.group.read')
  return (
    <Form submission={submission} fields={['email', 'name', 'place']} button="See what this does">
      <EmailField another autoFocus defaultValue={before?.email ?? ''} wrong={submission.wrong('email')} />
      <Field
        name="name"
        label="Name"
        optional
        autoComplete="off"
        maxLength={200}
        defaultValue={before?.name ?? ''}
        wrong={submission.wrong('name')}
      />
      {mayGive && (
        <div className={classes['pair']}>
          <Roles value={role} choose={setRole} />
          {role !== '' && (
            <PlaceToGive
              organization={organization}
              value={place}
              choose={setPlace}
              wrong={submission.wrong('place')}
            />
          )}
        </div>
      )}
      {maySeat && <Seats chosen={seats} choose={setSeats} />}
    </Form>
  )
}

function Roles(choice: { readonly value: string; readonly choose: (value: string) => void }) {
  const { organization } = useView()
  const { data = [] } = useQuery(rolesOf(organization))
  return (
    <Choice
      {...choice}
      label="Role"
      none="None: membership only"
      choices={data.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

type SeatsProps = {
  readonly chosen: readonly string[]
  readonly choose: (chosen: readonly string[]) => void
}

function Seats({ chosen, choose }: SeatsProps) {
  const { organization } = useView()
  const { data = [] } = useQuery(groupsOf(organization))
  if (data.length === 0) return null
  return (
    <fieldset className={classes['seats']}>
      <legend>Groups</legend>
      <div>
        {data.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                choose(checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
