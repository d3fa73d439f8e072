/** What can be done with a membership, as far as whoever looks may do it. */
import { useState } from 'react'
import type { May } from '../../../app/abilities.ts'
import { ActionRow } from '../../../parts/action-row.tsx'
import { personActions } from '../offered.ts'
import type { About } from './about.ts'
import { BetaAccess } from './beta-access.tsx'
import { type IssuedReset, ResetIssued, ResetPassword } from './reset-password.tsx'
import { Deactivate, Reactivate, Remove } from './standing-changes.tsx'
import { useDoing } from './use-doing.ts'
import classes from './user-drawer.module.css'

type Props = About & { readonly may: May; readonly gone: (what: string) => void }

export function PersonActions({ may, gone, ...about }: Props) {
  const actions = personActions(about.user, may)
  const { doing, begin, part } = useDoing(actions, about)
  const [reset, setReset] = useState<IssuedReset>()
  if (actions.length === 0) return null
  return (
    <div className={classes['actions']}>
      <ActionRow actions={actions} doing={doing} begin={begin} />
      {reset !== undefined && <ResetIssued email={about.user.email} reset={reset} />}
      {doing === 'deactivate' && <Deactivate {...part} />}
      {doing === 'reactivate' && <Reactivate {...part} />}
      {doing === 'reset' && <ResetPassword {...part} issued={setReset} />}
      {doing === 'beta' && <BetaAccess {...part} />}
      {doing === 'remove' && <Remove {...part} gone={gone} />}
    </div>
  )
}
