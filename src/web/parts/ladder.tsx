/** Ordered checks as a vertical line with one state each: the first that fails is open, the others are folded. */
import type { ReactNode } from 'react'
import { Dot, Refusal, Tick, Warning } from '../look/icons.tsx'
import classes from './ladder.module.css'
import { Words } from './words.tsx'

export type Rung = {
  readonly id: string
  readonly title: string
  readonly status: 'passed' | 'failed' | 'not_reached' | 'not_applicable' | 'unknown'
  readonly evidence: readonly { readonly text: string; readonly ids: readonly string[] }[]
}

const STATES = {
  passed: ['passed', Tick],
  failed: ['failed', Refusal],
  not_reached: ['not reached', Dot],
  not_applicable: ['not applicable', Dot],
  unknown: ['cannot tell', Warning],
} as const

type Props = {
  readonly rungs: readonly Rung[]
  /** What stands below a check's evidence: where to look at the things named. */
  readonly more?: (rung: Rung) => ReactNode
}

export function Ladder({ rungs, more }: Props) {
  const blocker =
    rungs.find(({ status }) => status === 'failed') ?? rungs.find(({ status }) => status === 'unknown')
  return (
    <ol className={classes['ladder']}>
      {rungs.map((rung) => (
        <Step key={`${rung.id} ${rung.status}`} rung={rung} open={rung === blocker}>
          {more?.(rung)}
        </Step>
      ))}
    </ol>
  )
}

type StepProps = { readonly rung: Rung; readonly open: boolean; readonly children: ReactNode }

function Step({ rung: { title, status, evidence }, open, children }: StepProps) {
  const [words, Sign] = STATES[status]
  return (
    <li data-status={status}>
      <span className={classes['sign']} aria-hidden>
        <Sign />
      </span>
      <details open={open}>
        <summary>
          <span>{title}</span>
          <span className={classes['state']}>{words}</span>
        </summary>
        {evidence.length === 0 ? (
          <p>There is nothing more to say of it.</p>
        ) : (
          <ul>
            {evidence.map(({ text }) => (
              <li key={text}>
                <Words text={text} />
              </li>
            ))}
          </ul>
        )}
        {children}
      </details>
    </li>
  )
}
