/** A role that somebody, or a group, was given at a place; and taking it away, after what that comes to. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Answer } from '../../contract/client.ts'
import { api } from '../api/client.ts'
import classes from './assignment-row.module.css'
import { ConfirmChange } from './confirm-change.tsx'
import { Dates } from './dates.tsx'
import { RoleLink } from './role-link.tsx'
import { scopeParts, scopeText } from './scope.ts'
import { ScopePath } from './scope-path.tsx'

export type Assignment = Answer<'listAssignments'>['items'][number]

type Props = {
  readonly organization: string
  readonly assignment: Assignment
  /** Who holds it, as they are called. */
  readonly name: string
  readonly mayManage: boolean
  /** Whether taking it away is being looked at. */
  readonly taking: boolean
  readonly take: (is: boolean) => void
  readonly taken: (what: string) => void
  /** What stays, as a sentence. */
  readonly stays: string
  /** Below it. */
  readonly children?: ReactNode
}

export function AssignmentRow(props: Props) {
  const { organization, assignment, name, mayManage, taking, take, taken, stays, children } = props
  const { id, role, scope, reason } = assignment
  const what = `${role.name} at ${scopeText(scope)}`
  return (
    <li className={classes['row']}>
      <div className={classes['what']}>
        <strong>
          <RoleLink organization={organization} role={role} />
        </strong>
        <ScopePath parts={scopeParts(organization, scope)} />
        <Dates {...assignment} />
        {reason !== undefined && <span className={classes['more']}>{reason}</span>}
      </div>
      {mayManage && (
        <Button
          size="xs"
          variant="default"
          aria-expanded={taking}
          aria-label={`Take away ${what}`}
          onClick={() => take(!taking)}
        >
          Take away
        </Button>
      )}
      {children}
      {taking && (
        <ConfirmChange
          organization={organization}
          title={`Take ${role.name} away from ${name}?`}
          button={`Take ${role.name} away`}
          destructive
          send={(query) => api.deleteAssignment({ ...query, organization, assignment: id })}
          done={() => taken(`${name} does not hold ${what} any more.`)}
          cancel={() => take(false)}
        >
          <p>
            {name} loses the role <strong>{role.name}</strong> at {scopeText(scope)}. {stays}
          </p>
        </ConfirmChange>
      )}
    </li>
  )
}
