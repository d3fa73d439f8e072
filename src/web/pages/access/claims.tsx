/** What came with the sign-in about groups and roles, and what contributes to the access that one has (A17 to A20). */

import { currentTenant } from '../../app/tenant.ts'
import { ButtonLink } from '../../parts/button-link.tsx'
import { Chip } from '../../parts/chip.tsx'
import classes from './access.module.css'
import type { Access } from './access-page.tsx'
import { Panel } from './panel.tsx'

export function Claims({ access: { claims, memberships } }: { readonly access: Access }) {
  const { groups, roles, sources } = claims
  return (
    <Panel title="Claims and roles" aside={<Members memberships={memberships} />}>
      <Pills
        name="Groups"
        pills={groups}
        none="No groups came with this session. Access can still come from stored tenant memberships."
      />
      <Pills name="Roles" pills={roles} none="No role claims came with this session." />
      {roles.length > 0 && (
        <p className={classes['note']}>Role claims act only where a mapping makes something of them.</p>
      )}
      {sources.length > 0 && <Pills name="Provider" pills={sources} none="" />}
    </Panel>
  )
}

type PillsProps = { readonly name: string; readonly pills: readonly string[]; readonly none: string }

function Pills({ name, pills, none }: PillsProps) {
  return (
    <div className={classes['claim']}>
      <h3>{name}</h3>
      {pills.length === 0 ? (
        <p className={classes['note']}>{none}</p>
      ) : (
        <ul className={classes['pills']} aria-label={name}>
          {pills.map((pill) => (
            <li key={pill}>
              <Chip>{pill}</Chip>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** For whoever may see who else is there; of several tenants, that of the one that was looked at last. */
function Members({ memberships }: Pick<Access, 'memberships'>) {
  const seen = memberships.filter((one) => one.sees_members).map((one) => one.organization.name)
  const organization = currentTenant(seen) ?? seen[0]
  if (organization === undefined) return null
  return (
    <ButtonLink size="xs" variant="default" to="/orgs/$organization/settings/users" params={{ organization }}>
      Members
    </ButtonLink>
  )
}
