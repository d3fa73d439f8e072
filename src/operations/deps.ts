/** What the use cases work with: what the composition root supplies, and the living parts made of it. */
import { OidcClients } from '../identity/oidc.ts'
import { PasswordHashes } from '../identity/password-hash.ts'
import type { Store } from '../store/store.ts'
import { ActivityLog } from './activity/activity-log.ts'
import type { Anchor } from './audit/anchor.ts'
import { type AuditKeys, derivedAuditKeys } from './audit/audit-key.ts'
import { DenialLog } from './denials/denial-log.ts'
import { Errands } from './errands.ts'
import { Following } from './following.ts'
import { createIds } from './ids.ts'
import type { Logger } from './logger.ts'
import type { Mailer } from './mail/mailer.ts'
import { Organizations } from './organizations.ts'
import { CutStates } from './past/cut-states.ts'
import { PastSnapshots } from './past/past-snapshots.ts'
import { StateCheckpoints } from './past/state-checkpoints.ts'
import { Sessions } from './sessions.ts'
import { SOURCE_RULES, type SourceRules } from './sources/source-rules.ts'
import { outboundRules, SSO_RULES, type SsoRules } from './sso/sso-rules.ts'
import { Throttle } from './throttle.ts'

/** What the composition root supplies. */
export type Supplies = {
  readonly store: Store
  /** Epoch milliseconds. */
  readonly clock: () => number
  /** `newId('rol')` → `rol_…`; made from the clock where it is not given. */
  readonly newId?: (prefix: string) => string
  /** At least 32 bytes; signs cursors. */
  readonly secretKey: Uint8Array
  /** Where people reach the console, without a slash at the end: links are built from it, never from a request. */
  readonly publicUrl: string
  readonly logger: Logger
  /** Sign checkpoints of the audit log; made from `secretKey` where they are not given. */
  readonly auditKeys?: AuditKeys
  /** Where checkpoints are kept outside the database. */
  readonly anchor?: Anchor | undefined
  /** Days for which activity is kept; for ever where it is not given. */
  readonly activityDays?: number | undefined
  /** Days for which the journal is kept; for ever where it is not given. */
  readonly journalDays?: number | undefined
  /** Days for which the reference of a denial stands for something; 30 where it is not given. */
  readonly denialDays?: number | undefined
  /** What repositories sources may be connected to; public ones over https and ssh where it is not given. */
  readonly sources?: SourceRules
  /** Where single sign-on may lead; to the public internet over https where it is not given. */
  readonly sso?: SsoRules
  /** Carries letters; `undefined` where there is no mail server. */
  readonly mail?: Mailer | undefined
}

/** Of what may be missing, everybody is told that it is. */
type Supplied = {
  readonly [K in keyof Required<Supplies>]: K extends Optional ? Supplies[K] : Required<Supplies>[K]
}
type Optional = 'anchor' | 'activityDays' | 'journalDays' | 'denialDays' | 'mail'

export type Deps = Supplied & {
  /** For what happened and changes no access: `deps.activity.note(entry)`. */
  readonly activity: ActivityLog
  /** What was refused, under its reference. */
  readonly denials: DenialLog
  readonly organizations: Organizations
  readonly sessions: Sessions
  readonly following: Following
  readonly past: PastSnapshots
  readonly states: StateCheckpoints
  readonly cuts: CutStates
  readonly throttle: Throttle
  /** Speaks to sign-in providers. */
  readonly oidc: OidcClients
  readonly passwords: PasswordHashes
  /** What is done after the answer, so that its time tells nothing. */
  readonly errands: Errands
  /** What is only noted then; a flood of it drops nothing else. */
  readonly notes: Errands
}

/** Puts the living parts together. `deps.following.start()` follows other writers; `close` ends that. */
export function assemble(supplies: Supplies): Deps {
  const { store, logger, clock } = supplies
  const organizations = new Organizations(store)
  const sessions = new Sessions(store, organizations)
  const newId = supplies.newId ?? createIds(clock)
  const auditKeys = supplies.auditKeys ?? derivedAuditKeys(supplies.secretKey)
  const cuts = new CutStates(store, auditKeys.verify)
  const states = new StateCheckpoints({ store, secretKey: supplies.secretKey, logger })
  return {
    anchor: undefined,
    activityDays: undefined,
    journalDays: undefined,
    denialDays: undefined,
    mail: undefined,
    sources: SOURCE_RULES,
    sso: SSO_RULES,
    ...supplies,
    newId,
    auditKeys,
    activity: new ActivityLog({ store, clock, newId, logger }),
    denials: new DenialLog({ store, organizations, logger, clock }),
    organizations,
    sessions,
    following: new Following({ store, organizations, sessions, logger }),
    past: new PastSnapshots(store, { states, cuts }),
    states,
    cuts,
    throttle: new Throttle(store, supplies.secretKey),
    oidc: new OidcClients(outboundRules(supplies.sso ?? SSO_RULES, supplies.publicUrl), clock),
    passwords: new PasswordHashes(),
    errands: new Errands(logger),
    notes: new Errands(logger),
  }
}
