/** Single sign-on without an address that says where: the organization is named. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Field } from '../../form/field.tsx'
import { Form } from '../../form/form.tsx'
import { useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import type { Methods } from './methods.ts'

type Props = { readonly back: () => void; readonly next: (methods: Methods) => void }

/** What a name looks like; whether there is such an organization is for nobody to find out here. */
const NAME = /^[a-z0-9-]{1,63}$/
const NONE = 'No single sign-on is known under this name. Ask whoever invited you.'

export function OrganizationStep({ back, next }: Props) {
  const [unknown, setUnknown] = useState(false)
  const submission = useSubmission({
    check: ({ organization = '' }): Readonly<Record<string, string>> =>
      NAME.test(organization) ? {} : { organization: 'Enter its name, as in its address: acme.' },
    send: async ({ organization = '' }, call) => {
      setUnknown(false)
      return api.listSignInMethods({ body: { organization } }, call)
    },
    done: (methods) => {
      if (methods.providers.length === 0) setUnknown(true)
      else next(methods)
    },
  })
  const wrong = submission.wrong('organization') ?? (unknown ? NONE : undefined)
  return (
    <Outside title="Sign in" heading="Single sign-on" lead="Which organization do you sign in to?">
      <Form
        submission={submission}
        fields={['organization']}
        button="Continue"
        beside={
          <Button variant="subtle" onClick={back}>
            Back
          </Button>
        }
      >
        <Field name="organization" label="Organization" autoFocus autoComplete="organization" wrong={wrong} />
      </Form>
    </Outside>
  )
}
