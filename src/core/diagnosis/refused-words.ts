/** What is said of attempts to sign in that were refused. */
import type { RefusedAttempt } from './case.ts'
import { type Evidence, fact } from './check.ts'
import { counted, when } from './wording.ts'

const CAUSES: Readonly<Record<string, string>> = {
  password: 'the password was wrong',
  throttled: 'there had been too many',
  no_organization: 'the password opens no organization',
  unverified_email: 'the sign-in provider does not say that it has verified their address',
  unproven_account:
    'their address has an account with a password elsewhere, and nothing shows that it is theirs',
  other_identity: 'another identity at the sign-in provider is linked to their account',
  not_admitted: 'the sign-in provider vouched for them, and they were no member',
  blocked: 'they were blocked',
  invitation: 'their invitation had expired or was cancelled',
}

/** @param refused latest first. @param shown whether the reader may see attempts */
export function refusedWords(refused: readonly RefusedAttempt[], shown: boolean): Evidence[] {
  const [latest] = refused
  if (latest === undefined) return []
  if (!shown) return [fact('Refused attempts are left out: they take `organization.audit.read`.')]
  const from = latest.address === undefined ? '' : ` from ${latest.address}`
  const why = CAUSES[latest.cause] ?? latest.cause
  const count = counted(refused.length, 'attempt was', 'attempts were')
  return [fact(`${count} refused since, the latest on ${when(latest.at)}${from}: ${why}.`)]
}
