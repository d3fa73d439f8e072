/** Who asks to be signed in with a code: looked at before it is decided, so that somebody else's code is noticed. */
import { bindDeviceLogin } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { waitingLogin } from './waiting-login.ts'

export function showDeviceLogin(deps: Deps): UseCase<'showDeviceLogin'> {
  return async ({ body }, call) => {
    const { login, userCode, session } = await waitingLogin(deps, body.user_code, call)
    const { outcome } = await deps.store.write(bindDeviceLogin(deps.store.build, login.deviceHash, session))
    if (outcome !== 'committed') throw notWritten()
    const { client, device, address, createdAt, expiresAt } = login
    return {
      answer: {
        user_code: userCode,
        client,
        ...(device !== undefined && { device }),
        address,
        same_address: address === call.address,
        started_at: instant(createdAt),
        expires_at: instant(expiresAt),
      },
    }
  }
}
