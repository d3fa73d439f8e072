/** A person by their address, which leads to their drawer: for whoever may see people. */
import { Link } from '@tanstack/react-router'
import { useMay } from '../app/abilities.ts'

type Props = {
  readonly organization: string
  readonly person: { readonly id: string; readonly email: string }
}

export function PersonLink({ organization, person: { id, email } }: Props) {
  const may = useMay(organization)
  if (may?.('organization.user.read') !== true) return email
  return (
    <Link to="/orgs/$organization/settings/users" params={{ organization }} search={{ user: id }}>
      {email}
    </Link>
  )
}
