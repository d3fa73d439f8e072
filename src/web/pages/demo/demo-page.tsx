/** The link that `demo` prints: one click, and one looks around as an admin. */
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useEntered, useGo } from '../../app/enter.ts'
import { Form } from '../../form/form.tsx'
import { useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { forgetLinkToken, linkToken } from '../../links/link-token.ts'
import { Incomplete } from '../link/incomplete.tsx'

export function DemoPage() {
  const [token] = useState(linkToken)
  return token === undefined ? <Incomplete /> : <Opening token={token} />
}

function Opening({ token }: { readonly token: string }) {
  const entered = useEntered()
  const go = useGo()
  const submission = useSubmission({
    send: (_, call) => api.openDemo({ body: { token } }, call),
    done: ({ organization }) => {
      forgetLinkToken()
      entered()
      return go(organization === undefined ? '/' : `/orgs/${organization}`)
    },
  })
  return (
    <Outside
      title="Demo"
      heading="Open the demo"
      lead="A small made-up company, with people, groups, roles and projects to try things on. Nothing in it is real."
    >
      <Form submission={submission} fields={[]} button="Sign in to the demo" />
    </Outside>
  )
}
