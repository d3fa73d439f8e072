/**
 * A program asks to be let in as whoever is signed in here. They compare its code, see who asks and from where, and
 * decide; a code in the address is only typed for them, never acted on.
 */
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Field } from '../../form/field.tsx'
import { Form } from '../../form/form.tsx'
import { required, useSubmission } from '../../form/use-submission.ts'
import { Page } from '../../frame/page.tsx'
import { Decide } from './decide.tsx'
import { Decided } from './decided.tsx'

export type Asking = Awaited<ReturnType<typeof api.showDeviceLogin>>

export function DevicePage() {
  const [asking, setAsking] = useState<Asking>()
  const [decision, setDecision] = useState<'approve' | 'deny'>()
  if (asking !== undefined && decision !== undefined) return <Decided decision={decision} asking={asking} />
  if (asking === undefined) return <EnterCode shown={setAsking} />
  return <Decide asking={asking} decided={setDecision} back={() => setAsking(undefined)} />
}

function EnterCode({ shown }: { readonly shown: (asking: Asking) => void }) {
  const { code } = useSearch({ from: '/inside/device' })
  const submission = useSubmission({
    check: (typed) => required(typed, { user_code: 'Enter the code that the program shows.' }),
    send: ({ user_code = '' }, call) => api.showDeviceLogin({ body: { user_code } }, call),
    done: shown,
  })
  return (
    <Page
      title="Connect a command line"
      narrow
      lead="Enter the code that the program shows you. Only enter one that you asked for yourself, just now."
    >
      <Form submission={submission} fields={['user_code']} button="See who is asking">
        <Field
          name="user_code"
          label="Code"
          hint="Eight characters, such as WDJB-MJHT"
          autoComplete="off"
          autoFocus
          spellCheck={false}
          maxLength={40}
          defaultValue={code ?? ''}
          className="mono-input"
          wrong={submission.wrong('user_code')}
        />
      </Form>
    </Page>
  )
}
