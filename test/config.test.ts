import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LEAST_JOURNAL_DAYS, readConfig } from '../src/config.ts'
import { ConfigError } from '../src/config-error.ts'
import { LIFETIMES } from '../src/core/index.ts'
import { SETTING_PREFIX, SETTINGS } from '../src/settings.ts'

const KEY = 'k8tZ0kYlq3u5Qx1pM7bNc2dVe4fRg6hSj9wXa0yZzBE='
const DATABASE = 'postgresql://u:hunter2@db/compartment'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'compartment-config-'))
})
afterAll(() => rmSync(home, { recursive: true }))

/** With what is needed anyway; names without their prefix. */
function read(settings: Record<string, string> = {}) {
  const given = { DATA: join(home, 'data'), SECRET_KEY: KEY, ...settings }
  return readConfig(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`COMPARTMENT_${name}`, value])),
  )
}

function refusalOf(run: () => unknown): ConfigError {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('settings', () => {
  it('have defaults that serve this machine only', () => {
    expect(readConfig({ COMPARTMENT_DATA: join(home, 'fresh') })).toMatchObject({
      store: { dataDirectory: join(home, 'fresh') },
      host: '127.0.0.1',
      port: 4100,
      publicUrl: 'http://127.0.0.1:4100',
      metricsHost: '127.0.0.1',
      metricsPort: 4102,
      trustedProxies: [],
    })
  })

  it('are all in the list that help and reference are made of, and no others', () => {
    const asked = new Set<string>()
    const given: Record<string, string> = {
      COMPARTMENT_DATA: join(home, 'data'),
      COMPARTMENT_SMTP_URL: 'smtps://mail.example.com',
      COMPARTMENT_MAIL_FROM: 'access@example.com',
    }
    readConfig(
      new Proxy(given, {
        get: (target, name) => {
          asked.add(String(name))
          return target[String(name)]
        },
      }),
    )
    expect([...asked].toSorted()).toEqual(SETTINGS.map(({ name }) => SETTING_PREFIX + name).toSorted())
  })

  it('let sources be public repositories over https and ssh, and more only where it is said', () => {
    expect(read().sources).toEqual({ protocols: ['https', 'ssh'], privateAddresses: false })
    const more = { SOURCE_PROTOCOLS: 'ssh, file', SOURCE_PRIVATE_ADDRESSES: 'yes' }
    expect(read(more).sources).toEqual({ protocols: ['ssh', 'file'], privateAddresses: true })
  })

  it.each<[string, Record<string, string>, string]>([
    ['a protocol that git would run', { SOURCE_PROTOCOLS: 'https ext' }, 'COMPARTMENT_SOURCE_PROTOCOLS'],
    ['neither yes nor no', { SOURCE_PRIVATE_ADDRESSES: 'maybe' }, 'COMPARTMENT_SOURCE_PRIVATE_ADDRESSES'],
    ['a port that is none', { PORT: '4100x' }, 'COMPARTMENT_PORT'],
    ['a port too high', { METRICS_PORT: '70000' }, 'COMPARTMENT_METRICS_PORT'],
    ['a host by name', { HOST: 'example.com' }, 'COMPARTMENT_HOST'],
    ['an open host without a public URL', { HOST: '0.0.0.0' }, 'COMPARTMENT_PUBLIC_URL'],
    ['a public URL in the clear', { PUBLIC_URL: 'http://access.example.com' }, 'COMPARTMENT_PUBLIC_URL'],
    [
      'one that only looks like loopback',
      { PUBLIC_URL: 'http://127.0.0.1.example.com' },
      'COMPARTMENT_PUBLIC_URL',
    ],
    ['a public URL with a path', { PUBLIC_URL: 'https://example.com/access' }, 'COMPARTMENT_PUBLIC_URL'],
    ['a public URL with a password', { PUBLIC_URL: 'https://a:b@example.com' }, 'COMPARTMENT_PUBLIC_URL'],
    ['no URL', { PUBLIC_URL: 'javascript:alert(1)' }, 'COMPARTMENT_PUBLIC_URL'],
    ['another database', { DATABASE_URL: 'mysql://u:hunter2@db/x' }, 'COMPARTMENT_DATABASE_URL'],
    ['PostgreSQL without a key', { DATABASE_URL: DATABASE, SECRET_KEY: '' }, 'COMPARTMENT_SECRET_KEY'],
    ['a short key', { SECRET_KEY: 'c2hvcnQ=' }, 'COMPARTMENT_SECRET_KEY'],
    ['a key of one character', { SECRET_KEY: 'a'.repeat(64) }, 'COMPARTMENT_SECRET_KEY'],
    ['a key that repeats itself', { SECRET_KEY: '0123456789abcdef'.repeat(4) }, 'COMPARTMENT_SECRET_KEY'],
    ['a key in words', { SECRET_KEY: 'please change me before you go live!!' }, 'COMPARTMENT_SECRET_KEY'],
    ['trusting everyone', { TRUSTED_PROXIES: '0.0.0.0/0' }, 'COMPARTMENT_TRUSTED_PROXIES'],
    ['trusting a name', { TRUSTED_PROXIES: '10.0.0.1, proxy' }, 'COMPARTMENT_TRUSTED_PROXIES'],
    ['a network that is none', { TRUSTED_PROXIES: '10.0.0.0/33' }, 'COMPARTMENT_TRUSTED_PROXIES'],
    ['a level that is none', { LOG_LEVEL: 'loud' }, 'COMPARTMENT_LOG_LEVEL'],
  ])('refuse %s, naming the setting and the fix', (_what, settings, variable) => {
    const refused = refusalOf(() => read(settings))
    expect(refused.variable).toBe(variable)
    expect(refused.message).toContain(variable)
    expect(refused.fix.length).toBeGreaterThan(10)
    expect(`${refused.message} ${refused.fix}`).not.toContain('hunter2')
  })

  it('take what a server in the open needs', () => {
    const config = read({
      HOST: '::',
      PUBLIC_URL: 'https://access.example.com/',
      TRUSTED_PROXIES: '10.0.0.7, fd00::/8',
      DATABASE_URL: DATABASE,
    })
    expect(config).toMatchObject({
      publicUrl: 'https://access.example.com',
      trustedProxies: ['10.0.0.7', 'fd00::/8'],
      store: { databaseUrl: DATABASE },
    })
    expect(config.secretKey).toHaveLength(32)
  })

  it('take a key in hexadecimal', () => {
    expect(read({ SECRET_KEY: Buffer.from(KEY, 'base64').toString('hex') }).secretKey).toEqual(
      new Uint8Array(Buffer.from(KEY, 'base64')),
    )
  })
})

describe('the key in the data directory (OPS-01)', () => {
  const data = () => join(home, 'keyed')
  const readKeyed = () => readConfig({ COMPARTMENT_DATA: data() })

  it('is made once, for its owner only', () => {
    const first = readKeyed()
    expect(statSync(join(data(), 'secret.key')).mode & 0o777).toBe(0o600)
    expect(readKeyed().secretKey).toEqual(first.secretKey)
    expect(first.secretKey).toHaveLength(32)
  })

  it('is refused when others can read it', () => {
    chmodSync(join(data(), 'secret.key'), 0o644)
    expect(refusalOf(readKeyed).message).toContain('can be read by others')
    chmodSync(join(data(), 'secret.key'), 0o600)
  })

  it('is refused when it was cut short', () => {
    writeFileSync(join(data(), 'secret.key'), readFileSync(join(data(), 'secret.key'), 'utf8').slice(0, 10))
    expect(refusalOf(readKeyed).variable).toBe('COMPARTMENT_DATA')
  })
})

describe('a settings file', () => {
  function withFile(text: string, environment: Record<string, string> = {}) {
    const file = join(home, 'settings')
    writeFileSync(file, text)
    return readConfig(
      { COMPARTMENT_DATA: join(home, 'data'), COMPARTMENT_SECRET_KEY: KEY, ...environment },
      { file },
    )
  }

  it('stands below the environment', () => {
    const text = '# ours\n\nCOMPARTMENT_PORT=5000\nCOMPARTMENT_METRICS_PORT = "5002"\n'
    expect(withFile(text, { COMPARTMENT_PORT: '6000' })).toMatchObject({ port: 6000, metricsPort: 5002 })
  })

  it.each(['COMPARTMENT_PROT=5000', 'PATH=/bin', 'port 5000', 'export COMPARTMENT_PORT=1'])(
    'with the line %j is refused',
    (line) => {
      expect(refusalOf(() => withFile(`${line}\n`)).message).toContain('line 1')
    },
  )

  it('that is not there is refused', () => {
    expect(refusalOf(() => readConfig({}, { file: join(home, 'none') })).message).toContain('cannot read')
  })
})

describe('the audit log', () => {
  it('has a key beside the embedded store, for its owner alone, made once', () => {
    const DATA = join(home, 'audited')
    const { auditKey } = read({ DATA })
    expect(auditKey).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(statSync(join(DATA, 'audit-key.pem')).mode & 0o777).toBe(0o600)
    expect(read({ DATA }).auditKey).toBe(auditKey)
    chmodSync(join(DATA, 'audit-key.pem'), 0o644)
    expect(refusalOf(() => read({ DATA })).message).toContain('can be read by others')
  })

  it('with PostgreSQL has the key that is named, or none of its own', () => {
    expect(read({ DATABASE_URL: DATABASE }).auditKey).toBeUndefined()
    const file = join(home, 'named.pem')
    writeFileSync(file, read({ DATA: join(home, 'other') }).auditKey!, { mode: 0o600 })
    expect(read({ DATABASE_URL: DATABASE, AUDIT_KEY: file }).auditKey).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    writeFileSync(file, 'no key')
    expect(refusalOf(() => read({ AUDIT_KEY: file })).message).toContain('Ed25519 private key')
    expect(refusalOf(() => read({ AUDIT_KEY: join(home, 'nothing') })).message).toContain('cannot read')
  })

  it('has an anchor and a time only where they are said, in a form that is understood', () => {
    expect(read()).toMatchObject({ auditAnchor: undefined, activityDays: undefined })
    const said = read({ AUDIT_ANCHOR: `file:${join(home, 'anchor')}`, ACTIVITY_DAYS: '400' })
    expect(said).toMatchObject({ auditAnchor: join(home, 'anchor'), activityDays: 400 })
    expect(refusalOf(() => read({ AUDIT_ANCHOR: '/anchor' })).fix).toContain('file:')
    expect(read().journalDays).toBeUndefined()
    for (const days of ['90', '3650']) expect(read({ JOURNAL_DAYS: days }).journalDays).toBe(Number(days))
    for (const days of ['0', '-1', 'x', '1.5', '1e3', '89'])
      expect(refusalOf(() => read({ JOURNAL_DAYS: days })).variable).toBe('COMPARTMENT_JOURNAL_DAYS')
    expect(refusalOf(() => read({ JOURNAL_DAYS: '30' })).message).toContain('at least 90')
    expect(LEAST_JOURNAL_DAYS * 86_400).toBeGreaterThanOrEqual(LIFETIMES.invitationLifetime[1])
    expect(read().denialDays).toBeUndefined()
    expect(read({ DENIAL_DAYS: '7' }).denialDays).toBe(7)
    for (const days of ['0', '-1', 'x', '1.5'])
      expect(refusalOf(() => read({ DENIAL_DAYS: days })).variable).toBe('COMPARTMENT_DENIAL_DAYS')
    for (const days of ['0', '-1', 'x', '1.5'])
      expect(refusalOf(() => read({ ACTIVITY_DAYS: days })).variable).toBe('COMPARTMENT_ACTIVITY_DAYS')
  })
})
