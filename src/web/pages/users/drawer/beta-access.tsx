/** Letting somebody use features that are in beta, or not any more. */
import { api } from '../../../api/client.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { nameOf, type Part } from './about.ts'

export function BetaAccess({ organization, user, changed, cancel }: Part) {
  const name = nameOf(user)
  const enabled = !user.beta_access
  const what = enabled ? `Give beta access to ${name}` : `End beta access of ${name}`
  return (
    <ConfirmChange
      organization={organization}
      title={`${what}?`}
      button={what}
      send={({ reason, ...query }) =>
        api.setBetaAccess({
          ...query,
          organization,
          user: user.id,
          body: { enabled, ...(reason && { reason }) },
        })
      }
      done={() => changed(`Beta access of ${name} is ${enabled ? 'on' : 'off'}.`)}
      cancel={cancel}
    >
      <p>
        {enabled
          ? 'Features that are in beta, and the permissions behind them, count for them as their roles say.'
          : 'Features that are in beta are off for them, whatever their roles say.'}
      </p>
    </ConfirmChange>
  )
}
