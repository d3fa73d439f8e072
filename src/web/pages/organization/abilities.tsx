/** What one can do oneself. */
import { Abilities as AbilityList } from '../../parts/abilities.tsx'
import { Empty } from '../../parts/empty.tsx'
import type { Allowed } from '../../parts/places.ts'
import classes from './organization.module.css'

type Props = { readonly organization: string; readonly items: readonly Allowed[] }

export function Abilities(props: Props) {
  return (
    <section aria-labelledby="abilities" className={classes['abilities']}>
      <h2 id="abilities">What you can do</h2>
      <AbilityList
        {...props}
        otherwise={
          <Empty title="Nothing yet">
            You are a member, and nobody has given you a role so far. Ask somebody who manages roles here.
          </Empty>
        }
      />
    </section>
  )
}
