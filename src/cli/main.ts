/** Runs a command line in this process. */
import { processTerminal } from './process-terminal.ts'
import { run } from './program.ts'

export async function main(argv: readonly string[]): Promise<void> {
  // Not `process.exit`: what was printed must reach the pipe first.
  process.exitCode = await run(argv, processTerminal())
}
