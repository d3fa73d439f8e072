/** A program begins to sign in through a browser. Nothing is opened by it; so many from one address may wait at once. */
import { refuse } from '../../core/index.ts'
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { createDeviceLogin, waitingDeviceLogins } from '../../store/store.ts'
import { plainText } from '../account/device-name.ts'
import { activity, actorOf } from '../activity/record.ts'
import { instant } from '../answers/instants.ts'
import type { Call, UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { hashUserCode, newUserCode } from './user-code.ts'

const LIFETIME = 10 * 60_000
const INTERVAL = 5000
const WAITING_FROM_ADDRESS = 20
const WAITING = 100_000
/** A code that is in use is not given out a second time. */
const TRIES = 5

export function startDeviceLogin(deps: Deps): UseCase<'startDeviceLogin'> {
  return async ({ body }, call) => {
    await requireRoom(deps, call)
    const { address, now } = call
    const deviceCode = newSecret('device')
    const client = plainText(body.client)
    if (client === '') throw new Refused(refuse('INVALID', 'say what asks', { field: '/client' }))
    const device = plainText(body.device ?? '')
    const login = {
      deviceHash: hashSecret(deviceCode),
      client,
      ...(device !== '' && { device }),
      address,
      createdAt: now,
      expiresAt: now + LIFETIME,
      interval: INTERVAL,
      state: 'pending',
    } as const
    for (let tries = 0; tries < TRIES; tries++) {
      const userCode = newUserCode()
      const userCodeHash = hashUserCode(deps.secretKey, userCode)
      const { outcome } = await deps.store.write([
        ...createDeviceLogin(deps.store.build, { ...login, userCodeHash }),
        ...activity(deps, {
          type: 'device_login.started',
          organization: null,
          actor: actorOf({ caller: undefined, address }),
          at: now,
          data: { client },
        }),
      ])
      if (outcome === 'conflict') continue
      if (outcome !== 'committed') throw notWritten()
      const url = `${deps.publicUrl}/device`
      const answer = {
        device_code: deviceCode,
        user_code: userCode,
        verification_url: url,
        verification_url_complete: `${url}?code=${userCode}`,
        interval: INTERVAL / 1000,
        expires_at: instant(login.expiresAt),
      }
      return { answer, secret: true }
    }
    throw notWritten()
  }
}

/** @throws Refused THROTTLED, OVERLOADED */
async function requireRoom({ store, throttle }: Deps, { address, now }: Call): Promise<void> {
  const wait = await throttle.device(address, now)
  if (wait > 0) {
    const detail = 'too many sign-ins were begun from this network: wait and try again'
    throw new Refused(refuse('THROTTLED', detail), { retryAfter: wait })
  }
  const waiting = await waitingDeviceLogins(store, address, now)
  const retryAfter = 60
  if (waiting.fromAddress >= WAITING_FROM_ADDRESS) {
    const detail = 'too many sign-ins from this address wait for a decision: wait and try again'
    throw new Refused(refuse('THROTTLED', detail), { retryAfter })
  }
  if (waiting.all >= WAITING) {
    throw new Refused(refuse('OVERLOADED', 'too many sign-ins wait for a decision'), { retryAfter })
  }
}
