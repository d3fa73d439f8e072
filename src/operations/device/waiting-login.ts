/** The sign-in behind a code that somebody typed. Guesses are counted; what is wrong about a code nobody is told. */
import { refuse } from '../../core/index.ts'
import { type DeviceLogin, deviceLogin } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'
import { hashUserCode, userCodeIn } from './user-code.ts'

export type Waiting = { readonly login: DeviceLogin; readonly userCode: string; readonly session: string }

/** @throws Refused THROTTLED, NOT_FOUND */
export async function waitingLogin(deps: Deps, given: string, call: Call): Promise<Waiting> {
  const { account, session } = callerOf(call)
  // Right ones count too: a code of one's own must not buy more guesses at others'.
  const wait = await deps.throttle.code(account, call.address, call.now)
  if (wait > 0) {
    throw new Refused(refuse('THROTTLED', 'too many codes were tried: wait and try again'), {
      retryAfter: wait,
    })
  }
  const userCode = userCodeIn(given)
  const userCodeHash = userCode === undefined ? undefined : hashUserCode(deps.secretKey, userCode)
  const login = userCodeHash === undefined ? undefined : await deviceLogin(deps.store, { userCodeHash })
  const waits = login?.state === 'pending' && call.now < login.expiresAt
  if (!waits || userCode === undefined || session === undefined) throw noSuchCode()
  return { login, userCode, session }
}

export function noSuchCode(): Refused {
  return new Refused(
    refuse('NOT_FOUND', 'no sign-in waits for this code: it is mistyped, was decided, or has expired', {
      field: '/user_code',
    }),
  )
}
