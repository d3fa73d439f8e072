/** `audit verify`: asks the server, or checks an export here without any. */
import { readFileSync } from 'node:fs'
import { Argument, Option } from 'commander'
import { OPERATIONS } from '../contract/table.ts'
import type { Shown } from './api-command.ts'
import { declare, type Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { EXIT, Failure } from './failure.ts'
import { counted } from './impact.ts'
import type { verifyFile } from './local/verify-file.ts'
import { lines, type View } from './view.ts'

const operation = OPERATIONS.verifyAudit

export function auditVerifyCommand(program: Program): void {
  declare(program, {
    path: operation.command!,
    summary: operation.summary,
    arguments: [new Argument('[file]', 'an export in NDJSON: it is verified here, without a server')],
    options: [
      new Option('--checkpoint <file>', 'a checkpoint that you kept, as JSON: the log must lead to it'),
      new Option('--public-key <file>', 'of an export: the key that you kept, in PEM'),
    ],
    examples: [
      'audit verify',
      'audit verify --checkpoint kept.json',
      'audit verify audit.ndjson --public-key audit-key.pem',
    ],
    question: true,
    run: async (context, { arguments: [file], options }) => {
      const checkpoint = fileIn(options['checkpoint'])
      if (typeof file === 'string') {
        const local = await import('./local/verify-file.ts')
        const publicKey = fileIn(options['publicKey'])
        const verdict = await local.verifyFile(file, { checkpoint, publicKey })
        context.print(verdict, (shown) => exportView(shown))
        return verdict.verified ? EXIT.done : EXIT.denied
      }
      if (options['publicKey'] !== undefined)
        throw new Failure('`--public-key` is for verifying a file', { exit: EXIT.usage })
      const connection = context.connection()
      const body = checkpoint === undefined ? {} : { checkpoint: json(checkpoint) }
      const answer = await connection.ask('verifyAudit', {
        organization: await connection.organization(),
        body,
      })
      context.print(answer, (shown) => onlineView(shown))
      return answer.verified ? EXIT.done : EXIT.denied
    },
  })
}

function onlineView(shown: Shown<'verifyAudit'>): View {
  const { verified, events, activities, checkpoints, anchored, head, at, problem, cut } = shown
  return lines(
    verified
      ? `✓ verified: ${counted(events, 'event', 'events')}, nothing was changed, left out or reordered`
      : `✗ not verified: ${problem ?? 'something was changed'}`,
    `  ${counted(activities, 'record', 'records')} of activity, ${counted(checkpoints, 'checkpoint', 'checkpoints')}${
      anchored === null ? '' : anchored ? ', fits the anchor' : ', does not fit the anchor'
    }`,
    ...beginning(cut),
    `  head ${head} at ${shortInstant(at)}`,
  )
}

function beginning(cut: Shown<'verifyAudit'>['cut']): string[] {
  if (cut === null) return []
  return [
    `  begins behind record ${cut.through}: what was older than ${shortInstant(cut.known_from)} was removed`,
  ]
}

type FileVerdict = Awaited<ReturnType<typeof verifyFile>>

function exportView(verdict: FileVerdict): View {
  const { verified, whole, events, activities, checkpoints, key, problem, cut } = verdict
  const all = [
    verified
      ? `✓ verified: ${counted(events, 'event', 'events')}${
          whole ? ', nothing was changed, left out or reordered' : ', each is as it was written'
        }`
      : `✗ not verified: ${problem ?? 'something was changed'}`,
    `  ${counted(activities, 'record', 'records')} of activity, ${counted(checkpoints, 'checkpoint', 'checkpoints')}`,
    ...beginning(cut),
    `  signed with ${key.id}`,
  ]
  if (!whole) all.push('  It is filtered: whether something was left out cannot be told.')
  if (whole && !key.trusted)
    all.push('  The key is the one in the file: compare it with the one you kept (--public-key).')
  return lines(...all)
}

function fileIn(path: unknown): string | undefined {
  if (typeof path !== 'string') return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Failure(`cannot read \`${path}\`: ${(error as Error).message}`, { exit: EXIT.usage })
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('the checkpoint is not JSON', { exit: EXIT.usage })
  }
}
