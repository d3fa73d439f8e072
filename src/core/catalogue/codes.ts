/** Every code of the system: what kind of answer it is, at which gate it falls, and what people are told. */

export type CodeClass = 'decision' | 'authentication' | 'request' | 'guard' | 'diagnosis'

export type CodeDefinition = {
  readonly class: CodeClass
  /** HTTP status of an answer that fails with it. */
  readonly status: number
  /** One line for operators: lower case, no full stop. */
  readonly operator: string
  /** One line for the person concerned: no keys, no ids, nobody else. */
  readonly person: string
}

function decision(operator: string, person: string, status = 403): CodeDefinition {
  return { class: 'decision', status, operator, person }
}
function authentication(operator: string, person: string, status = 401): CodeDefinition {
  return { class: 'authentication', status, operator, person }
}
function request(operator: string, person: string, status = 400): CodeDefinition {
  return { class: 'request', status, operator, person }
}
function guard(operator: string, person: string, status = 409): CodeDefinition {
  return { class: 'guard', status, operator, person }
}

const DECISION = {
  NO_ACCOUNT: decision('no account has this address', 'We could not find an account for you here.'),
  NOT_A_MEMBER: decision('not a member of this organization', 'You are not a member of this organization.'),
  INVITE_CANCELLED: decision('the invitation was cancelled', 'Your invitation is no longer valid.'),
  BLOCKED: decision('blocked in this organization', 'Your account is switched off in this organization.'),
  INVITE_PENDING: decision(
    'invited, but not activated yet',
    'You have an invitation that you have not accepted yet.',
  ),
  INVITE_EXPIRED: decision('the invitation has expired', 'Your invitation has expired.'),
  SSO_REQUIRED: decision(
    'has a password, but passwords are off in this organization',
    'This organization asks you to sign in with its single sign-on.',
  ),
  NO_SSO_IDENTITY: decision(
    'no identity of an enabled provider is linked',
    'Your single sign-on is not connected to this organization yet.',
  ),
  UNUSUAL_ACCOUNT: decision(
    'no password, no usable identity and no live invitation',
    'Your account cannot be used to sign in as it is.',
  ),
  UNKNOWN_SCOPE: decision('no such place', 'The place you asked for does not exist.', 404),
  PROJECT_ARCHIVED: decision('the project is archived', 'This project has been archived.'),
  SHADOWED_BY_NARROWER_SCOPE: decision(
    'a narrower grant decides here and lacks the permission; a broader one has it',
    'What you may do here is set more narrowly than elsewhere.',
  ),
  KEY_NOT_IN_ROLE: decision(
    'no role that decides here has the permission',
    'Your role here does not include this.',
  ),
  ASSIGNMENT_EXPIRED: decision(
    'an assignment that had the permission has expired',
    'Your access to this has ended.',
  ),
  ASSIGNED_ELSEWHERE: decision(
    'holds the permission at another scope, but nothing here',
    'Your access does not cover this place.',
  ),
  NO_ASSIGNMENT: decision(
    'nothing is assigned here or further out',
    'You have not been given access to this yet.',
  ),
  FLAG_OFF: decision('the feature is switched off', 'This feature is not switched on for your organization.'),
  NO_BETA_ACCESS: decision(
    'the feature is in beta and beta access is off',
    'This feature is in beta, and you are not in it yet.',
  ),
  TIER_TOO_LOW: decision(
    'the tier does not include the feature',
    'Your plan does not include this feature.',
    402,
  ),
  UNKNOWN_PERMISSION: decision('no such permission', 'We do not know what you asked for.'),
} as const

const AUTHENTICATION = {
  UNAUTHENTICATED: authentication('no valid session or token was sent', 'Please sign in.'),
  BAD_CREDENTIAL: authentication('the credentials do not match', 'E-mail or password is not right.'),
  THROTTLED: authentication('too many attempts', 'Too many attempts. Please wait a little.', 429),
  SESSION_EXPIRED: authentication('the session has expired', 'Your session has ended. Please sign in again.'),
  SESSION_STALE: authentication(
    'the session is older than what it rests on',
    'Please sign out and in again.',
  ),
  SECOND_FACTOR_REQUIRED: authentication(
    'a second factor is required',
    'Please confirm with your second factor.',
  ),
  STEP_UP_REQUIRED: authentication('a fresh sign-in is required', 'Please confirm that it is you.'),
  RESET_NOT_APPLICABLE: authentication(
    'a reset does not apply to this account',
    'A password reset cannot help here.',
    409,
  ),
  INVITE_OTHER_EMAIL: authentication(
    'the invitation is for another address',
    'This invitation was sent to a different address.',
    403,
  ),
  LINK_NOT_VALID: authentication(
    'the link was used, replaced or has expired',
    'This link no longer works. Ask for a new one.',
    400,
  ),
  SIGN_IN_NOT_COMPLETED: authentication(
    'the single sign-on was not completed',
    'Your sign-in did not finish. Please start again.',
    400,
  ),
  PROVIDER_UNREACHABLE: authentication(
    'the sign-in provider did not answer as it should',
    'The sign-in service of your organization does not answer. Please try again.',
    502,
  ),
  NO_GROUP_CLAIMS: authentication('the session carries no group claims', 'Your sign-in brought no groups.'),
  TOKEN_EXPIRED: authentication('the token has expired', 'The token has expired.'),
} as const

const REQUEST = {
  INVALID: request('the request is not valid', 'Something in the request is not right.'),
  NOT_FOUND: request('there is no such thing here', 'We could not find that.', 404),
  NOT_ALLOWED: request('you may not do this', 'You may not do this.', 403),
  TOKEN_SCOPE: request('the token does not reach this far', 'This token cannot be used for that.', 403),
  ROUTE_NOT_REGISTERED: request('no route is registered here', 'There is nothing at this address.', 404),
  ENVIRONMENT_STOPPED: request('the environment is stopped', 'This is switched off right now.', 503),
  NOT_FRESH: request('the state cannot be confirmed to be fresh', 'Please try again in a moment.', 503),
  CANNOT_TELL: request('the journal no longer goes back so far', 'This is too long ago to be told.', 410),
  REASON_REQUIRED: request('a reason is required', 'Please say why.'),
  UNKNOWN_ROLE: request('no such role', 'We do not know this role.', 404),
  ALREADY_INVITED: request('already invited', 'An invitation is already on its way.', 409),
  ALREADY_MEMBER: request('already a member', 'This person is already a member.', 409),
  NAME_TAKEN: request('the name is taken', 'This name is already in use.', 409),
  IN_USE: request('still in use', 'This is still in use.', 409),
  REMEDY_GONE: request(
    'the organization has changed since the remedy was worked out',
    'Someone changed this in the meantime.',
    409,
  ),
  STILL_RUNNING: request('the same request is still running', 'This is still under way.', 409),
  ANSWER_NOT_KEPT: request(
    'this was done, and its answer was shown once',
    'This has been done already.',
    409,
  ),
  PRECONDITION_FAILED: request(
    'it was changed in the meantime',
    'Someone changed this in the meantime.',
    412,
  ),
  IDEMPOTENCY_MISMATCH: request(
    'this idempotency key was used for another request',
    'This request was already sent differently.',
    422,
  ),
  TOO_LARGE: request('the request is too large', 'This is too large.', 413),
  OVERLOADED: request('the server is busy', 'Please try again in a moment.', 503),
  INTERNAL: request('something failed inside', 'Something went wrong on our side.', 500),
  ALREADY_SET_UP: request('there is an admin already', 'This installation is already set up.', 409),
} as const

const GUARD = {
  ESCALATION: guard(
    'you lack permissions that this would give',
    'You can only give what you have yourself.',
    403,
  ),
  LAST_ADMIN: guard('no admin would remain', 'At least one admin has to remain.'),
  WOULD_NARROW: guard(
    'someone would lose permissions without being asked about',
    'This would take access away.',
  ),
  WOULD_WIDEN: guard('someone would gain permissions without being asked about', 'This would give access.'),
  WOULD_NARROW_AND_WIDEN: guard(
    'someone would lose and someone would gain permissions',
    'This would change access.',
  ),
  SYSTEM_ROLE: guard('built-in roles cannot be changed', 'Built-in roles cannot be changed.'),
  MANAGED_IDENTITY: guard('this account is managed by what owns it', 'This account cannot be changed here.'),
  EXPECTATION_BROKEN: guard(
    'an expectation would no longer hold',
    'This would break something that was promised.',
  ),
} as const

/** Said by a diagnosis alone, and to a reader who may know both sides. */
const DIAGNOSIS = {
  WRONG_TENANT: {
    class: 'diagnosis',
    status: 404,
    operator: 'a member of another organization, not of this one',
    person: 'You are not in this organization, but in another one.',
  },
} as const

export const CODES = {
  ...DECISION,
  ...AUTHENTICATION,
  ...REQUEST,
  ...GUARD,
  ...DIAGNOSIS,
} satisfies Record<string, CodeDefinition>

export type DecisionCode = keyof typeof DECISION
export type Code = keyof typeof CODES
export const DECISION_CODES = Object.keys(DECISION) as readonly DecisionCode[]
