/** Where one role is given to several people directly at one place: that a group would say it once, and how (S2-7). */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { assignmentsAt, findings } from '../api/organization.ts'
import { useMay } from '../app/abilities.ts'
import { Commands } from './commands.tsx'
import classes from './group-suggestions.module.css'
import { inOneGroup } from './in-one-group.ts'
import { Loading } from './loading.tsx'
import { Notice } from './notice.tsx'
import { scopeText } from './scope.ts'
import { Trouble } from './trouble.tsx'

type Role = { readonly id: string; readonly name: string }
type Props = {
  readonly organization: string
  readonly role: Role
  /** Only there, as text. */
  readonly place?: string
  /** Where the role and the place stand beside it. */
  readonly brief?: true
}

export function GroupSuggestions({ organization, role, place, brief }: Props) {
  const { data } = useQuery(findings(organization))
  const found = (data?.items ?? []).filter(
    ({ rule, about, scope }) =>
      rule === 'same_role_for_several' &&
      about[0]?.id === role.id &&
      (place === undefined || (scope !== undefined && scopeText(scope) === place)),
  )
  const Form = brief ? Brief : Suggestion
  return found.map(({ about, scope = WHOLE }) => (
    <Form
      key={scopeText(scope)}
      organization={organization}
      role={role}
      place={scopeText(scope)}
      people={about.slice(1).map(({ id }) => id)}
    />
  ))
}

const WHOLE = { type: 'organization' } as const

type SuggestionProps = Required<Omit<Props, 'brief'>> & { readonly people: readonly string[] }

function Suggestion(suggestion: SuggestionProps) {
  const { role, place, people } = suggestion
  return (
    <Notice tone="plain">
      <strong>
        {people.length} people hold {role.name} directly at{' '}
        {place === 'organization' ? 'the organization' : place}.
      </strong>{' '}
      A group would say it once: whoever comes into it gets the role, and whoever leaves it loses it.
      <Steps {...suggestion} summary="What would be done" />
    </Notice>
  )
}

function Brief(suggestion: SuggestionProps) {
  const text = `${suggestion.people.length} people hold it directly there: a group would say it once`
  return <Steps {...suggestion} summary={text} otherwise={text} />
}

type StepsProps = SuggestionProps & { readonly summary: string; readonly otherwise?: string }

/** For whoever may do it; it is read when it is unfolded. */
function Steps({ summary, otherwise, ...how }: StepsProps) {
  const may = useMay(how.organization)
  const [isOpen, setOpen] = useState(false)
  if (may?.('organization.group.manage') !== true || !may('organization.role.manage')) {
    return otherwise === undefined ? null : <p className={classes['otherwise']}>{otherwise}.</p>
  }
  return (
    <details className={classes['how']} onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary>{summary}</summary>
      {isOpen && <How {...how} />}
    </details>
  )
}

function How({ organization, role, place, people }: SuggestionProps) {
  const { data, error, refetch } = useQuery(assignmentsAt(organization, role.id, place))
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Working out how" />
  const { name, people: seated, dated, commands } = inOneGroup(role.name, place, people, data)
  return (
    <div className={classes['steps']}>
      <ol>
        <li>
          A group <strong>{name}</strong> is made.
        </li>
        <li>
          It is given {role.name} at {place}.
        </li>
        <li>{seated.join(', ')} come into it.</li>
        <li>What they hold directly there is taken away, for the group gives it.</li>
      </ol>
      {dated.length > 0 && (
        <p>
          {dated.join(', ')} {dated.length === 1 ? 'keeps' : 'keep'} it directly: it has a date, and a seat in
          a group has none.
        </p>
      )}
      <p>In this order nobody loses anything meanwhile.</p>
      <Commands title="At a terminal" commands={commands} />
    </div>
  )
}
