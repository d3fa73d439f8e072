/** Gives somebody a role; what is missing is often missing where one looks at what they can do. */
import { GiveRole as Give } from '../../../parts/give-role.tsx'
import { useView } from '../use-view.ts'
import { nameOf, type Part } from './about.ts'
import { GroupInstead } from './group-instead.tsx'

export function GiveRole({ organization, user, changed, cancel }: Part) {
  const { at } = useView().view
  return (
    <Give
      organization={organization}
      to={{ user: user.id }}
      name={nameOf(user)}
      place={at === undefined || at === 'organization' ? '' : at}
      about={(role, place) => (
        <GroupInstead organization={organization} user={user} role={role} place={place} />
      )}
      given={changed}
      cancel={cancel}
    />
  )
}
