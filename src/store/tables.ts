/**
 * The rows of every table, alike on SQLite and PostgreSQL: instants are integer epoch milliseconds, yes and no are
 * 1 and 0, structured values are JSON text. The tables of an organization are written by projection alone.
 */

export type Flag = 0 | 1

type Keyed = { organization: string; id: string }

export type OrganizationRow = {
  id: string
  customer: string
  name: string
  display_name: string
  tier: string
  passwords: Flag
  settings: string
  /** The head of the journal: the last record's sequence number and hash. */
  sequence: number
  head_hash: string
  created_at: number
}

export type JournalRow = {
  organization: string
  sequence: number
  at: number
  actor_account: string | null
  actor_type: string
  actor_session: string | null
  actor_address: string | null
  on_behalf_of: string | null
  command: string
  reason: string | null
  type: string
  data: string
  previous_hash: string
  hash: string
  /** Sequence of the first record of the change that it belongs to; `null` in records from before it was kept. */
  change: number | null
}

/** `organization` is an id, or `install` for what concerns none. */
export type ActivityRow = Keyed & {
  at: number
  type: string
  actor_account: string | null
  actor_type: string
  actor_session: string | null
  actor_address: string | null
  on_behalf_of: string | null
  data: string
  /** Of the row alone; batches chain them. */
  hash: string
  /** `null` until it is sealed into a batch. */
  batch: number | null
}

export type ActivityBatchRow = {
  organization: string
  number: number
  at: number
  count: number
  /** Hash over the hashes of its rows, in the order of their ids. */
  content: string
  previous_hash: string
  hash: string
  /** When its rows were removed. */
  cut_at: number | null
}

export type CheckpointRow = {
  organization: string
  number: number
  at: number
  journal_size: number
  journal_root: string
  journal_head: string
  /** The roots of the whole subtrees, from the largest: the next checkpoint goes on from them. */
  peaks: string
  activity_batch: number
  activity_hash: string
  previous_hash: string
  hash: string
  key_id: string
  signature: string
}

export type MemberRow = Keyed & {
  type: string
  status: string
  access: string
  beta_access: Flag
  password: Flag
  providers: string
  owner_type: string | null
  owner_id: string | null
  since: number
}

export type InvitationRow = Keyed & {
  principal: string
  state: string
  expires_at: number
  invited_by: string
  created_at: number
  issued: number
}

export type AssignmentRow = Keyed & {
  role: string
  scope: string
  subject_type: string
  subject: string
  not_before: number | null
  expires_at: number | null
  reason: string | null
  created_at: number
}

export type ExpectationRow = Keyed & {
  subject_type: string
  subject: string
  can: Flag
  permission: string
  scope: string
  note: string | null
}

export type AccountRow = {
  id: string
  email: string
  email_display: string
  name: string
  type: string
  username: string | null
  password_hash: string | null
  password_changed_at: number | null
  email_verified_at: number | null
  email_verified_by: string | null
  epoch: number
  created_at: number
}

export type SessionRow = {
  id: string
  token_hash: string
  account: string
  method: string
  provider: string | null
  organization: string | null
  created_at: number
  last_used_at: number
  idle_expires_at: number
  absolute_expires_at: number
  address: string | null
  device: string | null
  epoch: number
  revoked_at: number | null
  /** What the sign-in said of the person, as JSON. */
  claims: string | null
}

export type DeviceLoginRow = {
  device_hash: string
  user_code_hash: string
  client: string
  device: string | null
  address: string
  created_at: number
  expires_at: number
  interval: number
  polled_at: number | null
  state: string
  shown_to: string | null
  session: string | null
  epoch: number | null
}

export type TokenRow = {
  id: string
  prefix: string
  token_hash: string
  kind: string
  account: string
  organization: string
  name: string
  grants: string
  created_by: string
  created_at: number
  expires_at: number
  last_used_at: number | null
  revoked_at: number | null
}

type OneTimeLinkRow = {
  token_hash: string
  purpose: string
  account: string | null
  created_at: number
  expires_at: number
  used_at: number | null
  /** Of a link that somebody else was shown: where, and who. */
  organization: string | null
  issuer: string | null
}

/** A letter of the outbox; its text is sealed, and gone once it is sent or given up. */
export type MailRow = {
  id: string
  organization: string | null
  account: string
  kind: string
  address: string
  sealed: string | null
  state: string
  attempts: number
  next_try_at: number | null
  claimed_until: number | null
  expires_at: number
  answer: string | null
  created_at: number
  settled_at: number | null
}

/** A count of attempts; `key` is a keyed hash, so that neither addresses nor what was typed in their place stand here. */
export type ThrottleRow = {
  key: string
  began: number
  attempts: number
  waits: number
  until: number
  known_until: number
  forget_at: number
}

export type InvitationLinkRow = {
  token_hash: string
  invitation: string
  organization: string
  account: string
  created_at: number
  replaced_at: number | null
  /** Whether somebody else than the invited person saw it. */
  shown: Flag
  letter: string | null
}

export type SourceRow = Keyed & {
  name: string
  url: string
  branch: string
  project: string | null
  account: string
  created_at: number
}

export type StateCheckpointRow = {
  organization: string
  sequence: number
  head_hash: string
  format: number
  size: number
  seal: string
  created_at: number
}

/** Where the beginning of a journal was removed; what each field means says `JournalCut`. */
export type JournalCutRow = {
  organization: string
  number: number
  at: number
  through: number
  count: number
  known_from: number
  head: string
  checkpoint: number
  peaks: string
  state_format: number
  state_size: number
  state_hash: string
  previous_hash: string
  hash: string
  key_id: string
  signature: string
}

export type SsoFlowRow = {
  state_hash: string
  browser_hash: string
  organization: string
  provider: string
  sealed: string
  return_to: string | null
  address: string
  created_at: number
  expires_at: number
  used_at: number | null
}

export type DenialRow = {
  reference: string
  organization: string | null
  account: string | null
  at: number
  revision: number | null
  status: number
  code: string
  detail: string
  operation: string | null
  permission: string | null
  scope: string | null
  token: string | null
  certificate: string | null
}

export type DiagnosisRow = Keyed & {
  principal: string
  goal: string
  verdict: string
  code: string
  checks: string
  revision: number
  denial: string | null
  opened_at: number
  opened_by: string
  looked_at: number
  looked_by: string
  closed_at: number | null
  closed_by: string | null
  outcome: string | null
}

export type Tables = {
  install: { key: string; value: string }
  customers: { id: string; name: string; created_at: number }
  organizations: OrganizationRow
  journal: JournalRow
  activity: ActivityRow
  activity_batches: ActivityBatchRow
  checkpoints: CheckpointRow
  journal_cuts: JournalCutRow
  /** The state at the newest cut of each organization. */
  journal_cut_parts: { organization: string; part: number; content: string }
  state_checkpoints: StateCheckpointRow
  state_checkpoint_parts: { organization: string; sequence: number; part: number; content: string }
  providers: Keyed & { key: string; display_name: string; enabled: Flag; settings: string | null }
  provider_secrets: { provider: string; sealed: string }
  sso_flows: SsoFlowRow
  proven_domains: { domain: string; organization: string; by: string; at: number }
  departures: { organization: string; account: string; at: number }
  members: MemberRow
  invitations: InvitationRow
  groups: Keyed & { name: string; description: string }
  seats: { organization: string; group_id: string; principal: string; source: string }
  roles: Keyed & { name: string; kind: string; description: string; permissions: string }
  assignments: AssignmentRow
  projects: Keyed & { name: string; display_name: string; archived: Flag }
  environments: Keyed & { project: string; name: string }
  catalogues: { organization: string; name: string; content: string }
  /** One row for each flag that is on. */
  features: { organization: string; key: string }
  expectations: ExpectationRow
  sources: SourceRow
  accounts: AccountRow
  identities: { provider: string; subject: string; account: string; linked_at: number }
  invitation_links: InvitationLinkRow
  mail: MailRow
  one_time_links: OneTimeLinkRow
  sessions: SessionRow
  session_closures: { session: string; organization: string; at: number }
  device_logins: DeviceLoginRow
  throttle: ThrottleRow
  denials: DenialRow
  diagnoses: DiagnosisRow
  bundles: Keyed & { diagnosis: string; at: number; by: string; content: string }
  tokens: TokenRow
  idempotency_keys: {
    actor: string
    key: string
    request_hash: string
    status: number
    body: string
    created_at: number
  }
  revocations: { sequence: number; kind: string; id: string; at: number }
}
