/**
 * State checkpoints: what an organization was at one record of its journal, in parts, so that the past is rebuilt from
 * there and not from the beginning. They are a convenience made of the journal: losing them loses nothing.
 */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'

export type StateCheckpoint = {
  readonly organization: string
  /** The record after which it was so. */
  readonly sequence: number
  /** Hash of that record. */
  readonly headHash: string
  /** Which program's states it is of (`STATE_FORMAT`). */
  readonly format: number
  /** Rows of the state. */
  readonly size: number
  /** Made by whoever wrote it, of all that it says. */
  readonly seal: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/** Those of a format up to a record, latest first, without their parts. */
export async function stateCheckpoints(
  store: Store,
  organization: string,
  atMost: number,
  format: number,
  limit: number,
): Promise<StateCheckpoint[]> {
  const query = store.build.from
    .selectFrom('state_checkpoints')
    .selectAll()
    .where('organization', '=', organization)
    .where('sequence', '<=', atMost)
    .where('format', '=', format)
    .orderBy('sequence', 'desc')
    .limit(limit)
  return (await store.rows(query)).map((row) => ({
    organization: row.organization,
    sequence: row.sequence,
    headHash: row.head_hash,
    format: row.format,
    size: row.size,
    seal: row.seal,
    createdAt: row.created_at,
  }))
}

/** The text of each part, in order. */
export async function stateCheckpointParts(
  store: Store,
  { organization, sequence }: Pick<StateCheckpoint, 'organization' | 'sequence'>,
): Promise<string[]> {
  const query = store.build.from
    .selectFrom('state_checkpoint_parts')
    .select('content')
    .where('organization', '=', organization)
    .where('sequence', '=', sequence)
    .orderBy('part')
  return (await store.rows(query)).map(({ content }) => content)
}

/** Takes the place of one of an older format; where another replica was faster, it says the same. */
export function keepStateCheckpoint(
  build: Builder,
  { organization, sequence, headHash, format, size, seal, createdAt }: StateCheckpoint,
  parts: readonly string[],
): Write[] {
  return [
    build.remove('state_checkpoint_parts', { organization, sequence }),
    build.put('state_checkpoints', ['organization', 'sequence'], {
      organization,
      sequence,
      head_hash: headHash,
      format,
      size,
      seal,
      created_at: createdAt,
    }),
    ...parts.map((content, part) =>
      build.insert('state_checkpoint_parts', { organization, sequence, part, content }),
    ),
  ]
}
