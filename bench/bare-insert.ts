/** What a durable write costs at least: one row as long as a journal row, inserted with `synchronous=FULL`. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** @returns nanoseconds for each of so many, one after the other */
export function bareInsert(directory: string): (units: number) => number {
  const database = new DatabaseSync(join(directory, 'bare.db'))
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table journal (id integer primary key, data text)',
  )
  const insert = database.prepare('insert into journal (data) values (?)')
  const data = 'x'.repeat(600)
  return (units) => {
    const start = performance.now()
    for (let at = 0; at < units; at++) insert.run(data)
    return ((performance.now() - start) * 1e6) / units
  }
}
