/**
 * The audit log as events of the Open Cybersecurity Schema Framework 1.3, one line of JSON each: sign-ins are
 * Authentication (3002), what happens to people Account Change (3001), everything else API Activity (6003).
 */
import type { Deps } from '../../deps.ts'
import { type Entry, type EntryAnswer, entryAnswer } from '../entry.ts'
import { type Exported, pages } from './exported.ts'

const VERSION = '1.3.0'

type Mapped = {
  readonly classUid: 3001 | 3002 | 6003
  readonly activityId: number
  readonly failed?: boolean
}

export async function* ocsfLines(deps: Deps, exported: Exported): AsyncGenerator<string> {
  const { organization, name } = exported
  for await (const { entries, known } of pages(deps, exported)) {
    yield entries
      .map(
        (entry) => `${JSON.stringify(ocsfEvent(entry, entryAnswer(entry, known), { organization, name }))}\n`,
      )
      .join('')
  }
}

type Place = { readonly organization: string; readonly name: string }

/** One event. Times are epoch milliseconds, as OCSF wants them. */
export function ocsfEvent(entry: Entry, shown: EntryAnswer, { organization, name }: Place): object {
  const { classUid, activityId, failed = false } = mappingOf(shown)
  const { actor } = shown
  const user = {
    ...(actor.id !== null && { uid: actor.id }),
    ...(actor.email !== undefined && { email_addr: actor.email }),
    ...(actor.type === 'system' ? { name: 'system' } : {}),
    type_id: actor.type === 'user' ? 1 : actor.type === 'automation' ? 3 : 99,
    org: { uid: organization, name },
  }
  return {
    class_uid: classUid,
    category_uid: Math.floor(classUid / 1000),
    activity_id: activityId,
    type_uid: classUid * 100 + activityId,
    time: entry.record.at,
    severity_id: failed ? 2 : 1,
    status_id: failed ? 2 : 1,
    message: shown.command ?? shown.type,
    metadata: {
      version: VERSION,
      uid: `${organization}/${shown.log}/${shown.id}`,
      event_code: shown.type,
      ...(shown.sequence !== null && { sequence: shown.sequence }),
      log_name: shown.log,
      product: { name: 'Compartment', vendor_name: 'Compartment' },
      ...(shown.change !== null && { correlation_uid: `${organization}/change/${shown.change}` }),
    },
    actor: { user, ...(actor.session !== undefined && { session: { uid: actor.session } }) },
    ...(actor.address !== undefined && { src_endpoint: { ip: actor.address } }),
    ...particulars(classUid, shown, user),
    unmapped: {
      data: shown.data,
      hash: shown.hash,
      ...(shown.reason !== undefined && { reason: shown.reason }),
    },
  }
}

function particulars(classUid: Mapped['classUid'], shown: EntryAnswer, user: object): object {
  if (classUid === 3002) {
    const { method } = shown.data as { readonly method?: unknown }
    const about = personIn(shown)
    return {
      user: about === undefined ? user : { uid: about },
      service: { name: 'Compartment' },
      ...(typeof method === 'string' && { auth_protocol: method, auth_protocol_id: 99 }),
    }
  }
  if (classUid === 3001) return { user: { uid: personIn(shown) ?? 'unknown' } }
  return {
    api: { operation: shown.command ?? shown.type, service: { name: 'Compartment' } },
    // API Activity has it as required: what is done on the server's own machine has no address.
    ...(shown.actor.address === undefined && { src_endpoint: { name: 'localhost' } }),
    resources: [{ type: shown.type.split('.')[0], data: shown.data }],
  }
}

const AUTHENTICATION: Readonly<Record<string, Mapped>> = {
  'session.started': { classUid: 3002, activityId: 1 },
  'session.ended': { classUid: 3002, activityId: 2 },
  'sign_in.failed': { classUid: 3002, activityId: 1, failed: true },
}

/** 1 create, 2 enable, 3 password change, 4 password reset, 5 disable, 6 delete, 7 and 8 policies, 99 other. */
const ACCOUNT: Readonly<Record<string, number>> = {
  'member.added': 1,
  'member.activated': 2,
  'member.unblocked': 2,
  'password.changed': 3,
  'password.reset.requested': 4,
  'member.blocked': 5,
  'member.removed': 6,
  'assignment.created': 7,
  'assignment.deleted': 8,
  'group.member.added': 7,
  'group.member.removed': 8,
  'member.beta_access.changed': 99,
  'sign_in_path.changed': 99,
  'admin.recovered': 99,
}

/** 1 create, 2 read, 3 update, 4 delete, 99 other; by the last word of the type. */
const API: Readonly<Record<string, number>> = {
  created: 1,
  added: 1,
  queued: 1,
  started: 1,
  shown: 2,
  read: 2,
  exported: 2,
  changed: 3,
  updated: 3,
  resent: 3,
  accepted: 3,
  archived: 3,
  unarchived: 3,
  applied: 3,
  deleted: 4,
  removed: 4,
  cancelled: 4,
  revoked: 4,
  cut: 4,
}

function mappingOf(shown: EntryAnswer): Mapped {
  const { type } = shown
  const signIn = AUTHENTICATION[type]
  if (signIn !== undefined) return signIn
  const account = ACCOUNT[type]
  // A role that is given to a group is no change of an account.
  if (account !== undefined && personIn(shown) !== undefined) return { classUid: 3001, activityId: account }
  const word = type.split('.').at(-1)!
  return { classUid: 6003, activityId: API[word] ?? 99, failed: word === 'denied' || word === 'failed' }
}

type Named = {
  readonly principal?: string
  readonly account?: string
  readonly member?: { readonly id: string }
  readonly seat?: { readonly principal: string }
  readonly assignment?: { readonly subject: { readonly type: string; readonly id: string } }
}

/** Whose account it is about. */
function personIn({ data }: EntryAnswer): string | undefined {
  const { principal, account, member, seat, assignment } = data as Named
  const subject = assignment?.subject.type === 'user' ? assignment.subject.id : undefined
  return principal ?? account ?? member?.id ?? seat?.principal ?? subject
}
