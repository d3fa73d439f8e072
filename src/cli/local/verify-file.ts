/** Verifies an export that lies on this machine. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { checkpoint as shape } from '../../contract/shapes/things.ts'
import {
  type ExportVerdict,
  UnreadableExport,
  verifyExport,
} from '../../operations/audit/export/verify-export.ts'
import { EXIT, Failure } from '../failure.ts'

/** @param kept texts of files: a checkpoint as JSON, public keys in PEM */
export async function verifyFile(
  file: string,
  kept: { readonly checkpoint: string | undefined; readonly publicKey: string | undefined },
): Promise<ExportVerdict> {
  const lines = (): AsyncIterable<string> => createInterface({ input: createReadStream(file, 'utf8') })
  const { checkpoint, publicKey } = kept
  try {
    return await verifyExport(lines, {
      ...(publicKey !== undefined && { publicKey }),
      ...(checkpoint !== undefined && { checkpoints: [parsed(checkpoint)] }),
    })
  } catch (error) {
    if (error instanceof UnreadableExport)
      throw cannotTell(`\`${file}\` cannot be verified: ${error.message}`)
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw cannotTell(`cannot read \`${file}\`: ${(error as Error).message}`)
  }
}

function parsed(text: string) {
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    throw cannotTell('what you kept is not a checkpoint: one of `items` of `audit checkpoints --output json`')
  }
}

function cannotTell(message: string): Failure {
  return new Failure(message, { exit: EXIT.cannotTell })
}
