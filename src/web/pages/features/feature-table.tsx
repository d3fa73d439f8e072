/** Features as rows: whether each is on, where that comes from, and what it gates. */
import { Link } from '@tanstack/react-router'
import { Chip } from '../../parts/chip.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { Some } from '../../parts/some.tsx'
import classes from './features.module.css'
import { KINDS, stateOf } from './state-of.ts'
import { ROUTE, useView } from './use-view.ts'
import type { Feature } from './view.ts'

export type Plan = NonNullable<Feature['minimum_tier']> | undefined

type Props = { readonly features: readonly Feature[]; readonly plan: Plan }

export function FeatureTable({ features, plan }: Props) {
  const { view } = useView()
  return (
    <DataTable
      caption="Features"
      columns={columnsOf(plan)}
      rows={features}
      keyOf={({ key }) => key}
      isOpen={({ key }) => view.feature === key}
    />
  )
}

function columnsOf(plan: Plan): readonly Column<Feature>[] {
  return [
    { head: 'Feature', share: 24, cell: (feature) => <Name feature={feature} /> },
    { head: 'Kind', share: 8, cell: ({ kind }) => KINDS[kind] },
    { head: 'State', share: 11, cell: (feature) => <State feature={feature} plan={plan} /> },
    { head: 'Comes from', share: 33, cell: (feature) => <From feature={feature} plan={plan} /> },
    { head: 'Gates', share: 24, cell: ({ gates }) => <Some names={gates} otherwise="nothing" mono /> },
  ]
}

function Name({ feature: { key, name } }: { readonly feature: Feature }) {
  const { organization } = useView()
  return (
    <Link
      to={ROUTE}
      params={{ organization }}
      search={{ feature: key }}
      resetScroll={false}
      title={name}
      className={classes['name']}
    >
      <strong>{name}</strong>
    </Link>
  )
}

type StateProps = { readonly feature: Feature; readonly plan: Plan }

export function State({ feature, plan }: StateProps) {
  const { is } = stateOf(feature, plan)
  return <Chip tone={is === 'on' ? 'done' : 'plain'}>{is}</Chip>
}

function From({ feature, plan }: StateProps) {
  const { source, from } = stateOf(feature, plan)
  return (
    <span title={`${source}: ${from}`}>
      <span className={classes['source']}>{source}</span> <span className={classes['soft']}>{from}</span>
    </span>
  )
}
