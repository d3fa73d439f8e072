/** A group by its name, which leads to who is in it and what it gives: for whoever may see groups. */
import { Link } from '@tanstack/react-router'
import { useMay } from '../app/abilities.ts'

type Props = {
  readonly organization: string
  readonly group: { readonly id: string; readonly name: string }
}

export function GroupLink({ organization, group: { id, name } }: Props) {
  const may = useMay(organization)
  if (may?.('organization.group.read') !== true) return name
  return (
    <Link to="/orgs/$organization/settings/groups" params={{ organization }} search={{ group: id }}>
      {name}
    </Link>
  )
}
