/** Writes the name and the description of a group: a form first, then what saving it comes to. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Answer } from '../../../../contract/client.ts'
import { Field } from '../../../form/field.tsx'
import { Form } from '../../../form/form.tsx'
import { required, useSubmission } from '../../../form/use-submission.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { Facts } from '../../../parts/facts.tsx'
import type { Consent } from '../../../parts/use-change.ts'
import { useView } from '../use-view.ts'
import type { Group } from '../view.ts'

type Draft = { readonly name: string; readonly description: string }
type Saving = Answer<'createGroup'>
type Tried = Extract<Saving, { readonly dry_run: true }>

type Props = {
  readonly before: Draft
  readonly isNew: boolean
  readonly send: (
    query: Omit<Consent, 'reason'>,
    body: Draft & { readonly reason?: string },
  ) => Promise<Saving>
  readonly done: (group: Group) => void
  readonly cancel: () => void
}

export function GroupEditor({ before, isNew, send, done, cancel }: Props) {
  const { organization } = useView()
  const [draft, setDraft] = useState(before)
  const [tried, setTried] = useState<Tried>()
  if (tried !== undefined) {
    const name = isNew ? draft.name : before.name
    return (
      <ConfirmChange<Saving>
        organization={organization}
        title={isNew ? `Create ${name}?` : `Change ${name}?`}
        button={isNew ? `Create ${name}` : `Change ${name}`}
        tried={tried}
        send={({ reason, ...query }) => send(query, { ...draft, ...(reason && { reason }) })}
        done={done}
        instead={
          <p>
            {isNew
              ? 'Nobody is in it yet and it gives nothing, so nobody’s permissions change.'
              : 'Nobody’s permissions change by this.'}
          </p>
        }
        cancel={() => setTried(undefined)}
        back="Go on editing"
      >
        <Facts facts={edits(before, draft, isNew)} />
      </ConfirmChange>
    )
  }
  const shown = (now: Draft, answer: Tried): void => {
    setDraft(now)
    setTried(answer)
  }
  return <GroupForm before={before} draft={draft} isNew={isNew} send={send} shown={shown} cancel={cancel} />
}

type FormProps = Pick<Props, 'before' | 'isNew' | 'send' | 'cancel'> & {
  readonly draft: Draft
  readonly shown: (now: Draft, tried: Tried) => void
}

function GroupForm({ before, draft, isNew, send, shown, cancel }: FormProps) {
  const submission = useSubmission({
    check: (typed) => {
      const empty = required(typed, { name: 'Enter a name.' })
      const isSame = typed['name'] === before.name && typed['description'] === before.description
      return isSame && !isNew ? { name: 'Nothing is different yet.' } : empty
    },
    send: async ({ name = '', description = '' }) => {
      const now = { name, description }
      return { now, tried: (await send({ dry_run: 'true' }, now)) as Tried }
    },
    about: { NAME_TAKEN: ['name', 'There is a group of this name already.'] },
    done: ({ now, tried }) => shown(now, tried),
  })
  return (
    <Form
      submission={submission}
      fields={['name', 'description']}
      button={isNew ? 'See what this does' : 'See what changes'}
      beside={
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      }
    >
      <Field
        name="name"
        label="Name"
        autoComplete="off"
        autoFocus
        maxLength={100}
        defaultValue={draft.name}
        wrong={submission.wrong('name')}
      />
      <Field
        name="description"
        label="Description"
        optional
        hint="Who belongs in it, where its name does not say."
        autoComplete="off"
        maxLength={1000}
        defaultValue={draft.description}
        wrong={submission.wrong('description')}
      />
    </Form>
  )
}

/** What is different, each as it will be. */
function edits(before: Draft, draft: Draft, isNew: boolean): (readonly [string, string])[] {
  const description = draft.description === '' ? (isNew ? 'none' : 'taken away') : draft.description
  if (isNew) return [['Description', description]]
  return [
    ...(before.name === draft.name ? [] : [['Name', `${before.name} becomes ${draft.name}`] as const]),
    ...(before.description === draft.description ? [] : [['Description', description] as const]),
  ]
}
