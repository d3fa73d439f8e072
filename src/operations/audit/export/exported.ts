/** What is exported, and its entries a page at a time, each with whoever acted as they are called today. */
import { type Checkpoint, type Directory, people } from '../../../store/store.ts'
import type { Deps } from '../../deps.ts'
import type { Entry } from '../entry.ts'
import type { AuditFilter } from '../filter.ts'
import { readLog } from '../read-log.ts'

export type Exported = {
  /** Id. */
  readonly organization: string
  readonly name: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly filter: AuditFilter
  /** In words, without people. */
  readonly filters: string
  /** The last record of the journal that is in it. */
  readonly through: number
  /** The last checkpoint that is in it; every one where the journal is broken and none could be made. */
  readonly checkpoint: Checkpoint | undefined
}

export type Page = { readonly entries: readonly Entry[]; readonly known: Directory }

const PAGE = 500

/** Both logs in the order of time, oldest first. */
export async function* pages(deps: Deps, { organization, filter, through }: Exported): AsyncGenerator<Page> {
  const reading = { organization, filter, order: 'ascending', through, page: PAGE } as const
  let entries: Entry[] = []
  for await (const entry of readLog(deps.store, reading)) {
    if (entries.push(entry) < PAGE) continue
    yield await withPeople(deps, entries)
    entries = []
  }
  if (entries.length > 0) yield await withPeople(deps, entries)
}

export async function withPeople({ store }: Deps, entries: readonly Entry[]): Promise<Page> {
  const known = await people(
    store,
    entries.flatMap(({ record }) => record.actor.account ?? []),
  )
  return { entries, known }
}
