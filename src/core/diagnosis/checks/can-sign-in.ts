/**
 * Check 3: can they sign in? Told from what happened lately: who has got in, or is in, can; who was refused since cannot.
 * Where nobody has tried, nothing tells: whether they know their password is known to them alone.
 */
import { accountProblem, signUpProblem } from '../../decision/standing.ts'
import type { Case, SignInFacts } from '../case.ts'
import {
  type Check,
  type Evidence,
  fact,
  failed,
  type Judgement,
  type Leaf,
  passed,
  type Step,
} from '../check.ts'
import { groupEvidence, withoutGroups } from '../provider-groups.ts'
import { refusedWords } from '../refused-words.ts'
import { counted, letterWords, listed, NO_MAIL_SERVER, personWord, when } from '../wording.ts'
import { waysIn } from './signed-up.ts'

/** How far back attempts count: milliseconds. */
export const RECENT = 24 * 3_600_000
const MINUTE = 60_000

const FIND_RESET =
  'Please find the mail with the link that sets a new password, in the spam folder too, follow it, and tell me whether you get in.'

const THROTTLED: Leaf = {
  code: 'THROTTLED',
  advice: 'They wait until the time is over, and then try once. It never locks anybody out for good.',
  step: ({ facts: { signIn } }) => ({
    text: `Have them wait until ${when(signIn?.throttledUntil ?? 0)} without trying, and then sign in once.`,
  }),
  ask: ({ facts: { signIn }, now }) => {
    const minutes = Math.max(1, Math.ceil(((signIn?.throttledUntil ?? now) - now) / MINUTE))
    return `Please wait ${counted(minutes, 'minute')} without trying, then sign in once and tell me what happens.`
  },
}

const RESET_NOT_APPLICABLE: Leaf = {
  code: 'RESET_NOT_APPLICABLE',
  advice: 'They try a password where there is none: they sign in with single sign-on. No reset helps.',
  step: (one) => {
    const { providers } = waysIn(one)
    return {
      text: `Have them sign in with ${listed(providers)} at ${one.facts.signInUrl}: no password opens this organization for them, and no reset changes that.`,
    }
  },
  ask: () => 'Please sign in with single sign-on in place of a password, and tell me what you see.',
}

const BAD_CREDENTIAL: Leaf = {
  code: 'BAD_CREDENTIAL',
  advice: 'They use *Forgot password* on the sign-in page; or `compartment user reset-password`.',
  step: resetStep,
  ask: (one) => (isResetUnderWay(one) ? FIND_RESET : newPassword(one)),
}

const NO_GROUP_CLAIMS: Leaf = {
  code: 'NO_GROUP_CLAIMS',
  advice:
    'The provider has to name their groups in the claim that is read, and perhaps with one more scope. Then they sign out and in once.',
  step: (one) => {
    const provider = withoutGroups(one)
    const claim = provider?.oidc?.claims.groups ?? 'groups'
    return {
      text: `Look at \`${provider?.displayName ?? 'the provider'}\`: it named no groups, where \`${claim}\` is read. Have it send them, then have them sign out and in once.`,
      command: {
        lines: [['sso', 'oidc', 'list']],
        permissions: ['organization.auth.manage'],
        scope: 'organization',
      },
    }
  },
  ask: () =>
    'Once I tell you that it is set right, please sign out, sign in again with single sign-on, and tell me whether it works.',
}

const CANNOT_TELL: Leaf = {
  code: 'CANNOT_TELL',
  advice: 'Nothing stands in their way that is recorded here: password reset is the next move.',
  step: (one) =>
    one.facts.signIn === undefined
      ? { text: 'Ask about now: how somebody signed in is not known of the past.' }
      : usesPassword(one)
        ? resetStep(one)
        : {
            text: `Have them sign in with ${listed(waysIn(one).providers)} at ${one.facts.signInUrl}, and ask again when they have tried.`,
          },
  ask: (one) => (isResetUnderWay(one) ? FIND_RESET : usesPassword(one) ? newPassword(one) : TRY_ONCE),
}

const TRY_ONCE = 'Please sign in once more now, and tell me the exact message that you see.'

export const canSignIn: Check = {
  id: 'sign_in',
  title: 'Can they sign in?',
  checked: () => 'your latest attempts to sign in',
  judge,
  leaves: [THROTTLED, RESET_NOT_APPLICABLE, BAD_CREDENTIAL, NO_GROUP_CLAIMS, CANNOT_TELL],
}

function judge(one: Case): Judgement {
  const { snapshot, principal, member, facts, now } = one
  const early = accountProblem(snapshot, principal, member)
  if (member === undefined || early !== undefined || signUpProblem(snapshot, member, now) !== undefined)
    return { status: 'not_reached', evidence: [fact('Before that, the account has to be usable here.')] }
  if (member.type === 'automation')
    return { status: 'not_applicable', evidence: [fact('An automation account does not sign in.')] }
  const { signIn } = facts
  if (signIn === undefined) {
    const text = 'How they signed in then is not known: attempts and sessions are known of now alone.'
    return { status: 'unknown', code: 'CANNOT_TELL', evidence: [fact(text)] }
  }
  const evidence = evidenceOf(one, signIn)
  const isIn = signIn.sessions.length > 0
  // Whoever is signed in need not sign in for anything else.
  if (isIn && one.goal.kind !== 'sign_in')
    return withoutGroups(one) === undefined ? passed(...evidence) : failed('NO_GROUP_CLAIMS', ...evidence)
  if (signIn.throttledUntil !== undefined && signIn.throttledUntil > now)
    return failed('THROTTLED', ...evidence)
  if (wrongSince(one, signIn).length > 0)
    return failed(usesPassword(one) ? 'BAD_CREDENTIAL' : 'RESET_NOT_APPLICABLE', ...evidence)
  const { lastSignInAt = 0, passwordSetAt = 0 } = signIn
  // Getting in with the password before this one says nothing about this one.
  const cameIn = lastSignInAt > now - RECENT && lastSignInAt >= passwordSetAt
  if (isIn || cameIn) return passed(...evidence)
  return { status: 'unknown', code: 'CANNOT_TELL', evidence }
}

/** Refused for the password, and not come in nor given a new password since. */
function wrongSince(one: Case, signIn: SignInFacts): SignInFacts['refused'] {
  const since = Math.max(signIn.lastSignInAt ?? 0, signIn.passwordSetAt ?? 0, one.now - RECENT)
  // A right password that opens nothing: here it means that passwords do not open this organization for them.
  const causes = usesPassword(one) ? ['password'] : ['password', 'no_organization']
  return signIn.refused.filter(({ at, cause }) => at > since && causes.includes(cause))
}

function usesPassword({ member, snapshot }: Case): boolean {
  return snapshot.organization.passwords && member?.signInPath.password === true
}

function isResetUnderWay({ facts: { signIn }, now }: Case): boolean {
  return signIn?.resetUntil !== undefined && signIn.resetUntil > now
}

function newPassword({ facts: { mail } }: Case): string {
  return mail
    ? 'Please choose “Forgot password” on the sign-in page, follow the link in the mail, set a new password, and tell me whether you get in.'
    : 'Once I send you a link, please set a new password with it, sign in, and tell me whether you get in.'
}

/** Password reset is the next move (F72): the mail that is under way, else *Forgot password*, else a link from an operator. */
function resetStep(one: Case): Step {
  const { facts, member } = one
  const { signIn, mail, signInUrl } = facts
  const command: Step['command'] = {
    lines: [['user', 'reset-password', personWord(one) ?? member!.id]],
    permissions: ['organization.user.credentials.reset'],
    scope: 'organization',
  }
  const elsewhere = 'That is refused where the account belongs to another organization too.'
  if (isResetUnderWay(one) && signIn?.letter?.state !== 'failed') {
    const text = `A link that sets a new password is good until ${when(signIn?.resetUntil ?? 0)}: have them find that mail, in the spam folder too. If it is lost, send another.`
    return { text, command }
  }
  if (!mail)
    return { text: `There is no mail server: issue a link that sets a new password. ${elsewhere}`, command }
  const text = `Have them choose “Forgot password” at ${signInUrl}, or send the link yourself. ${elsewhere}`
  return { text, command }
}

function evidenceOf(one: Case, signIn: SignInFacts): Evidence[] {
  const { names, reader, facts, now } = one
  const { lastSignInAt, sessions, refused, throttledUntil, resetUntil, letter } = signIn
  const [latest] = sessions
  const wrong = refused.filter(({ at }) => at > (lastSignInAt ?? 0))
  return [
    lastSignInAt === undefined
      ? fact(`No sign-in of ${names.principal} is on record.`)
      : fact(`${names.principal} last signed in on ${when(lastSignInAt)}.`),
    ...(latest === undefined
      ? []
      : [
          fact(
            `${counted(sessions.length, 'session opens', 'sessions open')} this organization, the latest since ${when(latest.createdAt)}.`,
            ...sessions.map(({ id }) => id),
          ),
        ]),
    ...groupEvidence(one),
    ...refusedWords(wrong, reader.attempts),
    ...(throttledUntil !== undefined && throttledUntil > now
      ? [fact(`After too many attempts they have to wait until ${when(throttledUntil)}.`)]
      : []),
    ...(usesPassword(one) && resetUntil !== undefined && resetUntil > now
      ? [fact(`A link that sets a new password is in force until ${when(resetUntil)}.`)]
      : []),
    // A letter from before the present password has done its work.
    ...(letter === undefined || letter.at < (signIn.passwordSetAt ?? 0)
      ? []
      : [fact(letterWords(letter), letter.id)]),
    ...(facts.mail || !usesPassword(one) ? [] : [fact(NO_MAIL_SERVER)]),
  ]
}
