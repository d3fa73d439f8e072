/**
 * A cut says that the beginning of a journal was removed when its time was over: up to which record, with which hash
 * and Merkle tree, and what the organization was there. It is signed like a checkpoint, and names the cut before it.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { AuditKey, Verify } from './checkpoint.ts'
import { GENESIS } from './journal.ts'
import type { JournalCutRow } from './tables.ts'

export type JournalCut = {
  readonly organization: string
  /** From 1, without gaps. */
  readonly number: number
  /** When it was made; epoch milliseconds. */
  readonly at: number
  /** Sequence of the last record that was removed. */
  readonly through: number
  /** Records that this cut removed; those before went with the cuts before. */
  readonly count: number
  /** When the last of them was written: what was so from then on can still be told. */
  readonly knownFrom: number
  /** Hash of the last of them. */
  readonly head: string
  /** Number of the checkpoint that was made of exactly the records that are gone. */
  readonly checkpoint: number
  /** Of the Merkle tree over their hashes: later records go on from it. */
  readonly peaks: string
  /** What the organization was there: `STATE_FORMAT`, rows, and the hash over the parts (`StateHash`). */
  readonly state: { readonly format: number; readonly size: number; readonly hash: string }
  /** Hash of the cut before. */
  readonly previous: string
  readonly hash: string
  readonly key: string
  /** Ed25519, base64url. */
  readonly signature: string
}

type Unsigned = Omit<JournalCut, 'hash' | 'key' | 'signature'>

export function signedCut(unsigned: Unsigned, { id, sign }: AuditKey): JournalCut {
  const text = textOf({ ...unsigned, key: id })
  return { ...unsigned, hash: sha256(text), key: id, signature: sign(text) }
}

/** What is signed: a line that says what it is, then all but hash and signature in canonical JSON. */
function textOf(cut: Unsigned & { readonly key: string }): string {
  const { organization, number, at, through, count, knownFrom, head, checkpoint, peaks, previous, key } = cut
  const { format, size, hash } = cut.state
  const state = { format, size, hash }
  const place = { organization, number, at, through, count, knownFrom, head, checkpoint, peaks }
  return `compartment journal cut 1\n${canonicalJson({ ...place, state, previous, key })}`
}

/** @returns why it is not one that the key's holder wrote */
export function cutFault(cut: JournalCut, verify: Verify): string | undefined {
  const text = textOf(cut)
  if (sha256(text) !== cut.hash) return 'it is not what was written'
  const good = verify(cut.key, text, cut.signature)
  if (good === undefined) return `it is signed with a key that is not known here: \`${cut.key}\``
  return good ? undefined : 'its signature is wrong'
}

/** @returns why it does not follow from the one before, or is not genuine */
export function cutProblem(
  organization: string,
  last: JournalCut | undefined,
  cut: JournalCut,
  verify: Verify,
): string | undefined {
  if (cut.organization !== organization) return 'it is of another organization'
  if (cut.number !== (last?.number ?? 0) + 1) return 'the one before it is missing'
  if (cut.previous !== (last?.hash ?? GENESIS)) return 'it does not follow from the one before'
  if (cut.count < 1 || cut.through !== (last?.through ?? 0) + cut.count)
    return 'it does not begin where the one before ended'
  return cutFault(cut, verify)
}

/** Over the parts of a state in their order. */
export class StateHash {
  readonly #hash = createHash('sha256')

  add(part: string): this {
    this.#hash.update(`${part.length}\n`).update(part).update('\n')
    return this
  }

  end(): string {
    return this.#hash.digest('hex')
  }
}

export function cutRow({ state, ...cut }: JournalCut): JournalCutRow {
  return {
    organization: cut.organization,
    number: cut.number,
    at: cut.at,
    through: cut.through,
    count: cut.count,
    known_from: cut.knownFrom,
    head: cut.head,
    checkpoint: cut.checkpoint,
    peaks: cut.peaks,
    state_format: state.format,
    state_size: state.size,
    state_hash: state.hash,
    previous_hash: cut.previous,
    hash: cut.hash,
    key_id: cut.key,
    signature: cut.signature,
  }
}

export function cutOf(row: JournalCutRow): JournalCut {
  return {
    organization: row.organization,
    number: row.number,
    at: row.at,
    through: row.through,
    count: row.count,
    knownFrom: row.known_from,
    head: row.head,
    checkpoint: row.checkpoint,
    peaks: row.peaks,
    state: { format: row.state_format, size: row.state_size, hash: row.state_hash },
    previous: row.previous_hash,
    hash: row.hash,
    key: row.key_id,
    signature: row.signature,
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
