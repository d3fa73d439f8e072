/** Takes a backup, beside a server that goes on working: everything in it is of one moment. */
import { dump, type Store } from '../../store/store.ts'
import { BackupFile, FORMAT, VERSION } from './file.ts'
import { type Keys, sealKeys } from './sealed-keys.ts'

export type Taking = {
  readonly store: Store
  /** A new file. */
  readonly path: string
  /** Epoch milliseconds. */
  readonly now: number
  /** PEM of the key that checkpoints are checked with, and of those before it. */
  readonly publicKey: string
  readonly keys?: { readonly keys: Keys; readonly passphrase: string } | undefined
}

export type Taken = { readonly rows: number; readonly tables: number }

/** @throws Error where the file is there already, or cannot be written */
export async function takeBackup({ store, path, now, publicKey, keys }: Taking): Promise<Taken> {
  const file = new BackupFile(path)
  let [rows, tables] = [0, 0]
  try {
    await dump(store, (part) => {
      if ('migrations' in part) {
        const sealed = keys === undefined ? {} : { keys: sealKeys(keys.keys, keys.passphrase) }
        const head = { format: FORMAT, version: VERSION, taken_at: now, public_key: publicKey, ...sealed }
        file.write([{ ...head, migrations: part.migrations }])
      } else if ('table' in part) {
        tables++
        file.write([part])
      } else {
        rows += part.rows.length
        file.write(part.rows)
      }
    })
    file.finish()
    return { rows, tables }
  } finally {
    file.close()
  }
}
