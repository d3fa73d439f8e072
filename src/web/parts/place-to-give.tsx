/** Where something is given: it starts from the smallest places, and says how far the chosen one reaches (S2-7). */
import { useQuery } from '@tanstack/react-query'
import { projects } from '../api/organization.ts'
import { Choice } from '../form/choice.tsx'
import { reachOf, smallestFirst } from './places-to-give.ts'

type Props = {
  readonly organization: string
  /** As text: `organization`, `billing`, `billing/production`; empty until one is chosen. */
  readonly value: string
  readonly choose: (value: string) => void
  readonly wrong?: string | undefined
}

export function PlaceToGive({ organization, value, choose, wrong }: Props) {
  const { data = [] } = useQuery(projects(organization))
  return (
    <Choice
      label="Where"
      value={value}
      choose={choose}
      none="Choose a place"
      choices={smallestFirst(data)}
      hint={reachOf(value, data)}
      wrong={wrong}
    />
  )
}
