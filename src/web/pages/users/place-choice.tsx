/** A place of the tenant: the organization, one of its projects, or an environment of one. */
import { useQuery } from '@tanstack/react-query'
import { projects } from '../../api/organization.ts'
import { Choice } from '../../form/choice.tsx'
import type { Choices } from '../../form/choices.ts'
import { useView } from './use-view.ts'

type Props = {
  readonly label: string
  /** As text: `organization`, `billing`, `billing/production`. */
  readonly value: string
  readonly choose: (value: string) => void
  readonly none?: string
}

export function PlaceChoice(props: Props) {
  const { organization } = useView()
  const { data = [] } = useQuery(projects(organization))
  const places: Choices = [
    { value: 'organization', label: 'The whole organization' },
    ...data.map(({ name, archived, environments }) => ({
      group: archived ? `${name} (archived)` : name,
      items: [
        { value: name, label: name },
        ...environments.map(({ path }) => ({ value: path, label: path })),
      ],
    })),
  ]
  return <Choice {...props} choices={places} />
}
