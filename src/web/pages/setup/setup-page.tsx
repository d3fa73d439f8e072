/** The first start's link: the first organization and its first admin. */
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useEntered } from '../../app/enter.ts'
import { EmailField } from '../../form/email-field.tsx'
import { Field } from '../../form/field.tsx'
import { Form } from '../../form/form.tsx'
import { NewPassword } from '../../form/password-field.tsx'
import { required, useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { forgetLinkToken, linkToken } from '../../links/link-token.ts'
import { Arrived } from '../link/arrived.tsx'
import { Incomplete } from '../link/incomplete.tsx'
import type { Arrival } from '../link/use-acceptance.tsx'

export function SetupPage() {
  const [token] = useState(linkToken)
  const [arrival, setArrival] = useState<Arrival>()
  if (arrival !== undefined) return <SetUp {...arrival} />
  return token === undefined ? <Incomplete /> : <Beginning token={token} done={setArrival} />
}

const EMPTY = {
  organization: 'Give the tenant a short name.',
  email: 'Enter your e-mail address.',
  password: 'Choose a password.',
}

function Beginning({ token, done }: { readonly token: string; readonly done: (arrival: Arrival) => void }) {
  const entered = useEntered()
  const submission = useSubmission({
    check: (typed) => required(typed, EMPTY),
    send: ({ organization = '', email = '', name = '', password = '' }, call) =>
      api.setUp({ body: { token, organization, email, password, ...(name !== '' && { name }) } }, call),
    done: ({ user, organization }) => {
      forgetLinkToken()
      entered()
      done({ email: user.email, organization })
    },
  })
  const { wrong } = submission
  return (
    <Outside
      title="Set up"
      heading="Set up this server"
      lead="Create the first organization and yourself as its admin. This link works once."
    >
      <Form submission={submission} fields={['organization', 'email', 'name', 'password']} button="Set up">
        <Field
          name="organization"
          label="Organization"
          hint="Its short name in commands and addresses: a–z, 0–9 and hyphens, such as acme. It cannot be changed later."
          autoComplete="off"
          spellCheck={false}
          autoFocus
          maxLength={63}
          wrong={wrong('organization')}
        />
        <EmailField label="Your e-mail" wrong={wrong('email')} />
        <Field
          name="name"
          label="Your name"
          optional
          autoComplete="name"
          maxLength={200}
          wrong={wrong('name')}
        />
        <NewPassword name="password" label="Password" wrong={wrong('password')} />
      </Form>
    </Outside>
  )
}

function SetUp({ email, organization }: Arrival) {
  return (
    <Arrived
      title="Set up"
      heading="It is set up"
      lead={
        <>
          <strong>{email}</strong> is the first admin of <strong>{organization}</strong>, and signed in here.
        </>
      }
      organization={organization}
      commands={['compartment user invite deploy@example.com --role deployer', 'compartment user list']}
    />
  )
}
