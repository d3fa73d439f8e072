/** `restore`: a backup into an empty place, proven before a server may start on it. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { auditKeysFrom, derivedAuditKeys } from '../../operations/audit/audit-key.ts'
import { UnreadableBackup } from '../../operations/backup/file.ts'
import {
  type Header,
  headerOf,
  type Restored,
  restoreBackup,
} from '../../operations/backup/restore-backup.ts'
import { type Keys, openKeys } from '../../operations/backup/sealed-keys.ts'
import type { Context, Typed } from '../command.ts'
import { Failure, usage } from '../failure.ts'
import { counted } from '../impact.ts'
import { lines } from '../view.ts'
import { locally } from './faults.ts'
import { configOf, dataPlace } from './settings.ts'

export async function restore(context: Context, typed: Typed): Promise<void> {
  const path = String(typed.arguments[0])
  const config = configOf(context.terminal, typed)
  const restored = await locally(() => readable(path, () => restoring(context, config, typed, path)))
  const { header, rows, organizations, revokedTokens, keys } = restored
  const answer = {
    data: dataPlace(config),
    taken_at: new Date(header.taken_at).toISOString(),
    rows,
    organizations,
    revoked_tokens: revokedTokens,
    keys,
  }
  context.print(answer, (shown) =>
    lines(
      `Restored ${shown.rows} rows into ${shown.data}; every chain and checkpoint verifies.`,
      `It is as of ${shown.taken_at}: look at who was blocked or removed since, and do it again.`,
      `Everybody signs in again; links sent before do not work; ${revoked(shown.revoked_tokens)}.`,
      KEYS[shown.keys],
    ),
  )
}

const KEYS = {
  restored: 'The keys came with it.',
  kept: 'The keys were there already.',
  public:
    'The audit key is a new one; the one before is kept beside it, so that its checkpoints still verify.',
  missing:
    'The audit key of the backup is not known here: append its public key to the file of COMPARTMENT_AUDIT_KEY.',
} as const

type Outcome = Restored & { readonly keys: keyof typeof KEYS }

async function restoring(context: Context, config: Config, typed: Typed, path: string): Promise<Outcome> {
  const header = await headerOf(path)
  const opened = header.keys === undefined ? undefined : await keysIn(context, header)
  const restored = await restoreBackup({
    path,
    store: config.store,
    clock: () => context.terminal.now().getTime(),
    keepTokens: typed.options['keepTokens'] === true,
  })
  return { ...restored, keys: placeKeys(config, header, opened, typed.options['keysTo']) }
}

async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnreadableBackup)
      throw new Failure(`\`${path}\` cannot be restored: ${error.message}`)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Failure(`there is no file \`${path}\``)
    throw error
  }
}

const revoked = (count: number): string =>
  count === 0 ? 'no token was revoked' : `${counted(count, 'token was', 'tokens were')} revoked`

const VARIABLE = 'COMPARTMENT_BACKUP_PASSPHRASE'

async function keysIn({ terminal }: Context, { keys }: Header): Promise<Keys> {
  const given = terminal.env[VARIABLE]
  if (given === undefined && !terminal.interactive)
    throw usage('the backup holds keys, and a passphrase is needed', `set ${VARIABLE}`)
  const opened = openKeys(keys!, given ?? (await terminal.askHidden('Passphrase of the keys: ')))
  if (opened === undefined) throw new Failure('the passphrase is not the one of this backup')
  return opened
}

function placeKeys(config: Config, header: Header, keys: Keys | undefined, keysTo: unknown): Outcome['keys'] {
  const own = 'dataDirectory' in config.store ? config.store.dataDirectory : undefined
  const directory = typeof keysTo === 'string' ? keysTo : own
  if (keys !== undefined && directory !== undefined) {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    put(join(directory, 'secret.key'), keys.secretKey)
    if (keys.auditKey !== undefined) put(join(directory, 'audit-key.pem'), keys.auditKey)
    return 'restored'
  }
  const { auditKey, secretKey } = config
  const here = auditKey === undefined ? derivedAuditKeys(secretKey) : auditKeysFrom(auditKey)
  if (here.publicKeys.includes(header.public_key.trim())) return 'kept'
  const file = own === undefined ? undefined : join(own, 'audit-key.pem')
  if (file === undefined || !existsSync(file)) return 'missing'
  put(file, `${readFileSync(file, 'utf8').trim()}\n${header.public_key}`)
  return 'public'
}

/** As a whole, readable by its owner only. */
function put(file: string, text: string): void {
  const made = `${file}.${process.pid}`
  writeFileSync(made, `${text.trim()}\n`, { mode: 0o600, flush: true })
  renameSync(made, file)
}
