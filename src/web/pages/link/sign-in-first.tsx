/** An invitation that only the account it is for can accept: sign in as it, and the page goes on from here. */
import { Button } from '@mantine/core'
import { Link as To } from '@tanstack/react-router'
import { useState } from 'react'
import { faultOf } from '../../api/fault.ts'
import { useGo, useStepAside } from '../../app/enter.ts'
import { Outside } from '../../frame/outside.tsx'
import { Notice } from '../../parts/notice.tsx'
import { invitedTo, Joining } from './joining.tsx'
import type { UsableLink } from './link-page.tsx'

const BACK = '/sign-in?to=/accept'

export function SignInFirst(usable: UsableLink) {
  const go = useGo()
  return (
    <Outside title="Invitation" heading={invitedTo(usable)} lead={<Joining {...usable} />}>
      <p>You have an account here already. Sign in the way you usually do, then accept.</p>
      <div>
        <Button onClick={() => void go(BACK)}>Sign in</Button>
      </div>
    </Outside>
  )
}

export function SomebodyElse(usable: UsableLink) {
  const stepAside = useStepAside()
  const [trouble, setTrouble] = useState<string>()
  const change = async (): Promise<void> => {
    try {
      await stepAside()
    } catch (error) {
      setTrouble(faultOf(error).says)
    }
  }
  return (
    <Outside title="Invitation" heading={invitedTo(usable)} lead={<Joining {...usable} />}>
      <Notice tone="attention">
        <strong>This browser is signed in as somebody else.</strong> Only {usable.email} can accept this
        invitation.
      </Notice>
      {trouble !== undefined && (
        <div role="alert">
          <Notice tone="denied">{trouble}</Notice>
        </div>
      )}
      <div>
        <Button onClick={() => void change()}>Sign out and go on</Button>
      </div>
      <p>
        Not you? <To to="/">Leave the invitation alone</To>.
      </p>
    </Outside>
  )
}
