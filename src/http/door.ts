/**
 * What this door needs from the rest of the house. The composition root brings it, so that nothing here knows the store
 * or identity, and a test can bring its own.
 */
import type { Logger } from 'pino'
import type { Call, Caller, Input, Result, UseCases } from '../operations/call.ts'
import type { Denied } from '../operations/denials/denied.ts'
import type { Refused } from '../operations/refused.ts'
import type { ConsoleFiles } from './console/files.ts'
import type { Replays } from './idempotency.ts'
import type { Metrics } from './metrics.ts'

export type Readiness = {
  readonly ready: boolean
  /** By name: `store`, `migrations`, `snapshots`. Says whether, never why: the page is public. */
  readonly checks: Readonly<Record<string, boolean>>
}

export type Needs = {
  readonly useCases: UseCases
  /** A check that nothing has to be waited for; `undefined` where something has, and where it is absent it always has. */
  readonly checkNow?: (input: Input<'checkAccess'>, call: Call) => Result<'checkAccess'> | undefined
  /** The same for a list of them. */
  readonly batchNow?: (input: Input<'batchAccess'>, call: Call) => Result<'batchAccess'> | undefined
  /**
   * Whose token this is. Answers at once where memory knows, so that a check does not wait for a turn of the loop.
   * @returns `undefined` for a token that is nobody’s; throws `Refused` where more can be said
   */
  readonly authenticate: (
    token: string,
    from: { readonly address: string; readonly now: number },
  ) => Caller | undefined | Promise<Caller | undefined>
  readonly replays: Replays
  /** Refuses where the caller could not come into the organization now: then no kept answer of it is theirs either. */
  readonly comesIn: (organization: string, call: Call) => Promise<void>
  readonly ready: () => Promise<Readiness>
  /** The refusal for a fault from below where trying again makes sense (store busy, unreachable, full). */
  readonly refusalOf: (error: unknown) => Refused | undefined
  /** Told of everything that was answered 401 to 404; returns at once, and never throws. */
  readonly denied?: (denied: Denied) => void
  /** Epoch milliseconds. */
  readonly clock: () => number
  readonly log: Logger
  readonly metrics: Metrics
  /** `https://access.example.com`: what links and the origin check are made of, never the request’s Host. */
  readonly publicUrl: string
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** Milliseconds in which, while stopping, a request may still arrive on an idle connection. */
  readonly linger: number
  /** The built console; without it there are no pages, only the API. */
  readonly console?: ConsoleFiles | undefined
}
