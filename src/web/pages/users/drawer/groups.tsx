/** The groups somebody is in. */
import { Section } from '../../../parts/drawer.tsx'
import type { User } from '../view.ts'
import classes from './user-drawer.module.css'

export function Groups({ user: { groups }, mayRead }: { readonly user: User; readonly mayRead: boolean }) {
  return (
    <Section title="Groups">
      {!mayRead ? (
        <p className={classes['soft']}>You may not see groups.</p>
      ) : groups.length === 0 ? (
        <p className={classes['soft']}>In no group.</p>
      ) : (
        <ul className={classes['rows']}>
          {groups.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}
