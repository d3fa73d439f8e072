/** A tenant, seen by somebody in it: which roles they hold, and what that lets them do where. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { faultOf } from '../../api/fault.ts'
import { me, ownAccess, ownMembership } from '../../api/queries.ts'
import { Page } from '../../frame/page.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { Unavailable } from '../missing/missing-page.tsx'
import { Abilities } from './abilities.tsx'
import classes from './organization.module.css'
import { Roles } from './roles.tsx'

export function OrganizationPage() {
  const { organization: name } = useParams({ from: '/inside/orgs/$organization' })
  const account = useSuspenseQuery(me).data
  const organization = account.organizations.find((own) => own.name === name)
  if (organization === undefined) return <Unavailable organization={name} email={account.email} />
  return <Landing key={name} name={name} displayName={organization.display_name} user={account.id} />
}

type Props = { readonly name: string; readonly displayName: string; readonly user: string }

function Landing({ name, displayName, user }: Props) {
  const member = useQuery(ownMembership(name, user))
  const access = useQuery(ownAccess(name, user))
  const error = member.error ?? access.error
  const again = (): void => void Promise.all([member.refetch(), access.refetch()])
  return (
    <Page
      title={displayName}
      lead={member.data === undefined ? 'Your access here.' : leadOf(member.data)}
      actions={member.data !== undefined && <Chip tone="done">{member.data.access_summary}</Chip>}
    >
      {error !== null ? (
        // Whoever lost their membership a moment ago is told so, and not that something is missing.
        <Trouble error={error} {...(faultOf(error).kind !== 'refused' && { again })} />
      ) : member.data === undefined || access.data === undefined ? (
        <Loading what="Looking at your access" />
      ) : (
        <div className={classes['columns']}>
          <Abilities organization={name} items={access.data.items} />
          <Roles organization={name} member={member.data} />
        </div>
      )}
    </Page>
  )
}

function leadOf({
  email,
  groups,
}: {
  readonly email: string
  readonly groups: readonly { name: string }[]
}): string {
  const names = groups.map(({ name }) => name).join(', ')
  return names === '' ? `You are here as ${email}.` : `You are here as ${email}, in ${names}.`
}
