/** How the fields of an operation are spelt on the command line, and how what was typed becomes their value. */
import { Argument, InvalidArgumentError, Option } from 'commander'
import { instantOf, seconds } from './duration.ts'
import type { Field } from './fields.ts'

type Words = {
  /** In place of the field's own name. */
  readonly flags?: string
  /** What stands for the value in the help: `<email>`. */
  readonly value?: string
  readonly text: string
}

const TIME = 'RFC 3339, a date, or a time from now like 30d'
const PAST = 'RFC 3339, a date, or a time ago like 14d'
const CLAIM = 'its name, or /a/b for one inside another'
const SPAN = 'like 7d, 12h, or seconds'

const WORDS: Readonly<Record<string, Words>> = {
  accept_impact: { value: 'digest', text: 'accept the impact that was shown, by its digest' },
  access: { text: 'allowed or blocked' },
  access_summary: { text: 'only whose access comes to this' },
  actor: { value: 'email', text: 'only what this person or account did' },
  archived: { value: 'yes|no', text: 'only archived projects, or none of them' },
  assignment: { value: 'assignment', text: 'an assignment’s id, asg_…' },
  at: { flags: '--at-time', value: 'time', text: `as of another time: ${PAST}` },
  assignments: {
    flags: '--assign',
    value: 'role@scope',
    text: 'a role at a scope, e.g. deployer@billing/production',
  },
  auto_join_domains: {
    flags: '--auto-join-domain',
    value: 'domain',
    text: 'whoever signs in with a verified address of these becomes a member; none: nobody',
  },
  auto_join_role: { value: 'role', text: 'what whoever joins so is given at the organization' },
  beta_access: { value: 'yes|no', text: 'only who has access to features in beta, or who has none' },
  bundle: { value: 'bundle', text: 'a bundle’s reference, bun_…' },
  branch: { value: 'branch', text: 'a branch; the repository’s own where it is left out' },
  button_text: { value: 'text', text: 'on the button, in place of “Continue with …”' },
  client_id: { value: 'id', text: 'what the provider calls this install' },
  check: { text: 'which of the six' },
  closed: { text: 'closed ones too' },
  cursor: { value: 'cursor', text: 'go on where a page ended' },
  description: { value: 'text', text: 'what it is for' },
  display_name: { value: 'text', text: 'the name that people see' },
  diagnosis: { value: 'diagnosis', text: 'a diagnosis’s id, dia_…' },
  dry_run: { text: 'show what would change, and change nothing' },
  email: { value: 'email', text: 'the person’s address' },
  email_claim: { value: 'claim', text: `the claim with the address: ${CLAIM}` },
  email_verified_claim: { value: 'claim', text: 'the claim that says `true` of a verified address' },
  enabled: { value: 'on|off', text: 'on or off' },
  error_message: { value: 'text', text: 'the message, word for word; secrets in it are taken out' },
  expires_at: { value: 'time', text: `when it ends: ${TIME}` },
  expectation: { value: 'expectation', text: 'an expectation’s id, exp_…' },
  feature: { value: 'feature', text: 'a feature’s key' },
  found: { text: 'what it came to' },
  format: { text: 'how it is written: ndjson can be verified offline' },
  goals: {
    flags: '--goal',
    value: 'permission@scope',
    text: 'with --dry-run: what they are meant to be able to do, e.g. deployment.create@billing',
  },
  grants: {
    flags: '--grant',
    value: 'role@scope',
    text: 'how far it reaches: a role at a scope, e.g. deployer@billing',
  },
  group: { value: 'group', text: 'a group: name or id' },
  groups_claim: { value: 'claim', text: `the claim with the groups: ${CLAIM}` },
  groups: { flags: '--group', value: 'group', text: 'groups to join: names or ids' },
  invitation: { value: 'invitation', text: 'an invitation: the address it is for, or its id' },
  invitation_lifetime: { value: 'time', text: `how long invitations are good for: ${SPAN}` },
  issuer: { value: 'url', text: 'of the provider, exactly as it writes it' },
  key: { value: 'key', text: 'a short name in lower case, which never changes' },
  kind: { text: 'of which kind' },
  limit: { value: 'number', text: 'at most so many items (1 to 500)' },
  log: { text: 'only changes, or only what changed no access' },
  login_domains: {
    flags: '--login-domain',
    value: 'domain',
    text: 'addresses of these are sent to this provider; none: no such domains',
  },
  name: { value: 'name', text: 'the name' },
  name_claim: { value: 'claim', text: `the claim with the person’s name: ${CLAIM}` },
  note: { value: 'text', text: 'a remark that is kept with it' },
  not_before: { value: 'time', text: `when it begins: ${TIME}` },
  password: { value: 'password', text: 'the password' },
  override: { value: 'text', text: 'why it is handed on before all six checks are recorded' },
  override_expectations: {
    value: 'digest',
    text: 'break the expectations that were shown, by their digest; takes a reason',
  },
  passwords: { value: 'on|off', text: 'whether people may sign in with a password' },
  permission: { value: 'permission', text: 'a permission key, e.g. deployment.create' },
  permissions: { flags: '--permission', value: 'key', text: 'permission keys, separated by spaces' },
  principal: { value: 'email', text: 'the person: e-mail or id' },
  project: { value: 'project', text: 'a project’s name' },
  provider: { value: 'provider', text: 'a sign-in provider: key or id' },
  pseudonyms: { text: 'names and addresses give way to others' },
  q: { flags: '--search', value: 'text', text: 'only what contains this text' },
  reason: { value: 'text', text: 'why; it stands in the journal' },
  reference: { value: 'reference', text: 'of a request that was refused, den_…' },
  revision: { flags: '--at-revision', value: 'revision', text: 'as of a revision, e.g. acme@42' },
  roles_claim: { value: 'claim', text: `the claim with the roles: ${CLAIM}` },
  role: { value: 'role', text: 'a role: name or id' },
  scopes: {
    flags: '--request-scope',
    value: 'scope',
    text: 'asked for beside openid; profile and email by default',
  },
  saw: { value: 'text', text: 'what was looked at, and what it showed' },
  scope: { flags: '--at, --scope', value: 'scope', text: 'organization, a project, or project/environment' },
  sequence: { value: 'sequence', text: 'a sequence number from `audit list`; any record of the change' },
  session_absolute_lifetime: { value: 'time', text: `how long a session lasts at most: ${SPAN}` },
  session_idle_lifetime: { value: 'time', text: `how long an unused session lasts: ${SPAN}` },
  show_link: { text: 'show the link although it goes out by mail' },
  since: { value: 'time', text: PAST },
  source: { value: 'source', text: 'a source: name or id' },
  sort: { value: 'field', text: 'a field to sort by; `-` before it: descending' },
  state: { text: 'only invitations in this state' },
  standing: { text: 'active, inactive or pending' },
  status: { text: 'invited or active' },
  target: { value: 'thing', text: 'only what is about it: an e-mail, an id, a role, group or project' },
  tenant: { value: 'text', text: 'the tenant they were in, where it is not known here' },
  text: { value: 'statement', text: 'WHO can|cannot KEY at SCOPE; WHO is an e-mail or group:NAME' },
  tier: { text: 'the organization’s plan' },
  token: { value: 'token', text: 'a token’s id, tok_…' },
  tried: { value: 'text', text: 'what they tried, in their words' },
  type: { value: 'type', text: 'only of this type' },
  until: { value: 'time', text: PAST },
  url: { value: 'url', text: 'of the repository: https or ssh, without credentials' },
  user: { value: 'email', text: 'a person: e-mail or id' },
  username_claim: { value: 'claim', text: `the claim with the user name: ${CLAIM}` },
  users: { flags: '--user', value: 'email', text: 'people: e-mails or ids, separated by spaces' },
}

/** The words for a field; the type says that every field has some, the tests that it is true. */
function wordsOf(field: Field): Words {
  return WORDS[field.name] ?? { text: field.name.replaceAll('_', ' ') }
}

/** Said by being there. */
const FLAGS: ReadonlySet<string> = new Set(['closed', 'dry_run', 'pseudonyms', 'show_link'])

export function optionFor(field: Field, required: boolean): Option {
  const {
    flags = `--${field.name.replaceAll('_', '-')}`,
    value = field.name.replaceAll('_', '-'),
    text,
  } = wordsOf(field)
  if (FLAGS.has(field.name)) return new Option(flags, text)
  const many = field.kind === 'list' || field.kind === 'object'
  const option = new Option(`${flags} <${value}${many ? '...' : ''}>`, text).makeOptionMandatory(required)
  return field.kind === 'choice' ? option.choices(field.choices) : option
}

export function argumentFor(field: Field, required: boolean): Argument {
  const { value = field.name, text } = wordsOf(field)
  const name = field.kind === 'list' ? `${value}...` : value
  return new Argument(required ? `<${name}>` : `[${name}]`, text)
}

const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  at: -1,
  since: -1,
  until: -1,
  not_before: 1,
  expires_at: 1,
}

/** @param raw as commander gives it: text, a list of text, or true for a flag */
export function valueOf(field: Field, raw: unknown, now: Date): unknown {
  if (typeof raw === 'boolean') return raw
  if (Array.isArray(raw))
    return field.kind === 'object' ? (raw as string[]).map((text) => atScope(field, text)) : raw
  const text = String(raw)
  if (field.nullable && ['never', 'none', ''].includes(text)) return null
  const direction = DIRECTIONS[field.name]
  if (direction !== undefined) return instantOf(text, now, direction) ?? wrong(field, text, TIME)
  if (field.kind === 'switch') return switchOf(text) ?? wrong(field, text, 'on or off')
  if (field.kind !== 'number') return text
  return (field.name.endsWith('_lifetime') ? seconds(text) : whole(text)) ?? wrong(field, text, 'a number')
}

function switchOf(text: string): boolean | undefined {
  if (['on', 'yes', 'true'].includes(text)) return true
  return ['off', 'no', 'false'].includes(text) ? false : undefined
}

function whole(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** Roles can have an `@` in their names; scopes cannot. */
function atScope(field: Field, text: string): Readonly<Record<string, string>> {
  const what = field.name === 'goals' ? 'permission' : 'role'
  const at = text.lastIndexOf('@')
  const example = what === 'role' ? 'deployer@billing' : 'deployment.create@billing'
  if (at < 1)
    throw new InvalidArgumentError(`\`${text}\` is not a ${what} at a scope: write it like ${example}`)
  return { [what]: text.slice(0, at), scope: text.slice(at + 1) }
}

function wrong(field: Field, text: string, wanted: string): never {
  throw new InvalidArgumentError(
    `\`${text}\` does not fit ${field.name.replaceAll('_', '-')}: give ${wanted}`,
  )
}
