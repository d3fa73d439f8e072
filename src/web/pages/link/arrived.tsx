/** It worked: who is in, where, and how to go on, here or at a terminal. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../../app/enter.ts'
import { Outside } from '../../frame/outside.tsx'
import { Commands } from '../../parts/commands.tsx'

type Props = {
  readonly title: string
  readonly heading: string
  readonly lead: ReactNode
  readonly organization: string | undefined
  readonly commands: readonly string[]
}

export function Arrived({ title, heading, lead, organization, commands }: Props) {
  const go = useGo()
  const path = organization === undefined ? '/' : `/orgs/${organization}`
  return (
    <Outside key="arrived" title={title} heading={heading} lead={lead}>
      <div>
        <Button onClick={() => void go(path)}>
          {organization === undefined ? 'Go on' : `Open ${organization}`}
        </Button>
      </div>
      <Commands title="Or at a terminal" commands={commands} />
    </Outside>
  )
}
