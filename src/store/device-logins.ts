/** Sign-ins of programs through a browser: found by the hash of the secret device code, or of the code that people see. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { one, type Write } from './statement.ts'
import type { DeviceLoginRow } from './tables.ts'

export type DeviceLogin = {
  /** SHA-256 of the device code, hexadecimal. */
  readonly deviceHash: string
  /** Keyed hash of the user code: there are too few of those for a plain one. */
  readonly userCodeHash: string
  readonly client: string
  readonly device?: string
  readonly address: string
  readonly createdAt: number
  readonly expiresAt: number
  /** Milliseconds between polls; longer after each that came too early. */
  readonly interval: number
  readonly polledAt?: number
  readonly state: 'pending' | 'approved' | 'denied' | 'collected'
  /** Id of the session that saw last who asks: it alone decides. */
  readonly shownTo?: string
  /** Id of the session that decided, and its account's epoch then. */
  readonly session?: string
  readonly epoch?: number
}

/** A user code that is in use is a `conflict` on `device_logins.user_code_hash`. */
export function createDeviceLogin(build: Builder, login: DeviceLogin): Write[] {
  return [
    build.insert('device_logins', {
      device_hash: login.deviceHash,
      user_code_hash: login.userCodeHash,
      client: login.client,
      device: login.device ?? null,
      address: login.address,
      created_at: login.createdAt,
      expires_at: login.expiresAt,
      interval: login.interval,
      polled_at: null,
      state: login.state,
      shown_to: null,
      session: null,
      epoch: null,
    }),
  ]
}

export async function deviceLogin(
  store: Store,
  by: { readonly deviceHash: string } | { readonly userCodeHash: string },
): Promise<DeviceLogin | undefined> {
  const query = store.build.from.selectFrom('device_logins').selectAll()
  const row = await store.first(
    'deviceHash' in by
      ? query.where('device_hash', '=', by.deviceHash)
      : query.where('user_code_hash', '=', by.userCodeHash),
  )
  return row && loginOf(row)
}

/** How many are waiting: from one address, and in all. */
export async function waitingDeviceLogins(
  store: Store,
  address: string,
  now: number,
): Promise<{ readonly fromAddress: number; readonly all: number }> {
  const row = await store.first(
    store.build.from
      .selectFrom('device_logins')
      .select((eb) => [
        eb.fn.countAll<number>().as('all'),
        eb.fn.count<number>(eb.case().when('address', '=', address).then(1).end()).as('mine'),
      ])
      .where('expires_at', '>', now),
  )
  return { fromAddress: row?.mine ?? 0, all: row?.all ?? 0 }
}

/** Counts a poll; one that comes before its time is a `conflict` on `device_logins.polled`. */
export function pollDeviceLogin(build: Builder, { deviceHash, interval }: DeviceLogin, at: number): Write[] {
  const update = build.from
    .updateTable('device_logins')
    .set({ polled_at: at })
    .where('device_hash', '=', deviceHash)
    .where((eb) => eb.or([eb('polled_at', 'is', null), eb('polled_at', '<=', at - interval)]))
  return [one(update.compile(), 'device_logins.polled')]
}

export function slowDeviceLogin(build: Builder, deviceHash: string, by: number): Write[] {
  const update = build.from
    .updateTable('device_logins')
    .set(({ eb }) => ({ interval: eb('interval', '+', by) }))
    .where('device_hash', '=', deviceHash)
  return [update.compile()]
}

/** Says which session has seen who asks. */
export function bindDeviceLogin(build: Builder, deviceHash: string, session: string): Write[] {
  return [build.update('device_logins', { device_hash: deviceHash, state: 'pending' }, { shown_to: session })]
}

export type Decision = {
  readonly state: 'approved' | 'denied'
  readonly session: string
  readonly epoch: number
  readonly at: number
}

/** Only the session that saw who asks decides, once, in time; else a `conflict` on `device_logins.pending`. */
export function decideDeviceLogin(build: Builder, deviceHash: string, decision: Decision): Write[] {
  const { state, session, epoch, at } = decision
  const update = build.from
    .updateTable('device_logins')
    .set({ state, session, epoch })
    .where('device_hash', '=', deviceHash)
    .where('state', '=', 'pending')
    .where('shown_to', '=', session)
    .where('expires_at', '>', at)
  return [one(update.compile(), 'device_logins.pending')]
}

/** Of two that collect at the same time one does; else a `conflict` on `device_logins.approved`. */
export function collectDeviceLogin(build: Builder, deviceHash: string): Write[] {
  const set = { state: 'collected' }
  return [
    one(
      build.update('device_logins', { device_hash: deviceHash, state: 'approved' }, set),
      'device_logins.approved',
    ),
  ]
}

/** Removes those that expired before an instant. */
export function forgetDeviceLogins(build: Builder, before: number): Write[] {
  return [build.from.deleteFrom('device_logins').where('expires_at', '<', before).compile()]
}

function loginOf(row: DeviceLoginRow): DeviceLogin {
  return {
    deviceHash: row.device_hash,
    userCodeHash: row.user_code_hash,
    client: row.client,
    ...(row.device !== null && { device: row.device }),
    address: row.address,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    interval: row.interval,
    ...(row.polled_at !== null && { polledAt: row.polled_at }),
    state: row.state as DeviceLogin['state'],
    ...(row.shown_to !== null && { shownTo: row.shown_to }),
    ...(row.session !== null && { session: row.session }),
    ...(row.epoch !== null && { epoch: row.epoch }),
  }
}
