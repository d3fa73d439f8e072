/** Work beside the requests: one turn at a time, never the end of the process, and nothing left behind. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { periodically } from '../../src/operations/periodically.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A turn that ends when the test says so. */
function slowWork() {
  const ends: (() => void)[] = []
  const work = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)))
  return { work, end: () => ends.shift()!() }
}

const unexpected = (error: unknown): never => {
  throw error
}

describe('periodic work', () => {
  it('begins no second turn while one is under way, and goes on after it', async () => {
    const { work, end } = slowWork()
    const stop = periodically(1000, work, unexpected)
    await vi.advanceTimersByTimeAsync(3500)
    expect(work).toHaveBeenCalledTimes(1)
    end()
    await vi.advanceTimersByTimeAsync(1000)
    expect(work).toHaveBeenCalledTimes(2)
    end()
    await stop()
  })

  it('tells of a turn that failed, and tries the next one', async () => {
    const failed = vi.fn()
    const work = vi.fn().mockRejectedValueOnce(new Error('no database')).mockResolvedValue(undefined)
    const stop = periodically(1000, work, failed)
    await vi.advanceTimersByTimeAsync(2000)
    expect(failed).toHaveBeenCalledExactlyOnceWith(new Error('no database'))
    expect(work).toHaveBeenCalledTimes(2)
    await stop()
  })

  it('once stopped, waits for the turn under way and begins none', async () => {
    const { work, end } = slowWork()
    const stop = periodically(1000, work, unexpected)
    await vi.advanceTimersByTimeAsync(1000)
    const stopped = vi.fn()
    const stopping = stop().finally(stopped)
    await vi.advanceTimersByTimeAsync(5000)
    expect([work.mock.calls.length, stopped.mock.calls.length]).toEqual([1, 0])
    end()
    await stopping
    expect(stopped).toHaveBeenCalledOnce()
  })
})
