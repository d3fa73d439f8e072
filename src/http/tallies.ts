/**
 * Counts of answers, kept as plain numbers and shown to Prometheus when it asks: its client’s own histogram would cost
 * a check more than everything else in it.
 */
import type { Metric, Registry } from 'prom-client'

/** Seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] as const

type Tally = {
  readonly buckets: number[]
  readonly statuses: Map<number, number>
  count: number
  seconds: number
}

type Value = {
  readonly value: number
  readonly labels: Record<string, string | number>
  readonly metricName?: string
}

export class Tallies {
  readonly #byOperation = new Map<string, Tally>()

  add(operation: string, status: number, seconds: number): void {
    let tally = this.#byOperation.get(operation)
    if (tally === undefined) {
      tally = { buckets: BOUNDS.map(() => 0), statuses: new Map(), count: 0, seconds: 0 }
      this.#byOperation.set(operation, tally)
    }
    tally.count++
    tally.seconds += seconds
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
    const bucket = BOUNDS.findIndex((bound) => seconds <= bound)
    if (bucket !== -1) tally.buckets[bucket]!++
  }

  register(registry: Registry): void {
    const requests = 'compartment_requests_total'
    show(registry, { name: requests, help: 'Answers, by operation and status', type: 'counter' }, () =>
      this.#requests(),
    )
    const seconds = 'compartment_request_seconds'
    show(registry, { name: seconds, help: 'Time from request to answer', type: 'histogram' }, () =>
      this.#seconds(seconds),
    )
  }

  #requests(): Value[] {
    return [...this.#byOperation].flatMap(([operation, { statuses }]) =>
      Array.from(statuses, ([status, value]) => ({ value, labels: { operation, status } })),
    )
  }

  #seconds(name: string): Value[] {
    const values: Value[] = []
    for (const [operation, { buckets, count, seconds }] of this.#byOperation) {
      let below = 0
      for (const [at, le] of BOUNDS.entries()) {
        below += buckets[at]!
        values.push({ value: below, labels: { le, operation }, metricName: `${name}_bucket` })
      }
      values.push({ value: count, labels: { le: '+Inf', operation }, metricName: `${name}_bucket` })
      values.push({ value: seconds, labels: { operation }, metricName: `${name}_sum` })
      values.push({ value: count, labels: { operation }, metricName: `${name}_count` })
    }
    return values
  }
}

type Shown = { readonly name: string; readonly help: string; readonly type: 'counter' | 'histogram' }

/** The registry asks a metric for its values and nothing else. */
function show(registry: Registry, shown: Shown, values: () => Value[]): void {
  const get = (): Promise<object> => Promise.resolve({ ...shown, values: values(), aggregator: 'sum' })
  registry.registerMetric({ ...shown, get } as unknown as Metric)
}
