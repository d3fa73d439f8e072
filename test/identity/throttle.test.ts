import { describe, expect, it } from 'vitest'
import { MemoryThrottle } from '../../src/identity/throttle.ts'

const MINUTE = 60_000

describe('the throttle', () => {
  it('doubles the wait after the tenth attempt, up to 15 minutes, and never locks out for good', () => {
    const throttle = new MemoryThrottle()
    let now = 0
    for (let at = 0; at < 10; at++) expect(throttle.attempt('ada', `source ${at}`, now)).toBe(0)
    const waits: number[] = []
    for (let at = 0; at < 9; at++) {
      const wait = throttle.attempt('ada', 'elsewhere', now)
      waits.push(wait)
      now += wait * 1000
      expect(throttle.attempt('ada', 'elsewhere', now)).toBe(0)
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('does not push those who wait further back', () => {
    const throttle = new MemoryThrottle()
    for (let at = 0; at < 10; at++) throttle.attempt('ada', 'mallory', 0)
    for (let second = 0; second < 15; second++) throttle.attempt('ada', 'mallory', second * 1000)
    expect(throttle.attempt('ada', 'ada at home', 15_000)).toBe(0)
  })

  it('forgets after a quarter of an hour without attempts', () => {
    const throttle = new MemoryThrottle()
    for (let at = 0; at < 9; at++) throttle.attempt('ada', 'home', 0)
    for (let at = 0; at < 9; at++) expect(throttle.attempt('ada', 'home', 15 * MINUTE)).toBe(0)
  })

  it('counts a source over all accounts, and a success takes nothing off it', () => {
    const throttle = new MemoryThrottle({ perAccount: 10, perSource: 20 })
    for (let at = 0; at < 20; at++) {
      throttle.attempt(`account ${at}`, 'sprayer', 0)
      throttle.succeeded(`account ${at}`)
    }
    expect(throttle.attempt('account 99', 'sprayer', 0)).toBeGreaterThan(0)
    expect(throttle.attempt('account 99', 'somebody else', 0)).toBe(0)
  })
})
