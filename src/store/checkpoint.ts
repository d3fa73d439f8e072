/**
 * A checkpoint says what was true of both logs of an organization at one time, and is signed with a key that the
 * database does not hold: whoever rewrites the database can rewrite hashes, but not signatures.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import { GENESIS } from './journal.ts'
import type { CheckpointRow } from './tables.ts'

export type Checkpoint = {
  readonly organization: string
  /** From 1, without gaps. */
  readonly number: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly journal: {
    /** Records from the first. */
    readonly size: number
    /** Of the Merkle tree over their hashes (RFC 9162). */
    readonly root: string
    /** Hash of the last record. */
    readonly head: string
  }
  /** The last sealed batch of the activity log; 0 and zeros where there is none. */
  readonly activity: { readonly batch: number; readonly hash: string }
  /** Hash of the checkpoint before. */
  readonly previous: string
  readonly hash: string
  readonly key: string
  /** Ed25519, base64url. */
  readonly signature: string
}

/** The key that signs. */
export type AuditKey = {
  readonly id: string
  /** PEM, SubjectPublicKeyInfo. */
  readonly publicKey: string
  readonly sign: (text: string) => string
}

/** Whether a signature is that of a key that is known here; `undefined` where the key is not. */
export type Verify = (key: string, text: string, signature: string) => boolean | undefined

type Unsigned = Omit<Checkpoint, 'hash' | 'key' | 'signature'>

export function signed(unsigned: Unsigned, { id, sign }: AuditKey): Checkpoint {
  const text = textOf({ ...unsigned, key: id })
  return { ...unsigned, hash: sha256(text), key: id, signature: sign(text) }
}

/** What is signed: a line that says what it is, then all but hash and signature in canonical JSON. */
function textOf({
  organization,
  number,
  at,
  journal,
  activity,
  previous,
  key,
}: Unsigned & { key: string }): string {
  const { size, root, head } = journal
  const { batch, hash } = activity
  const said = {
    organization,
    number,
    at,
    journal: { size, root, head },
    activity: { batch, hash },
    previous,
    key,
  }
  return `compartment checkpoint 1\n${canonicalJson(said)}`
}

/** @returns why it is not one that the key's holder wrote */
export function checkpointFault(checkpoint: Checkpoint, verify: Verify): string | undefined {
  const text = textOf(checkpoint)
  if (sha256(text) !== checkpoint.hash) return 'it is not what was written'
  const good = verify(checkpoint.key, text, checkpoint.signature)
  if (good === undefined) return `it is signed with a key that is not known here: \`${checkpoint.key}\``
  return good ? undefined : 'its signature is wrong'
}

/** Follows checkpoints in their order. */
export class CheckpointReader {
  readonly #organization: string
  readonly #verify: Verify
  #last: Checkpoint | undefined

  constructor(organization: string, verify: Verify) {
    this.#organization = organization
    this.#verify = verify
  }

  /** @returns why it does not follow from the one before, or is not genuine */
  read(checkpoint: Checkpoint): string | undefined {
    const last = this.#last
    this.#last = checkpoint
    if (checkpoint.organization !== this.#organization) return 'it is of another organization'
    if (checkpoint.number !== (last?.number ?? 0) + 1) return 'the one before it is missing'
    if (checkpoint.previous !== (last?.hash ?? GENESIS)) return 'it does not follow from the one before'
    if (last !== undefined && checkpoint.journal.size < last.journal.size)
      return 'the journal was longer before'
    return checkpointFault(checkpoint, this.#verify)
  }
}

/** How it is said of a checkpoint that was kept, which differs by where it is looked for. */
export type KeptWords = Readonly<Record<'which' | 'foreign' | 'missing' | 'other', string>>

/** @returns the first of those kept that these checkpoints do not lead to, and why */
export function keptProblem(
  { organization, checkpoints, verify }: CheckpointsHere,
  kept: readonly Checkpoint[],
  words: KeptWords,
): string | undefined {
  for (const one of kept) {
    const name = `checkpoint ${one.number} ${words.which}`
    if (one.organization !== organization) return name + words.foreign
    const fault = checkpointFault(one, verify)
    if (fault !== undefined) return `${name}: ${fault}`
    const here = checkpoints[one.number - 1]
    if (here === undefined) return name + words.missing
    if (here.hash !== one.hash) return name + words.other
  }
  return undefined
}

type CheckpointsHere = {
  readonly organization: string
  /** From the first on. */
  readonly checkpoints: readonly Checkpoint[]
  readonly verify: Verify
}

export function checkpointRow(
  { journal, activity, ...checkpoint }: Checkpoint,
  peaks: string,
): CheckpointRow {
  return {
    organization: checkpoint.organization,
    number: checkpoint.number,
    at: checkpoint.at,
    journal_size: journal.size,
    journal_root: journal.root,
    journal_head: journal.head,
    peaks,
    activity_batch: activity.batch,
    activity_hash: activity.hash,
    previous_hash: checkpoint.previous,
    hash: checkpoint.hash,
    key_id: checkpoint.key,
    signature: checkpoint.signature,
  }
}

export function checkpointOf(row: CheckpointRow): Checkpoint {
  return {
    organization: row.organization,
    number: row.number,
    at: row.at,
    journal: { size: row.journal_size, root: row.journal_root, head: row.journal_head },
    activity: { batch: row.activity_batch, hash: row.activity_hash },
    previous: row.previous_hash,
    hash: row.hash,
    key: row.key_id,
    signature: row.signature,
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
