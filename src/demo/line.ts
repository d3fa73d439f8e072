/** A line of the demo's story: on which day, in which organization, who does what, and why. */
import type { Stage } from './stage.ts'

/** When and by whom something is done. */
export type Moment = {
  readonly organization: string
  /** Completes `kim` to an address. */
  readonly domain: string
  /** Address of who does it; absent for the system. */
  readonly by?: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly because?: string
  /** What it does to people beyond what was asked for was seen and accepted. */
  readonly knowingly?: true
}

export type Deed = (stage: Stage, moment: Moment) => Promise<void>

export type Line = Omit<Moment, 'at'> & {
  /** How many days before today. */
  readonly day: number
  readonly deed: Deed
}

type Circumstances = Pick<Moment, 'because' | 'knowingly'>

/** How lines of one organization are written. */
export function linesOf(organization: string, domain: string) {
  return {
    line: (day: number, by: string, deed: Deed, circumstances: Circumstances = {}): Line => ({
      day,
      organization,
      domain,
      by: addressOf(by, domain),
      deed,
      ...circumstances,
    }),
    /** What nobody in particular does. */
    bySystem: (day: number, deed: Deed): Line => ({ day, organization, domain, deed }),
  }
}

/** @param who `kim`, or the whole address of somebody from elsewhere */
export function addressOf(who: string, domain: string): string {
  return who.includes('@') ? who : `${who}@${domain}`
}
