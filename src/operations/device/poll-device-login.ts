/**
 * A program asks whether somebody has agreed. It gets a session of its own, once: with the method, provider and
 * organization of the session that agreed, and no longer than that one would have lasted.
 */
import type { Unparsed } from '../../contract/table.ts'
import { hashSecret, isSecret } from '../../identity/secrets.ts'
import {
  type Account,
  accountById,
  collectDeviceLogin,
  copyClosures,
  pollDeviceLogin as countPoll,
  type DeviceLogin,
  deviceLogin,
  type Session,
  sessionById,
  slowDeviceLogin,
} from '../../store/store.ts'
import { type Begun, beginLike } from '../account/begin-session.ts'
import { organizationIds } from '../account/own-organizations.ts'
import { activity } from '../activity/record.ts'
import { instant } from '../answers/instants.ts'
import type { Call, UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'

type Answer = Unparsed<'pollDeviceLogin'>

/** Milliseconds that are added to the interval with each poll that comes too early. */
const SLOWER = 5000

export function pollDeviceLogin(deps: Deps): UseCase<'pollDeviceLogin'> {
  return async ({ body }, call) => {
    const { store } = deps
    const isOne = isSecret('device', body.device_code)
    const deviceHash = hashSecret(body.device_code)
    const login = isOne ? await deviceLogin(store, { deviceHash }) : undefined
    // Whoever guesses learns nothing: what never was, was collected or has expired looks alike.
    if (login === undefined || login.state === 'collected' || call.now >= login.expiresAt)
      return { answer: { state: 'expired_token' } }
    const { outcome } = await store.write(countPoll(store.build, login, call.now))
    if (outcome === 'conflict') return { answer: await slower(deps, login) }
    if (outcome !== 'committed') throw notWritten()
    if (login.state === 'pending')
      return { answer: { state: 'authorization_pending', interval: login.interval / 1000 } }
    if (login.state === 'denied') return { answer: { state: 'access_denied' } }
    return { answer: await collect(deps, login, call), secret: true }
  }
}

async function slower({ store }: Deps, { deviceHash, interval }: DeviceLogin): Promise<Answer> {
  const { outcome } = await store.write(slowDeviceLogin(store.build, deviceHash, SLOWER))
  if (outcome !== 'committed') throw notWritten()
  return { state: 'slow_down', interval: (interval + SLOWER) / 1000 }
}

async function collect(deps: Deps, login: DeviceLogin, call: Call): Promise<Answer> {
  const { store } = deps
  const approver = await sessionById(store, login.session!)
  const account = approver && (await accountById(store, approver.account))
  // What ended the session that agreed, or all of the account's, ends what it agreed to.
  const stands =
    approver !== undefined &&
    approver.revokedAt === undefined &&
    call.now < Math.min(approver.idleExpiresAt, approver.absoluteExpiresAt) &&
    account?.epoch === login.epoch
  if (!stands || account === undefined) return { state: 'access_denied' }
  const begun = sessionOf(deps, login, approver, account, call)
  const organization = approver.organization && (await deps.organizations.withId(approver.organization))
  const { outcome } = await store.write([
    ...collectDeviceLogin(store.build, login.deviceHash),
    ...begun.writes,
    copyClosures(store.build, approver.id, begun.id),
    ...activity(deps, {
      type: 'session.started',
      organization: await organizationIds(deps, account.id),
      actor: { account: account.id, type: 'user', session: begun.id, address: call.address },
      at: call.now,
      data: { session: begun.id, method: 'device', device: login.client },
    }),
  ])
  if (outcome === 'conflict') return { state: 'expired_token' }
  if (outcome !== 'committed') throw notWritten()
  return {
    state: 'approved',
    user: { id: account.id, email: account.email },
    ...(organization && { organization: organization.name }),
    token: begun.token,
    expires_at: instant(begun.expiresAt),
  }
}

function sessionOf(
  deps: Deps,
  { client, device, address }: DeviceLogin,
  approver: Session,
  { id: account, epoch }: Account,
  { now }: Call,
): Begun {
  const { method, provider, organization, claims, createdAt, absoluteExpiresAt } = approver
  const idle = approver.idleExpiresAt - approver.lastUsedAt
  return beginLike(deps, {
    account,
    method,
    ...(provider !== undefined && { provider }),
    ...(organization !== undefined && { organization }),
    ...(claims !== undefined && { claims }),
    // Agreeing is no sign-in: whatever asks for a fresh one looks at this.
    createdAt,
    lastUsedAt: now,
    idleExpiresAt: now + idle,
    absoluteExpiresAt,
    address,
    device: device === undefined ? client : `${client} on ${device}`,
    epoch,
  })
}
