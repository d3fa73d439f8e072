/**
 * Sends a form, and shows what came of it: one request at a time, faults at their fields, and the focus on the first
 * field to look at. A server that asks to wait is waited for, visibly.
 */
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { CallOptions } from '../../contract/client.ts'
import { type Fault, faultOf } from '../api/fault.ts'

/** What was typed, by the field's name; leading and trailing blanks of anything but passwords are gone. */
export type Typed = Readonly<Record<string, string>>

export type Submission = {
  readonly form: RefObject<HTMLFormElement | null>
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
  readonly sending: boolean
  readonly fault: Fault | undefined
  /** Of a field. */
  readonly wrong: (name: string) => string | undefined
  /** Seconds for which the server asked not to be asked again; 0 when it may be. */
  readonly wait: number
}

export type Sending<T> = {
  /** Faults that need no server; a sentence by the field's name. */
  readonly check?: (typed: Typed) => Readonly<Record<string, string>>
  readonly send: (typed: Typed, call: CallOptions) => Promise<T>
  /** Refusals that are about one field, by their code: the field, and the sentence to stand there. */
  readonly about?: Readonly<Record<string, readonly [field: string, says: string]>>
  readonly done: (answer: T, typed: Typed) => void | Promise<void>
}

export function useSubmission<T>({ check, send, about = {}, done }: Sending<T>): Submission {
  const form = useRef<HTMLFormElement>(null)
  const [sending, setSending] = useState(false)
  const [fault, setFault] = useState<Fault>()
  const [wait, setWait] = useWait()
  useFocusOnFault(form, fault)

  const run = async (typed: Typed): Promise<void> => {
    setSending(true)
    setFault(undefined)
    try {
      await done(await send(typed, { seen: ({ headers }) => setWait(secondsOf(headers)) }), typed)
    } catch (error) {
      setFault(atItsField(faultOf(error), about))
    } finally {
      setSending(false)
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (sending || wait > 0) return
    const typed = typedIn(event.currentTarget)
    const fields = check?.(typed) ?? {}
    if (Object.keys(fields).length > 0) return setFault({ kind: 'refused', says: '', fields })
    void run(typed)
  }
  return { form, submit, sending, fault, wrong: (name) => fault?.fields[name], wait }
}

function typedIn(form: HTMLFormElement): Typed {
  const entries = [...new FormData(form)].map(([name, value]) => {
    const text = typeof value === 'string' ? value : ''
    return [name, name.includes('password') ? text : text.trim()] as const
  })
  return Object.fromEntries(entries)
}

function atItsField(fault: Fault, about: NonNullable<Sending<unknown>['about']>): Fault {
  const place = fault.code === undefined ? undefined : about[fault.code]
  return place === undefined ? fault : { ...fault, fields: { [place[0]]: place[1] } }
}

/** After the faults are drawn, so that what is read out includes them. */
function useFocusOnFault(form: RefObject<HTMLFormElement | null>, fault: Fault | undefined): void {
  useEffect(() => {
    if (fault === undefined) return
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (field) field.focus()
    // Of a long form, what is said may be out of sight of the button that was pressed.
    else form.current?.querySelector('[aria-live]:not(:empty)')?.scrollIntoView({ block: 'nearest' })
  }, [form, fault])
}

function secondsOf(headers: Headers): number {
  const seconds = Number(headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 0
}

/** Counts down by itself. */
function useWait(): readonly [number, (seconds: number) => void] {
  const [wait, setWait] = useState(0)
  useEffect(() => {
    if (wait === 0) return undefined
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  return [wait, setWait]
}

/** "Enter …" for each field that was left empty. */
export function required(typed: Typed, fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => (typed[name] ?? '') === ''))
}
