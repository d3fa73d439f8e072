/** Writes a role: a form first, and then what saving it comes to; nothing is saved before that was shown. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Answer } from '../../../../contract/client.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import type { Consent } from '../../../parts/use-change.ts'
import type { Permission } from '../families.ts'
import { useView } from '../use-view.ts'
import type { Role } from '../view.ts'
import { type Draft, difference } from './draft.ts'
import { Edits } from './edits.tsx'
import classes from './role-editor.module.css'
import { RoleForm } from './role-form.tsx'

export type Saving = Answer<'createRole'>
export type Tried = Extract<Saving, { readonly dry_run: true }>
export type Body = {
  readonly name: string
  readonly description: string
  readonly permissions: string[]
  readonly reason?: string
}

type Props = {
  /** Absent where the drawer says it. */
  readonly title?: string
  readonly permissions: readonly Permission[]
  readonly before: Draft
  /** Keys that may be switched. */
  readonly can: ReadonlySet<string>
  readonly isNew: boolean
  readonly send: (query: Omit<Consent, 'reason'>, body: Body) => Promise<Saving>
  readonly done: (role: Role) => void
  readonly cancel: () => void
  /** Stands before the form. */
  readonly children?: ReactNode
}

export function RoleEditor({ title, before, isNew, send, done, cancel, children, ...form }: Props) {
  const { organization } = useView()
  const [draft, setDraft] = useState(before)
  const [looking, setLooking] = useState<{ readonly tried: Tried | undefined }>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const bodyOf = ({ name, description, permissions }: Draft): Body => ({
    name,
    description,
    permissions: [...permissions],
  })
  if (looking !== undefined) {
    const { tried } = looking
    const name = isNew ? draft.name : before.name
    return (
      <ConfirmChange<Saving>
        organization={organization}
        title={isNew ? `Create ${name}?` : `Change ${name}?`}
        button={isNew ? `Create ${name}` : `Change ${name}`}
        {...(tried !== undefined && { tried })}
        send={({ reason, ...query }) => send(query, { ...bodyOf(draft), ...(reason && { reason }) })}
        done={done}
        {...(isNew && { instead: <p>Nobody holds it yet, so nobody’s permissions change.</p> })}
        cancel={() => setLooking(undefined)}
        back="Go on editing"
      >
        <Edits before={before} draft={draft} difference={difference(before, draft)} isNew={isNew} />
      </ConfirmChange>
    )
  }
  return (
    <div className={classes['editor']}>
      {title !== undefined && (
        <h3 ref={heading} tabIndex={-1}>
          {title}
        </h3>
      )}
      {children}
      <RoleForm
        {...form}
        before={before}
        draft={draft}
        write={setDraft}
        isNew={isNew}
        send={(now) => send({ dry_run: 'true' }, bodyOf(now))}
        shown={(tried) => setLooking({ tried })}
        cancel={cancel}
      />
    </div>
  )
}
