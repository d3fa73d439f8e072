/**
 * What the activity log keeps: facts that change no access. A closed list; each type with the fields it may carry, so
 * that a secret has no place to stand in.
 */

type Field = string | number | boolean

/** Fields by type. People, sessions and tokens are named by id only. */
export const ACTIVITY = {
  /** Somebody signed in. `method`: password, link, oidc, saml, device, setup, demo. */
  'session.started': ['session', 'method', 'provider', 'device'],
  /** `cause`: signed_out, signed_in_again, revoked, revoked_others, password_changed, password_reset, blocked, restored. */
  'session.ended': ['session', 'account', 'cause', 'count'],
  /** `cause`: unknown, password, throttled, no_organization, second_factor, provider, and of `oidc` why nobody was let in. `account`: whose it would be. */
  'sign_in.failed': ['account', 'method', 'cause', 'provider'],
  /** An organization showed that a domain is its own. `by`: dns, operator. */
  'domain.proven': ['domain', 'by'],
  /** What a provider says of somebody's groups was not carried out: a guard stood in the way. */
  'group_sync.held_back': ['account', 'provider', 'count'],
  /** A request to our own API that was refused for want of permission. */
  'access.denied': ['operation', 'code', 'permission', 'scope'],
  /** Somebody looked into what stands in the way of `account`; of who is not here, as they were named. */
  'diagnosis.opened': ['diagnosis', 'account', 'code'],
  'diagnosis.closed': ['diagnosis', 'account', 'code', 'note'],
  /** What a check found, recorded by a person. */
  'diagnosis.recorded': ['diagnosis', 'account', 'check', 'status', 'note'],
  /** Access was widened, for the reason in the journal, while a diagnosis was open that no role helps. */
  'diagnosis.passed_over': ['diagnosis', 'account', 'code'],
  /** `override`: why, before all checks were recorded. */
  'bundle.created': ['bundle', 'diagnosis', 'account', 'override'],
  'password.changed': ['account', 'cause'],
  /** `by`: forgot_password, operator, server. */
  'password.reset.requested': ['account', 'by', 'reason'],
  /** `purpose`: activation, reset, recovery, setup. `account`: whom it is for. */
  'link.shown': ['purpose', 'account', 'invitation'],
  'link.used': ['purpose', 'account', 'invitation'],
  'mail.queued': ['mail', 'kind', 'account'],
  'mail.sent': ['mail', 'kind', 'account', 'attempts'],
  'mail.failed': ['mail', 'kind', 'account', 'attempts', 'cause'],
  'device_login.started': ['client'],
  'device_login.decided': ['client', 'decision'],
  'token.created': ['token', 'kind', 'account', 'name', 'expires_at'],
  'token.revoked': ['token', 'kind', 'account', 'name'],
  /** A secret's value was shown. */
  'secret.read': ['variable', 'project', 'environment', 'scope'],
  'audit.exported': ['format', 'filters', 'through'],
  /** On the server's own machine. */
  'admin.recovered': ['account', 'reason'],
  'backup.restored': ['taken_at', 'through'],
  /** More of the same came than is kept: these were counted only. */
  'activity.sampled': ['type', 'count', 'since'],
  /** Records up to this batch were removed when their time was over. */
  'activity.cut': ['through', 'count', 'hash'],
  /** Records of the journal up to this one were removed when their time was over. `hash`: of cut `number`. */
  'journal.cut': ['number', 'through', 'count', 'hash'],
} as const satisfies Record<string, readonly string[]>

export type ActivityType = keyof typeof ACTIVITY

export type ActivityData<T extends ActivityType> = {
  readonly [F in (typeof ACTIVITY)[T][number]]?: Field | undefined
}

export function isActivityType(text: string): text is ActivityType {
  return Object.hasOwn(ACTIVITY, text)
}

/** The fields that this type may carry, and no other; those without a value are left out. */
export function allowedFields(
  type: ActivityType,
  data: Readonly<Record<string, unknown>>,
): Record<string, Field> {
  const kept: Record<string, Field> = {}
  for (const name of ACTIVITY[type]) {
    const value = data[name]
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value))
      kept[name] = value as Field
  }
  return kept
}
