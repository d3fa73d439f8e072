/** `audit export`: the audit log as it comes, on standard output or into a file that is there only when it is whole. */
import { createWriteStream, existsSync } from 'node:fs'
import { link, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Option } from 'commander'
import { OPERATIONS } from '../contract/table.ts'
import { type Context, declare, type Program } from './command.ts'
import { Failure, usage } from './failure.ts'
import { planOf } from './plan.ts'
import { lines } from './view.ts'

const operation = OPERATIONS.exportAuditEvents

export function auditExportCommand(program: Program): void {
  const plan = planOf(operation, {})
  declare(program, {
    path: operation.command!,
    summary: operation.summary,
    options: [
      ...plan.options,
      new Option('--out <file>', 'write it to this new file, readable by you alone (standard output)'),
    ],
    examples: [
      'audit export --out audit.ndjson',
      'audit export --format csv --since 90d --out audit.csv',
      'audit export --format ocsf --type member',
    ],
    run: async (context, typed) => {
      const asked = plan.valuesOf(typed, context.terminal.now())
      const file = typed.options['out']
      if (typeof file === 'string' && existsSync(file)) throw taken(file)
      const organization = await context.connection().organization()
      const stream = await context.connection().stream('exportAuditEvents', { ...asked, organization })
      if (typeof file === 'string') await intoFile(context, file, stream)
      else await toOutput(context, stream)
      return undefined
    },
  })
}

async function toOutput({ terminal }: Context, stream: ReadableStream<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder()
  for await (const chunk of chunksOf(stream)) terminal.out(decoder.decode(chunk, { stream: true }))
}

async function intoFile(context: Context, file: string, stream: ReadableStream<Uint8Array>): Promise<void> {
  // Of this process alone: another one that writes the same file keeps its own.
  const part = `${file}.${process.pid}.part`
  let bytes: number
  try {
    const out = createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true })
    await pipeline(chunksOf(stream), out)
    bytes = out.bytesWritten
    // Linking fails where the file has come to be in the meantime.
    await link(part, file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw taken(file)
    if (code === undefined) throw error
    throw new Failure(`cannot write \`${file}\`: ${message}`)
  } finally {
    await rm(part, { force: true })
  }
  context.print({ file, bytes }, (shown) => lines(`Wrote ${shown.file} (${shown.bytes} bytes).`))
}

function taken(file: string): Failure {
  return usage(`\`${file}\` is there already`, 'choose another name, or remove it')
}

/** @throws Failure where the answer broke off */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Failure('the export broke off: what was written is not whole', { next: 'try again' })
    })
    if (done) return
    yield value
  }
}
