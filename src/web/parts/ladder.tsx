/** Ordered checks as a vertical line with one state each: the first that fails is open, the others are folded. */
import { Dot, Refusal, Tick, Warning } from '../look/icons.tsx'
import classes from './ladder.module.css'
import { Words } from './words.tsx'

export type Rung = {
  readonly id: string
  readonly title: string
  readonly status: 'passed' | 'failed' | 'not_reached' | 'not_applicable' | 'unknown'
  readonly evidence: readonly { readonly text: string }[]
}

const STATES = {
  passed: ['passed', Tick],
  failed: ['failed', Refusal],
  not_reached: ['not reached', Dot],
  not_applicable: ['not applicable', Dot],
  unknown: ['cannot tell', Warning],
} as const

export function Ladder({ rungs }: { readonly rungs: readonly Rung[] }) {
  const blocker =
    rungs.find(({ status }) => status === 'failed') ?? rungs.find(({ status }) => status === 'unknown')
  return (
    <ol className={classes['ladder']}>
      {rungs.map((rung) => (
        <Step key={`${rung.id} ${rung.status}`} rung={rung} open={rung === blocker} />
      ))}
    </ol>
  )
}

function Step({ rung: { title, status, evidence }, open }: { readonly rung: Rung; readonly open: boolean }) {
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
      </details>
    </li>
  )
}
