/**
 * A change to somebody's access, before it is made: what happens, what is lost, and who gains and loses by it. Its button
 * says what it does, and can be pressed once that is shown.
 */
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Fault } from '../api/fault.ts'
import { FormFault } from '../form/faults.tsx'
import classes from './confirm-change.module.css'
import { ImpactStrip } from './impact-strip.tsx'
import { Loading } from './loading.tsx'
import { Notice } from './notice.tsx'
import { type Change, type Changing, useChange } from './use-change.ts'
import { useReturn } from './use-return.ts'

type Props<A> = Change<A> & {
  readonly organization: string
  readonly title: string
  /** What it says and does: "Deactivate Alex". */
  readonly button: string
  /** It takes something away. */
  readonly destructive?: boolean
  /** What happens, and what is lost. */
  readonly children?: ReactNode
  /** Where nobody's permissions change, what does. */
  readonly instead?: ReactNode
  /** What helps where trying it was refused. */
  readonly advice?: (refused: Fault) => ReactNode
  /** More of what trying it came to. */
  readonly about?: (preview: NonNullable<Changing<A>['preview']>) => ReactNode
  readonly cancel: () => void
  /** What leads back: "Cancel". */
  readonly back?: string
}

export function ConfirmChange<A extends object>(props: Props<A>) {
  const { organization, title, button, destructive = false, back = 'Cancel' } = props
  const { children, about, advice, instead, cancel } = props
  const change = useChange(props)
  const { preview, impact, fault, sending, moved } = change
  const heading = useRef<HTMLHeadingElement>(null)
  useReturn()
  useEffect(() => heading.current?.focus(), [])
  // A refusal of the very change can be seen past; one of trying it cannot.
  const wantsReason = preview?.needs_reason !== undefined
  const lacksReason = fault?.code === 'REASON_REQUIRED' && impact !== undefined
  const mayMake =
    impact !== undefined && (fault === undefined || moved || lacksReason || fault.kind !== 'refused')
  return (
    <section className={classes['change']} aria-label={title}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
      {preview !== undefined && about?.(preview)}
      {impact !== undefined
        ? (impact.totals.entries === 0 && instead) || (
            <ImpactStrip organization={organization} impact={impact} />
          )
        : fault === undefined && <Loading what="Working out what this changes" />}
      {preview?.refusal !== undefined && !moved && <SideEffect refusal={preview.refusal} />}
      {wantsReason && <UnderDiagnosis />}
      <div aria-live="assertive">
        {moved ? <Moved /> : <FormFault fault={fault} shown={[]} />}
        {preview === undefined && fault !== undefined && advice?.(fault)}
        <Broken change={change} />
      </div>
      {(mayMake || change.broken !== undefined) && <Reason change={change} needed={wantsReason} />}
      <div className={classes['buttons']}>
        {mayMake && (
          <Button
            color={destructive ? 'red' : undefined}
            loading={sending}
            disabled={wantsReason && change.reason.trim() === ''}
            onClick={change.make}
          >
            {button}
          </Button>
        )}
        <Button variant="default" onClick={cancel}>
          {back}
        </Button>
      </div>
    </section>
  )
}

function Reason<A>({ change, needed }: { readonly change: Changing<A>; readonly needed: boolean }) {
  return (
    <TextInput
      label="Reason"
      description={
        needed
          ? 'Stands in the audit log.'
          : 'Stands in the audit log. Optional, unless an expectation is overridden.'
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      required={needed}
      maxLength={1000}
      value={change.reason}
      onChange={({ currentTarget: { value } }) => change.setReason(value)}
    />
  )
}

/** What is given here helps nobody against what was found. */
function UnderDiagnosis() {
  return (
    <Notice tone="attention">
      <strong>A diagnosis of this person is open, and no role helps against what it found.</strong> If they
      should have more access all the same, say why; or look again first.
    </Notice>
  )
}

const SIDE_EFFECTS: Readonly<Record<string, string>> = {
  WOULD_NARROW: 'Somebody loses permissions, because what is given here hides what they have further out.',
  WOULD_WIDEN:
    'Somebody gains permissions that nobody gives them here: a narrower grant that hid them goes away.',
  WOULD_NARROW_AND_WIDEN:
    'Somebody loses permissions that a narrower grant will hide, and gains others that one hid so far.',
}

function SideEffect({ refusal }: { readonly refusal: string }) {
  return (
    <Notice tone="attention">
      <strong>This changes more than you ask for.</strong> {SIDE_EFFECTS[refusal]} Look above before you go
      on.
    </Notice>
  )
}

function Moved() {
  return (
    <Notice tone="attention">
      <strong>Something else has changed since you looked.</strong> Nothing was done. Above is what it would
      come to now.
    </Notice>
  )
}

function Broken<A>({ change: { broken, override } }: { readonly change: Changing<A> }) {
  if (broken === undefined) return null
  return (
    <div className={classes['broken']}>
      <ul className="plain-list">
        {broken.broken.map(({ expectation, principal, email, text }) => (
          <li key={`${expectation} ${principal}`}>
            {text} <span>({email ?? principal})</span>
          </li>
        ))}
      </ul>
      {broken.digest !== undefined && (
        <Button variant="default" disabled={override === undefined} onClick={override}>
          Override, and see what changes
        </Button>
      )}
    </div>
  )
}
