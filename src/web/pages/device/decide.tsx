/** Who asks, from where, and what it would get; yes and no weigh the same. */
import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { me } from '../../api/queries.ts'
import { FormFault } from '../../form/faults.tsx'
import { Page } from '../../frame/page.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import classes from './device.module.css'
import type { Asking } from './device-page.tsx'
import { type Decision, useDecision } from './use-decision.ts'

type Props = {
  readonly asking: Asking
  readonly decided: (decision: Decision) => void
  readonly back: () => void
}

export function Decide({ asking, decided, back }: Props) {
  const { data: account } = useSuspenseQuery(me)
  const { decide, sending, fault } = useDecision(asking.user_code, decided)
  return (
    <Page
      key="decide"
      title="Connect a command line"
      heading="Sign this program in as you?"
      narrow
      lead={
        <>
          It could do everything that <strong>{account.email}</strong> may do, until you end its session.
        </>
      }
    >
      <p className={classes['code']} aria-label="Code">
        {asking.user_code}
      </p>
      <p>Is this the code that your program shows?</p>
      <Facts
        facts={[
          ['Program', asking.client],
          ['Machine', asking.device ?? 'not said'],
          ['From', asking.address],
          ['Asked', <Moment key="asked" at={asking.started_at} />],
        ]}
      />
      {!asking.same_address && (
        <Notice tone="attention">
          <strong>It asks from another address than yours.</strong> That is usual for a machine elsewhere. If
          somebody sent you the code or a link to this page, deny it.
        </Notice>
      )}
      <div aria-live="assertive">
        <FormFault fault={fault} shown={[]} />
      </div>
      <div className={classes['buttons']}>
        <Button
          loading={sending === 'approve'}
          disabled={sending === 'deny'}
          onClick={() => decide('approve')}
        >
          Let it in
        </Button>
        <Button
          variant="default"
          loading={sending === 'deny'}
          disabled={sending === 'approve'}
          onClick={() => decide('deny')}
        >
          Deny
        </Button>
        <button type="button" className="link" onClick={back}>
          Another code
        </button>
      </div>
    </Page>
  )
}
