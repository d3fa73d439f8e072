/**
 * Settings: read once, from the environment and, below it, from a file of `KEY=VALUE` lines. Each is checked before
 * anything starts, and what is wrong is said with its name, the cause and the fix.
 */
import { readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { ConfigError, type Get, refuse } from './config-error.ts'
import { auditKeyOf, secretKeyOf } from './config-keys.ts'
import { type SsoSettings, ssoSettings } from './identity/sso-settings.ts'
import { mailSettings, type SmtpSettings } from './mail/mail-settings.ts'
import { CALLER_SETTINGS, SETTING_PREFIX, SETTINGS } from './settings.ts'
import { databaseAddresses } from './store/postgres-hosts.ts'

export type Config = {
  readonly store: { readonly dataDirectory: string } | { readonly databaseUrl: string }
  readonly host: string
  /** 0: a free one. */
  readonly port: number
  /** Without a slash at the end. Absent with port 0: the address that is listened on. */
  readonly publicUrl: string | undefined
  /** At least 32 bytes. */
  readonly secretKey: Uint8Array
  readonly trustedProxies: readonly string[]
  readonly metricsHost: string
  readonly metricsPort: number
  readonly logLevel: LogLevel
  /** PEM: signs checkpoints of the audit log. Absent: made from the secret key. */
  readonly auditKey?: string | undefined
  /** File to which checkpoints are appended. */
  readonly auditAnchor?: string | undefined
  /** Days for which activity is kept; absent: for ever. */
  readonly activityDays?: number | undefined
  readonly journalDays?: number | undefined
  /** Days for which a denial’s reference stands for something; absent: 30. */
  readonly denialDays?: number | undefined
  /** The mail server; absent: links are shown to whoever issues them. */
  readonly mail?: SmtpSettings | undefined
  /** Which repositories sources may be; absent: public ones over https and ssh. */
  readonly sources?: SourceSettings | undefined
  readonly sso?: SsoSettings | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

export type ConfigOptions = {
  /** Path of a settings file; the environment wins over it. */
  readonly file?: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
type LogLevel = (typeof LOG_LEVELS)[number]

const HERE = SETTINGS.map(({ name }) => name)
/** Settings that other parts read are known too, so that a misspelt one is found. */
const KNOWN: ReadonlySet<string> = new Set([...HERE, ...CALLER_SETTINGS.map(({ name }) => name)])
const PREFIX = SETTING_PREFIX

/** @throws ConfigError */
export function readConfig(environment: Environment, { file }: ConfigOptions = {}): Config {
  const settings = file === undefined ? environment : { ...readSettings(file), ...defined(environment) }
  const get: Get = (name) => settings[PREFIX + name]?.trim() || undefined
  const store = storeOf(get)
  const host = hostOf(get, 'HOST')
  const port = portOf(get, 'PORT', 4100)
  return {
    store,
    host,
    port,
    publicUrl: publicUrlOf(get, host, port),
    secretKey: secretKeyOf(get, store),
    trustedProxies: trustedProxiesOf(get),
    metricsHost: hostOf(get, 'METRICS_HOST'),
    metricsPort: portOf(get, 'METRICS_PORT', 4102),
    logLevel: logLevelOf(get),
    ...auditOf(get, store),
    ...mailOf(get),
    sources: sourcesOf(get),
    ...ssoOf(get),
  }
}

function defined(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined))
}

/** A misspelt name in the file would be silently without effect; the environment may hold others’ names. */
function readSettings(file: string): Environment {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError(
      '--config',
      `cannot read \`${file}\`: ${(error as Error).message}`,
      'give the path of a readable file',
    )
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return Object.fromEntries(
    lines.flatMap((line, at) => {
      if (line === '' || line.startsWith('#')) return []
      const [, name = '', value = ''] = /^([A-Z_]+)\s*=\s*(.*)$/.exec(line) ?? []
      const place = `\`${file}\` line ${at + 1}`
      if (name === '')
        throw new ConfigError(
          '--config',
          `${place} is not KEY=VALUE`,
          'write lines like COMPARTMENT_PORT=4100',
        )
      if (!name.startsWith(PREFIX) || !KNOWN.has(name.slice(PREFIX.length))) {
        throw new ConfigError(
          name,
          `${place} names no setting`,
          `use one of: ${HERE.map((known) => PREFIX + known).join(', ')}`,
        )
      }
      return [[name, value.replace(/^(["'])(.*)\1$/, '$2')]]
    }),
  )
}

function storeOf(get: Get): Config['store'] {
  const databaseUrl = get('DATABASE_URL')
  if (databaseUrl === undefined) return { dataDirectory: resolve(get('DATA') ?? '.compartment') }
  if (databaseAddresses(databaseUrl) !== undefined) return { databaseUrl }
  // The value can hold a password: it is not repeated.
  return refuse(
    'DATABASE_URL',
    'is not the address of a PostgreSQL database',
    'write postgresql://user:password@host/database, with several hosts as host1,host2',
  )
}

function hostOf(get: Get, name: string): string {
  const host = get(name) ?? '127.0.0.1'
  if (isIP(host) !== 0 || host === 'localhost') return host === 'localhost' ? '127.0.0.1' : host
  return refuse(
    name,
    `\`${host}\` is not an address`,
    'write an IP address: 127.0.0.1, or 0.0.0.0 for every network',
  )
}

function portOf(get: Get, name: string, normal: number): number {
  const text = get(name)
  if (text === undefined) return normal
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  return refuse(
    name,
    `\`${text}\` is not a port`,
    `write a number from 1 to 65535, or leave it out for ${normal}`,
  )
}

/** Links are built from it and never from a request, so an open server must be told. */
function publicUrlOf(get: Get, host: string, port: number): string | undefined {
  const text = get('PUBLIC_URL')
  if (text === undefined) {
    if (!isLoopback(host)) {
      refuse(
        'PUBLIC_URL',
        `is missing, and COMPARTMENT_HOST is \`${host}\``,
        'write the address people use: https://access.example.com',
      )
    }
    return port === 0 ? undefined : `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url === undefined ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.origin !== text.replace(/\/$/, '')
  ) {
    return refuse(
      'PUBLIC_URL',
      `\`${text}\` is not a web address without a path`,
      'write https://access.example.com',
    )
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    refuse(
      'PUBLIC_URL',
      `\`${text}\` is not safe: passwords would be readable on the way`,
      'use https:// (http:// is for this machine only)',
    )
  }
  return url.origin
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function trustedProxiesOf(get: Get): readonly string[] {
  const networks = (get('TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter((part) => part !== '')
  const bad = networks.find((network) => !isNetwork(network))
  if (bad === undefined) return networks
  return refuse(
    'TRUSTED_PROXIES',
    `\`${bad}\` is no address or network`,
    'list them: 10.0.0.7, 10.1.0.0/16, fd00::/8',
  )
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more !== undefined) return false
  if (bits === undefined) return true
  try {
    new BlockList().addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
    // Trusting everyone would make every address a claim.
    return /^\d+$/.test(bits) && Number(bits) > 0
  } catch {
    return false
  }
}

function mailOf(get: Get): Pick<Config, 'mail'> {
  const { mail, problem } = mailSettings(get)
  if (problem !== undefined) refuse(problem.name, problem.cause, problem.fix)
  return { mail }
}

function ssoOf(get: Get): Pick<Config, 'sso'> {
  const { sso, problem } = ssoSettings(get)
  if (problem !== undefined) refuse(problem.name, problem.cause, problem.fix)
  return { sso }
}

const PROTOCOLS = ['https', 'http', 'ssh', 'git', 'file'] as const
type SourceSettings = {
  readonly protocols: readonly (typeof PROTOCOLS)[number][]
  readonly privateAddresses: boolean
}

function sourcesOf(get: Get): SourceSettings {
  const typed = (get('SOURCE_PROTOCOLS') ?? 'https ssh').split(/[\s,:]+/)
  const protocols = PROTOCOLS.filter((known) => typed.includes(known))
  const unknown = typed.find((one) => !PROTOCOLS.some((known) => known === one))
  if (unknown !== undefined)
    refuse('SOURCE_PROTOCOLS', `\`${unknown}\` is not a protocol`, `use some of: ${PROTOCOLS.join(', ')}`)
  const answer = get('SOURCE_PRIVATE_ADDRESSES') ?? 'no'
  if (answer !== 'yes' && answer !== 'no')
    refuse('SOURCE_PRIVATE_ADDRESSES', `\`${answer}\` is neither yes nor no`, 'write yes, or leave it out')
  return { protocols, privateAddresses: answer === 'yes' }
}

function logLevelOf(get: Get): LogLevel {
  const text = get('LOG_LEVEL') ?? 'info'
  const level = LOG_LEVELS.find((known) => known === text)
  return level ?? refuse('LOG_LEVEL', `\`${text}\` is not a level`, `use one of: ${LOG_LEVELS.join(', ')}`)
}

/** As long as an invitation may live: who issued one is looked up in the journal. */
export const LEAST_JOURNAL_DAYS = 90

type AuditConfig = Pick<Config, 'auditKey' | 'auditAnchor' | 'activityDays' | 'journalDays' | 'denialDays'>

function auditOf(get: Get, store: Config['store']): AuditConfig {
  const anchor = get('AUDIT_ANCHOR')
  if (anchor !== undefined && !anchor.startsWith('file:'))
    refuse(
      'AUDIT_ANCHOR',
      'does not say what kind of anchor it is',
      'write file:/mnt/elsewhere/checkpoints.jsonl',
    )
  return {
    auditKey: auditKeyOf(get, store),
    auditAnchor: anchor === undefined ? undefined : resolve(anchor.slice('file:'.length)),
    activityDays: daysOf(get, 'ACTIVITY_DAYS', 1),
    journalDays: daysOf(get, 'JOURNAL_DAYS', LEAST_JOURNAL_DAYS),
    denialDays: daysOf(get, 'DENIAL_DAYS', 1),
  }
}

/** @param least so long, whatever was written: fewer would be a mistake */
function daysOf(
  get: Get,
  name: 'ACTIVITY_DAYS' | 'JOURNAL_DAYS' | 'DENIAL_DAYS',
  least: number,
): number | undefined {
  const days = get(name)
  if (days === undefined) return undefined
  const fix =
    name === 'DENIAL_DAYS' ? 'write 30, or leave it out' : 'write 400, or leave it out to keep everything'
  if (!(/^\d{1,5}$/.test(days) && Number(days) > 0)) refuse(name, `\`${days}\` is not a number of days`, fix)
  if (Number(days) < least) refuse(name, `${days} days are too few: it is at least ${least}`, fix)
  return Number(days)
}
