/** The permissions that count only while a feature is on, and where to look which roles have them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { permissions } from '../../api/organization.ts'
import { useMay } from '../../app/abilities.ts'
import { Section } from '../../parts/drawer.tsx'
import classes from './features.module.css'
import { useView } from './use-view.ts'
import type { Feature } from './view.ts'

export function Gated({ feature: { gates } }: { readonly feature: Feature }) {
  const { organization } = useView()
  const seesRoles = useMay(organization)?.('organization.role.read') === true
  const { data = [] } = useQuery({ ...permissions(organization), enabled: seesRoles })
  return (
    <Section title="Gated permissions">
      {gates.length === 0 ? (
        <p className={classes['soft']}>None: applications ask for the feature itself.</p>
      ) : (
        <ul className={classes['rows']}>
          {gates.map((gate) => {
            const known = data.find(({ key }) => key === gate)
            return (
              <li key={gate}>
                <span>
                  <code>{gate}</code>
                  {known !== undefined && <span className={classes['soft']}> {known.capability}</span>}
                </span>
                {known !== undefined && (
                  <Link
                    to="/orgs/$organization/settings/roles"
                    params={{ organization }}
                    search={{ permission: gate }}
                  >
                    {known.roles.length === 1 ? 'one role has it' : `${known.roles.length} roles have it`}
                  </Link>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
