/** Takes out of the side tables what has ended long ago, so that they do not grow for ever. The journal is not touched. */
import {
  forgetDenials,
  forgetDeviceLogins,
  forgetDiagnoses,
  forgetLinks,
  forgetMail,
  forgetRevocations,
  forgetSessions,
  forgetSsoFlows,
  forgetThrottle,
  type Write,
} from '../store/store.ts'
import { KEPT_PER_ORGANIZATION, keptSince } from './denials/kept-since.ts'
import type { Deps } from './deps.ts'
import { periodically } from './periodically.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Sessions are kept a year: they say when somebody last signed in. No session or token lives longer. */
const KEPT = 366 * DAY
/** A link that ended answers for a while that it has. */
const LINKS_KEPT = 30 * DAY
/** What became of a letter; what it said went when it was settled. */
const MAIL_KEPT = 90 * DAY
/** Diagnoses and bundles, after the last look at them. */
const DIAGNOSES_KEPT = 90 * DAY

export function outdated(deps: Pick<Deps, 'store' | 'denialDays'>, now: number): Write[] {
  const { build } = deps.store
  return [
    ...forgetSessions(build, now - KEPT),
    ...forgetRevocations(build, now - 2 * KEPT),
    ...forgetLinks(build, now - LINKS_KEPT),
    ...forgetMail(build, now - MAIL_KEPT),
    ...forgetThrottle(build, now),
    ...forgetDeviceLogins(build, now - DAY),
    ...forgetSsoFlows(build, now - DAY),
    ...forgetDenials(build, keptSince(deps, now), KEPT_PER_ORGANIZATION),
    ...forgetDiagnoses(build, now - DIAGNOSES_KEPT),
  ]
}

/** Runs every hour until it is stopped. */
export function keepHouse(
  deps: Pick<Deps, 'store' | 'clock' | 'logger' | 'denialDays'>,
): () => Promise<void> {
  const tidy = async (): Promise<void> => {
    const { outcome } = await deps.store.write(outdated(deps, deps.clock()))
    if (outcome !== 'committed') deps.logger.error({ outcome }, 'cannot remove what is outdated')
  }
  return periodically(HOUR, tidy, (err) => deps.logger.error({ err }, 'cannot remove what is outdated'))
}
