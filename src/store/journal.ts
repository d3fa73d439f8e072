/**
 * The journal: every change of an organization, in order, each record bound to the one before by its hash. The chain
 * shows edits, deletions, insertions, reordering and truncation; keys and checkpoints outside the database show more.
 */
import { createHash } from 'node:crypto'
import type { Event } from '../core/catalogue/events.ts'
import { canonicalJson } from './canonical-json.ts'

/** Who changed something. Ids only; people's names are resolved when the journal is read. */
export type JournalActor = {
  readonly account: string | null
  readonly type: 'user' | 'automation' | 'system'
  readonly session?: string
  readonly address?: string
  readonly onBehalfOf?: string
}

/** What a change says about itself, the same for each of its records. */
export type Deed = {
  /** Epoch milliseconds. */
  readonly at: number
  readonly actor: JournalActor
  readonly command: string
  readonly reason?: string
}

export type JournalRecord = Deed & {
  readonly organization: string
  /** From 1, without gaps. */
  readonly sequence: number
  /** Sequence of the first record of the change that it belongs to; missing in records from before it was kept. */
  readonly change?: number
  readonly event: Event
  readonly previousHash: string
  /** SHA-256 in hexadecimal, of the previous hash followed by the record in canonical JSON. */
  readonly hash: string
}

/** The last record of a journal. */
export type Head = { readonly organization: string; readonly sequence: number; readonly hash: string }

export const GENESIS = '0'.repeat(64)

/** The records that these events become behind a head. */
export function chain(head: Head, deed: Deed, events: readonly Event[]): JournalRecord[] {
  const { organization } = head
  const { at, actor, command, reason } = deed
  let { sequence, hash } = head
  const change = sequence + 1
  return events.map((event) => {
    sequence++
    const previousHash = hash
    const record = {
      organization,
      sequence,
      change,
      at,
      actor,
      command,
      ...(reason !== undefined && { reason }),
      event,
    }
    hash = hashOf(record, previousHash)
    return { ...record, previousHash, hash }
  })
}

/** Exported for reading exports, which carry records without the rest of their chain. */
export function hashOf(record: Omit<JournalRecord, 'previousHash' | 'hash'>, previousHash: string): string {
  const { event, ...rest } = record
  return createHash('sha256')
    .update(previousHash)
    .update(canonicalJson({ ...rest, type: event.type, data: event.data }))
    .digest('hex')
}

export type Verdict =
  | { readonly valid: true; readonly head: Head }
  | { readonly valid: false; readonly sequence: number; readonly why: string }

/** Follows a chain record by record; keeps the first fault. */
export class ChainReader {
  #head: Head
  #fault: { readonly sequence: number; readonly why: string } | undefined

  /** @param from the record before the first one that will be read; the organization's genesis for a whole journal */
  constructor(from: Head) {
    this.#head = from
  }

  read(record: JournalRecord): void {
    if (this.#fault !== undefined) return
    const why = this.#faultOf(record)
    if (why === undefined) this.#head = { ...this.#head, sequence: record.sequence, hash: record.hash }
    else this.refuse(why)
  }

  /** The next record is bad for a reason that its reader found. */
  refuse(why: string): void {
    this.#fault ??= { sequence: this.#head.sequence + 1, why }
  }

  /** Something is bad at this record or behind it, and the chain itself did not tell where. */
  refuseFrom(sequence: number, why: string): void {
    this.#fault ??= { sequence, why }
  }

  /** @param end what the last record has to be, where that is known: without it a cut end goes unseen */
  verdict(end?: Head): Verdict {
    if (this.#fault === undefined && end !== undefined) this.#compareWithEnd(end)
    return this.#fault === undefined ? { valid: true, head: this.#head } : { valid: false, ...this.#fault }
  }

  #faultOf(record: JournalRecord): string | undefined {
    const { previousHash, hash, ...rest } = record
    if (record.organization !== this.#head.organization) return 'it belongs to another organization'
    if (record.sequence !== this.#head.sequence + 1) return 'a record is missing or out of order'
    if (previousHash !== this.#head.hash) return 'it does not follow from the record before'
    if (hashOf(rest, previousHash) !== hash) return 'it is not what was written'
    return undefined
  }

  #compareWithEnd(end: Head): void {
    const { sequence, hash } = this.#head
    if (sequence < end.sequence) this.refuse('the end of the journal is missing')
    else if (sequence > end.sequence)
      this.#fault = { sequence: end.sequence + 1, why: 'it is behind the end' }
    else if (hash !== end.hash) this.#fault = { sequence, why: 'it is not the record that was written last' }
  }
}

/** Checks a whole chain, in order. The first bad sequence is the first at which anything is not as it was written. */
export function verifyChain(records: Iterable<JournalRecord>, organization: string, end?: Head): Verdict {
  const reader = new ChainReader(genesis(organization))
  for (const record of records) reader.read(record)
  return reader.verdict(end)
}

export function genesis(organization: string): Head {
  return { organization, sequence: 0, hash: GENESIS }
}
