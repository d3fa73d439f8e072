/** `backup`: everything in one file that only its owner may read. */
import { existsSync, rmSync } from 'node:fs'
import type { Config } from '../../config.ts'
import { auditKeysFrom, derivedAuditKeys } from '../../operations/audit/audit-key.ts'
import { takeBackup } from '../../operations/backup/take-backup.ts'
import { openStore, organizations } from '../../store/store.ts'
import type { Context, Typed } from '../command.ts'
import { Failure, usage } from '../failure.ts'
import { lines } from '../view.ts'
import { locally } from './faults.ts'
import { configOf } from './settings.ts'

export async function backup(context: Context, typed: Typed): Promise<void> {
  const path = String(typed.arguments[0])
  const config = configOf(context.terminal, typed)
  if (existsSync(path)) throw usage(`\`${path}\` is there already`, 'choose another name, or remove it')
  const passphrase = typed.options['withKeys'] === true ? await newPassphrase(context) : undefined
  const taken = await locally(() => taking(context, config, path, passphrase))
  const answer = { file: path, ...taken, keys: passphrase !== undefined }
  context.print(answer, (shown) =>
    lines(
      `Wrote ${shown.file}: ${shown.rows} rows of ${shown.tables} tables.`,
      shown.keys
        ? 'The keys are in it, sealed: without the passphrase they are lost.'
        : 'The keys are not in it: keep secret.key and audit-key.pem elsewhere, or use --with-keys.',
      'Sessions, links and letters are not in it: after a restore everybody signs in again.',
    ),
  )
}

async function taking(context: Context, config: Config, path: string, passphrase: string | undefined) {
  const { secretKey, auditKey } = config
  const { publicKeys } = auditKey === undefined ? derivedAuditKeys(secretKey) : auditKeysFrom(auditKey)
  const keys = { secretKey: Buffer.from(secretKey).toString('base64'), auditKey }
  const store = await openStore(config.store)
  try {
    if ((await organizations(store)).length === 0)
      throw new Failure('there is no installation here', { next: 'name its data: --data, or --config' })
    return await takeBackup({
      store,
      path,
      now: context.terminal.now().getTime(),
      publicKey: publicKeys,
      keys: passphrase === undefined ? undefined : { keys, passphrase },
    })
  } catch (error) {
    // Half a backup is worse than none.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true })
    throw error
  } finally {
    await store.close()
  }
}

const SHORTEST = 12
const VARIABLE = 'COMPARTMENT_BACKUP_PASSPHRASE'

async function newPassphrase({ terminal }: Context): Promise<string> {
  const given = terminal.env[VARIABLE] ?? (await asked(terminal))
  if (given.length >= SHORTEST) return given
  throw usage(`the passphrase is shorter than ${SHORTEST} characters`, 'take four words')
}

async function asked(terminal: Context['terminal']): Promise<string> {
  if (!terminal.interactive) throw usage('a passphrase is needed', `set ${VARIABLE}`)
  const first = await terminal.askHidden('Passphrase for the keys: ')
  if (first === (await terminal.askHidden('Again: '))) return first
  throw new Failure('the passphrases differ')
}
