/** The toggles of a role as they stand: each family folds, and those in which something is on are open (F51). */
import { VisuallyHidden } from '@mantine/core'
import { Close, Tick } from '../../look/icons.tsx'
import { type Family, familiesOf, type Permission, stateOf } from './families.ts'
import classes from './toggles.module.css'
import { PermissionName } from './toggles.tsx'

type Props = {
  readonly permissions: readonly Permission[]
  readonly chosen: ReadonlySet<string>
  /** A permission that is asked about: it is marked, and its family open. */
  readonly asked: string | undefined
}

export function Standing({ permissions, chosen, asked }: Props) {
  return (
    <div className={classes['toggles']}>
      {familiesOf(permissions).map((family) => (
        <StandingFamily key={family.name} family={family} chosen={chosen} asked={asked} />
      ))}
    </div>
  )
}

type FamilyProps = Omit<Props, 'permissions'> & { readonly family: Family }

function StandingFamily({ family, chosen, asked }: FamilyProps) {
  const { on } = stateOf(family, chosen)
  const { name, permissions } = family
  return (
    <details className={classes['standing']} open={on > 0 || permissions.some(({ key }) => key === asked)}>
      <summary>
        <span>{name}</span>
        <span className={classes['count']}>
          {on} of {permissions.length}
        </span>
      </summary>
      <ul>
        {permissions.map((permission) => {
          const is = chosen.has(permission.key)
          return (
            <li
              key={permission.key}
              data-on={is}
              data-asked={permission.key === asked}
              title={permission.description}
            >
              <span className={classes['state']}>
                {is ? <Tick /> : <Close />}
                <VisuallyHidden>{is ? 'on' : 'off'}: </VisuallyHidden>
              </span>
              <PermissionName permission={permission} />
            </li>
          )
        })}
      </ul>
    </details>
  )
}
