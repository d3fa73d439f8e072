/** A feature beside the list: whether it is on and why, what it gates, for whom a beta is on, and switching a flag. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { within } from '../../api/organization.ts'
import { Drawer } from '../../parts/drawer.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Said } from '../../parts/said.tsx'
import { BetaPeople } from './beta-people.tsx'
import { type Plan, State } from './feature-table.tsx'
import classes from './features.module.css'
import { Gated } from './gated.tsx'
import { KINDS, stateOf } from './state-of.ts'
import { SwitchFeature } from './switch-feature.tsx'
import { useView } from './use-view.ts'
import type { Feature } from './view.ts'

type Props = { readonly feature: Feature | undefined; readonly plan: Plan }

export function FeatureDrawer({ feature, plan }: Props) {
  const { show } = useView()
  const [said, setSaid] = useState<string>()
  if (feature === undefined) {
    return (
      <Drawer title="Feature" close={() => show({})}>
        <Notice tone="attention">There is no such feature here. It may have gone with its catalogue.</Notice>
      </Drawer>
    )
  }
  const { key, name, kind } = feature
  const { source, from } = stateOf(feature, plan)
  return (
    <Drawer title={name} close={() => show({})}>
      <Said what={said} />
      <Facts
        facts={[
          ['Key', <code key="key">{key}</code>],
          ['Kind', KINDS[kind]],
          ['State', <State key="state" feature={feature} plan={plan} />],
          ['Comes from', `${source}: ${from}`],
        ]}
      />
      {kind === 'flag' && <Switch feature={feature} say={setSaid} />}
      {kind === 'tier' && (
        <Notice tone="plain">
          It cannot be switched by itself: it is on from the plan {feature.minimum_tier ?? 'free'} upwards.
        </Notice>
      )}
      <Gated feature={feature} />
      {kind === 'beta' && <BetaPeople />}
    </Drawer>
  )
}

type SwitchProps = { readonly feature: Feature; readonly say: (what: string) => void }

function Switch({ feature, say }: SwitchProps) {
  const { organization, view, show } = useView()
  const queries = useQueryClient()
  const { key, name, enabled } = feature
  const switching = view.do === 'switch'
  const begin = (is: boolean): void => show({ feature: key, ...(is && { do: 'switch' }) })
  return (
    <div className={classes['actions']}>
      <div>
        <Button variant="default" aria-expanded={switching} onClick={() => begin(!switching)}>
          {enabled ? 'Switch off' : 'Switch on'}
        </Button>
      </div>
      {switching && (
        <SwitchFeature
          feature={feature}
          done={() => {
            begin(false)
            say(`${name} is ${enabled ? 'off' : 'on'}.`)
            void queries.invalidateQueries({ queryKey: within(organization) })
          }}
          cancel={() => begin(false)}
        />
      )}
    </div>
  )
}
