/**
 * A change that is tried before it is made. What was shown is what is agreed to: its digest goes along, and where the
 * change has come to mean something else since, the server says so and that is shown in its place.
 */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Refused } from '../../contract/client.ts'
import type { ImpactAnswer, PreviewAnswer, Problem } from '../../contract/shapes/answer.ts'
import { type Fault, faultOf } from '../api/fault.ts'

/** What goes along with the change. */
export type Consent = {
  readonly dry_run?: 'true'
  readonly accept_impact?: string
  readonly override_expectations?: string
  readonly reason?: string
}

type Made<A> = Exclude<A, { readonly dry_run: true }>
type Tried<A> = Extract<A, { readonly dry_run: true }> & PreviewAnswer

export type Change<A> = {
  readonly send: (consent: Consent) => Promise<A>
  readonly done: (answer: Made<A>) => void
  /** Where it was tried already. */
  readonly tried?: Tried<A>
}

export type Changing<A> = {
  readonly preview: Tried<A> | undefined
  /** Of the preview, or what it would be by now. */
  readonly impact: ImpactAnswer | undefined
  /** Whether it would be another by now. */
  readonly moved: boolean
  readonly fault: Fault | undefined
  /** Expectations that it would break. */
  readonly broken: Problem['expectations']
  readonly reason: string
  readonly setReason: (reason: string) => void
  readonly sending: boolean
  readonly make: () => void
  /** Tries again, breaking them. */
  readonly override: (() => void) | undefined
}

let changes = 0

export function useChange<A extends object>({ send, done, tried }: Change<A>): Changing<A> {
  const [id] = useState(() => ++changes)
  const [reason, setReason] = useState('')
  const [overridden, setOverridden] = useState<string>()
  const [moved, setMoved] = useState<ImpactAnswer>()
  const consent = {
    ...(reason.trim() !== '' && { reason: reason.trim() }),
    ...(overridden !== undefined && { override_expectations: overridden }),
  }
  const trying = useQuery({
    queryKey: ['trying', id, overridden],
    queryFn: async () => (await send({ ...consent, dry_run: 'true' })) as Tried<A>,
    ...(tried !== undefined && overridden === undefined && { initialData: tried }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  })
  const preview = trying.data
  const impact = moved ?? preview?.impact
  const making = useMutation({
    mutationFn: () => send({ ...consent, ...(impact !== undefined && { accept_impact: impact.digest }) }),
    onSuccess: (answer) => done(answer as Made<A>),
    onError: (error) => setMoved(problemOf(error)?.impact),
  })
  const error = making.error ?? trying.error
  const broken = error === null ? undefined : problemOf(error)?.expectations
  const { digest } = broken ?? {}
  return {
    preview,
    impact,
    moved: moved !== undefined,
    fault: error === null ? undefined : faultOf(error),
    broken,
    reason,
    setReason,
    sending: making.isPending || trying.isFetching,
    make: () => making.mutate(),
    override:
      digest === undefined || reason.trim() === ''
        ? undefined
        : () => {
            making.reset()
            setOverridden(digest)
          },
  }
}

function problemOf(error: unknown): Problem | undefined {
  return error instanceof Refused ? error.problem : undefined
}
