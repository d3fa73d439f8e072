/** Every setting of the server: its name, what it means, and what holds without it. Help and reference are made of it. */

export type Setting = {
  /** Without `COMPARTMENT_`. */
  readonly name: string
  readonly meaning: string
  /** What holds where it is not set; empty where nothing does. */
  readonly without: string
}

export const SETTING_PREFIX = 'COMPARTMENT_'

export const SETTINGS = [
  { name: 'DATA', meaning: 'the directory of the embedded store and its keys', without: './.compartment' },
  {
    name: 'DATABASE_URL',
    meaning: 'PostgreSQL in place of the embedded store; several hosts as host1,host2',
    without: 'the embedded store',
  },
  { name: 'HOST', meaning: 'the address to listen on; 0.0.0.0 for every network', without: '127.0.0.1' },
  { name: 'PORT', meaning: 'the port of API and console', without: '4100' },
  {
    name: 'PUBLIC_URL',
    meaning: 'the address that people use; links are made of it, and of nothing else',
    without: 'http:// with host and port; needed where HOST is not this machine alone',
  },
  {
    name: 'SECRET_KEY',
    meaning: 'seals what has to be read again; the same on every replica: openssl rand -base64 32',
    without: 'secret.key in the data directory; needed with PostgreSQL',
  },
  {
    name: 'TRUSTED_PROXIES',
    meaning: 'addresses and networks whose X-Forwarded-For is believed',
    without: 'none',
  },
  { name: 'METRICS_HOST', meaning: 'the address of /metrics', without: '127.0.0.1' },
  { name: 'METRICS_PORT', meaning: 'the port of /metrics', without: '4102' },
  {
    name: 'LOG_LEVEL',
    meaning: 'fatal, error, warn, info, debug or silent',
    without: 'info; warn at a terminal',
  },
  {
    name: 'SMTP_URL',
    meaning: 'the mail server: smtps://user:password@mail.example.com',
    without: 'no mail: links are shown to whoever issues them',
  },
  { name: 'MAIL_FROM', meaning: 'whom mail comes from; needed with SMTP_URL', without: '' },
  {
    name: 'SMTP_CA',
    meaning: 'a file of certificates (PEM) to trust as well, for the mail server',
    without: 'those that Node trusts',
  },
  {
    name: 'AUDIT_KEY',
    meaning: 'a file with the Ed25519 key that signs checkpoints of the audit log; the same on every replica',
    without: 'audit-key.pem in the data directory; with PostgreSQL made of SECRET_KEY',
  },
  {
    name: 'AUDIT_ANCHOR',
    meaning: 'file:PATH, to which checkpoints are appended, away from the database',
    without: 'none',
  },
  {
    name: 'ACTIVITY_DAYS',
    meaning: 'days after which activity is removed',
    without: 'kept for ever',
  },
  {
    name: 'JOURNAL_DAYS',
    meaning: 'days after which the journal is cut, at a signed checkpoint; at least 90',
    without: 'kept for ever',
  },
  {
    name: 'DENIAL_DAYS',
    meaning: 'days for which the reference of a refused request can be diagnosed',
    without: '30',
  },
  {
    name: 'SOURCE_PROTOCOLS',
    meaning: 'how repositories may be reached: https, http, ssh, git, file',
    without: 'https ssh',
  },
  {
    name: 'SOURCE_PRIVATE_ADDRESSES',
    meaning: 'yes: repositories may lie on private networks',
    without: 'no',
  },
  {
    name: 'SSO_PRIVATE_ADDRESSES',
    meaning: 'yes: sign-in providers may lie on private networks',
    without: 'no',
  },
  {
    name: 'SSO_DOMAINS',
    meaning: 'domains of organizations that need no proof in the DNS: acme:acme.example, …',
    without: 'every domain is proven',
  },
] as const satisfies readonly Setting[]

/** Read by the command line on the caller's side, not by the server. */
export const CALLER_SETTINGS = [
  { name: 'API_URL', meaning: 'the server', without: 'the remote in use' },
  { name: 'TOKEN', meaning: 'who asks', without: 'the token that `compartment login` kept' },
  {
    name: 'ORGANIZATION',
    meaning: 'the organization to work in',
    without: 'that of the remote, or the only one',
  },
  {
    name: 'CONFIG_DIR',
    meaning: 'where remotes and their tokens are kept',
    without: '~/.config/compartment, or where the system keeps such things',
  },
  { name: 'BACKUP_PASSPHRASE', meaning: 'seals the keys in a backup', without: 'asked for' },
] as const satisfies readonly Setting[]
