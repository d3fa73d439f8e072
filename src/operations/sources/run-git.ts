/**
 * Runs git for one question to a remote: no shell, no settings of this machine, no prompts, no credentials, only the
 * protocols that are allowed, within limits of time and output. What it started ends with it.
 */
import { spawn } from 'node:child_process'

export type GitRun = {
  readonly args: readonly string[]
  /** Whatever else would run is refused by git itself. */
  readonly protocols: readonly string[]
  /** How ssh is called; git hands it to a shell, so it holds nothing that somebody typed. */
  readonly ssh: string
  /** Milliseconds. */
  readonly within?: number
}

export type GitAnswer =
  | { readonly outcome: 'answered'; readonly text: string }
  | { readonly outcome: 'refused'; readonly text: string }
  | { readonly outcome: 'too_long' | 'too_much' | 'no_git' }

const TIME = 20_000
const OUTPUT = 1024 * 1024
const TOLD = 4096

export async function runGit({ args, protocols, ssh, within = TIME }: GitRun): Promise<GitAnswer> {
  return new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'],
      LC_ALL: 'C',
      GIT_ALLOW_PROTOCOL: protocols.join(':'),
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '',
      SSH_ASKPASS: '',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_SSH_COMMAND: ssh,
      GIT_SSH_VARIANT: 'ssh',
    }
    // A group of its own, so that its helpers end with it.
    const child = spawn('git', args, { cwd: '/', env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, told] = ['', '']
    let ended = false
    const end = (answer: GitAnswer): void => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      if (child.pid !== undefined) kill(child.pid)
      resolve(answer)
    }
    const timer = setTimeout(() => end({ outcome: 'too_long' }), within)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (out.length > OUTPUT) end({ outcome: 'too_much' })
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told = (told + text).slice(0, TOLD)
    })
    child.once('error', () => end({ outcome: 'no_git' }))
    child.once('close', (code) =>
      end(code === 0 ? { outcome: 'answered', text: out } : { outcome: 'refused', text: told }),
    )
  })
}

function kill(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended by itself.
  }
}
