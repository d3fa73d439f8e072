/** Deactivating, reactivating and removing somebody (F02, S0-12), each after what it comes to was shown. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { sessionsOf } from '../../../api/organization.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { scopeText } from '../../../parts/scope.ts'
import { type About, nameOf, type Part } from './about.ts'
import { Lost } from './lost.tsx'
import { Suspended } from './suspended.tsx'

export function Deactivate({ organization, user, changed, cancel }: Part) {
  const sessions = useQuery(sessionsOf(organization, user.id)).data?.length
  const name = nameOf(user)
  return (
    <ConfirmChange
      organization={organization}
      title={`Deactivate ${name}?`}
      button={`Deactivate ${name}`}
      destructive
      send={({ reason, ...query }) =>
        api.blockUser({ ...query, organization, user: user.id, body: { ...(reason && { reason }) } })
      }
      instead={<Suspended organization={organization} user={user} />}
      done={() => changed(`${name} is deactivated.`)}
      cancel={cancel}
    >
      <ul className="plain-list">
        <li>
          {name} cannot get in here any more, and {sessionsInWords(sessions)} at once. Other tenants are
          untouched.
        </li>
        <li>Roles, groups and history stay. Reactivating gives everything back but the sessions.</li>
      </ul>
    </ConfirmChange>
  )
}

function sessionsInWords(count: number | undefined): string {
  if (count === undefined || count > 1) return `${count ?? 'all'} sessions end`
  return count === 1 ? 'one session ends' : 'no session is open that would end'
}

export function Reactivate({ organization, user, changed, cancel }: Part) {
  const name = nameOf(user)
  return (
    <ConfirmChange
      organization={organization}
      title={`Reactivate ${name}?`}
      button={`Reactivate ${name}`}
      send={({ reason, ...query }) =>
        api.unblockUser({ ...query, organization, user: user.id, body: { ...(reason && { reason }) } })
      }
      instead={<ComesBack user={user} />}
      done={() => changed(`${name} is reactivated.`)}
      cancel={cancel}
    >
      <p>
        {name} can {user.status === 'invited' ? 'accept their invitation' : 'sign in'} again, with the roles
        and groups that they have had.
      </p>
    </ConfirmChange>
  )
}

function ComesBack({ user: { roles, groups } }: Pick<About, 'user'>) {
  const back = [
    ...new Set(roles.map(({ name, scope }) => `the role ${name} at ${scopeText(scope)}`)),
    ...groups.map(({ name }) => `the seat in ${name}`),
  ]
  if (back.length === 0)
    return <p>They hold no role, so they can do nothing until somebody gives them one.</p>
  return (
    <>
      <p>In force again at once:</p>
      <ul className="plain-list">
        {back.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  )
}

export function Remove({
  organization,
  user,
  cancel,
  gone,
}: Part & { readonly gone: (what: string) => void }) {
  const name = nameOf(user)
  return (
    <ConfirmChange
      organization={organization}
      title={`Remove ${name}?`}
      button={`Remove ${name}`}
      destructive
      send={(query) => api.removeUser({ ...query, organization, user: user.id })}
      done={() => gone(`${name} is removed.`)}
      cancel={cancel}
    >
      <Lost organization={organization} user={user} />
    </ConfirmChange>
  )
}
