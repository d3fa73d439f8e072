/** The terminal of this process. */
import { spawn } from 'node:child_process'
import { hostname } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { Terminal } from './terminal.ts'

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process
  // `compartment user list | head` closes the pipe early: nothing is wrong then.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  return {
    out: (data) => void stdout.write(data),
    err: (data) => void stderr.write(data),
    interactive: stdin.isTTY && stderr.isTTY,
    outIsTerminal: stdout.isTTY,
    columns: stdout.columns || 80,
    env,
    fetch: globalThis.fetch,
    now: () => new Date(),
    machine: hostname(),
    wait: (milliseconds) => wait(milliseconds),
    browse,
    ask: (question) => ask(question, stderr),
    askHidden: async (question) => {
      stderr.write(question)
      const answer = await ask('', new Writable({ write: (_chunk, _encoding, done) => done() }))
      stderr.write('\n')
      return answer
    },
    input: () => text(stdin),
  }
}

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** No shell reads the address. */
function browse(url: string): Promise<void> {
  const [command, ...before] = OPENERS[process.platform] ?? ['xdg-open']
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const opener = spawn(command, [...before, new URL(url).href], { stdio: 'ignore', detached: true })
  opener.once('error', reject)
  opener.once('spawn', () => {
    opener.unref()
    resolve()
  })
  return promise
}

/** The question goes to standard error, because standard output is for data. */
async function ask(question: string, output: NodeJS.WritableStream): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output, terminal: true })
  const { promise, reject } = Promise.withResolvers<never>()
  const interrupted = (): void => {
    // The line of the question is not ended by a key like Ctrl-C.
    process.stderr.write('\n')
    reject(new Interrupted())
  }
  prompt.once('SIGINT', interrupted)
  prompt.once('close', interrupted)
  try {
    return await Promise.race([prompt.question(question), promise])
  } finally {
    prompt.off('SIGINT', interrupted).off('close', interrupted)
    prompt.close()
  }
}

/** Ctrl-C or Ctrl-D at a question. */
class Interrupted extends Error {
  override readonly name = 'Interrupted'
}
