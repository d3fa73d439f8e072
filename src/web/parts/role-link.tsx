/** A role by its name, which leads to what it lets people do and who holds it: for whoever may see roles. */
import { Link } from '@tanstack/react-router'
import { useMay } from '../app/abilities.ts'

type Props = {
  readonly organization: string
  readonly role: { readonly id: string; readonly name: string }
  /** A permission that is asked about: it is marked there. */
  readonly permission?: string | undefined
}

export function RoleLink({ organization, role: { id, name }, permission }: Props) {
  const may = useMay(organization)
  if (may?.('organization.role.read') !== true) return name
  return (
    <Link
      to="/orgs/$organization/settings/roles"
      params={{ organization }}
      search={{ role: id, ...(permission !== undefined && { permission }) }}
    >
      {name}
    </Link>
  )
}
