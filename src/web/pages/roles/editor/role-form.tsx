/** The name, the description and the toggles of a role; it leads to what saving comes to, and saves nothing. */
import { Button } from '@mantine/core'
import { useId } from 'react'
import { Refused } from '../../../../contract/client.ts'
import { Field } from '../../../form/field.tsx'
import { Form } from '../../../form/form.tsx'
import { required, type Submission, useSubmission } from '../../../form/use-submission.ts'
import type { Permission } from '../families.ts'
import { Toggles } from '../toggles.tsx'
import { type Draft, difference, isSame } from './draft.ts'
import classes from './role-editor.module.css'
import type { Saving, Tried } from './role-editor.tsx'

type Props = {
  readonly permissions: readonly Permission[]
  readonly before: Draft
  readonly draft: Draft
  readonly write: (draft: Draft) => void
  /** Keys that may be switched. */
  readonly can: ReadonlySet<string>
  readonly isNew: boolean
  readonly send: (draft: Draft) => Promise<Saving>
  /** What it comes to; nothing where trying it has to be agreed to first. */
  readonly shown: (tried: Tried | undefined) => void
  readonly cancel: () => void
}

export function RoleForm(props: Props) {
  const { permissions, draft, write, can, isNew, cancel } = props
  const id = useId()
  const submission = useTrying(props)
  const wrong = submission.wrong('permissions')
  return (
    <Form
      submission={submission}
      fields={['name', 'description', 'permissions']}
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
        autoFocus={isNew}
        maxLength={100}
        defaultValue={draft.name}
        wrong={submission.wrong('name')}
      />
      <Field
        name="description"
        label="Description"
        optional
        hint="What it is for, where its name does not say."
        autoComplete="off"
        maxLength={1000}
        defaultValue={draft.description}
        wrong={submission.wrong('description')}
      />
      <div role="group" aria-labelledby={id} className={classes['part']}>
        <p id={id} className={classes['label']}>
          Permissions
        </p>
        <div aria-live="assertive">{wrong !== undefined && <p className={classes['wrong']}>{wrong}</p>}</div>
        <Toggles
          permissions={permissions}
          chosen={draft.permissions}
          can={can}
          change={(keys, on) => write({ ...draft, permissions: switched(draft.permissions, keys, on) })}
        />
      </div>
    </Form>
  )
}

/** Tries the whole edit; what was typed is kept for whoever comes back to it. */
function useTrying({ before, draft, write, isNew, send, shown }: Props): Submission {
  return useSubmission({
    check: (typed) => {
      const empty = required(typed, { name: 'Enter a name.' })
      if (Object.keys(empty).length > 0) return empty
      const now = { ...draft, name: typed['name'] ?? '', description: typed['description'] ?? '' }
      return !isNew && isSame(difference(before, now)) ? { permissions: 'Nothing is different yet.' } : empty
    },
    send: async ({ name = '', description = '' }) => {
      const now = { ...draft, name, description }
      return { now, tried: await attempt(send(now)) }
    },
    about: { NAME_TAKEN: ['name', 'There is a role of this name already.'] },
    done: ({ now, tried }) => {
      write(now)
      shown(tried)
    },
  })
}

/** What breaks an expectation is tried where it can be overridden: with what it comes to. */
async function attempt(saving: Promise<Saving>): Promise<Tried | undefined> {
  try {
    return (await saving) as Tried
  } catch (error) {
    if (error instanceof Refused && error.problem.expectations !== undefined) return undefined
    throw error
  }
}

function switched(chosen: ReadonlySet<string>, keys: readonly string[], on: boolean): ReadonlySet<string> {
  const next = new Set(chosen)
  for (const key of keys) {
    if (on) next.add(key)
    else next.delete(key)
  }
  return next
}
