/** For whom features in beta are on: the people with beta access, whichever beta it is. */
import { useQuery } from '@tanstack/react-query'
import { users } from '../../api/organization.ts'
import { useMay } from '../../app/abilities.ts'
import { Section } from '../../parts/drawer.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import classes from './features.module.css'
import { useView } from './use-view.ts'

export function BetaPeople() {
  const { organization } = useView()
  const seesPeople = useMay(organization)?.('organization.user.read') === true
  return (
    <Section title="People with beta access">
      {seesPeople ? <List /> : <p className={classes['soft']}>You may not see who is in the organization.</p>}
    </Section>
  )
}

const NAMED = 50

function List() {
  const { organization } = useView()
  const { data, error, refetch } = useQuery(
    users(organization, { type: 'user', beta_access: 'true', limit: NAMED }),
  )
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Looking who has it" />
  const { active, inactive, pending } = data.counts
  const more = active + inactive + pending - data.items.length
  if (data.items.length === 0) {
    return <p className={classes['soft']}>Nobody. It is given to a person in their drawer under Users.</p>
  }
  return (
    <>
      <ul className={classes['rows']}>
        {data.items.map((user) => (
          <li key={user.id}>
            <span>
              <PersonLink organization={organization} person={user} />
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes['soft']}>and {more.toLocaleString('en')} more</p>}
    </>
  )
}
