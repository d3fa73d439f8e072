/**
 * Signing in through a browser: this prints where to go and a code to compare, and waits. What is typed in the browser
 * never comes near this machine, and the session is one of its own.
 */
import type { Answer } from '../contract/client.ts'
import type { Context } from './command.ts'
import { Connection } from './connection.ts'
import { escapeAll } from './escape.ts'
import { Failure } from './failure.ts'
import { CLIENT } from './own-name.ts'
import { isSafe } from './safe-fetch.ts'
import { begun, type NewRemote } from './signed-in.ts'

/** In seconds; no server makes this one ask more often, or stop asking for long. */
const SHORTEST = 1
const LONGEST = 60
const PATIENCE = 3600

type Started = Answer<'startDeviceLogin'>
type Polled = Answer<'pollDeviceLogin'>

export async function deviceLogin(context: Context, target: NewRemote, open: boolean): Promise<void> {
  const { terminal } = context
  const connection = new Connection(terminal, target)
  const started = await connection.ask('startDeviceLogin', {
    body: { client: CLIENT, device: terminal.machine.slice(0, 100) },
  })
  await tell(context, started, open)
  const polled = await decided(context, connection, started)
  if (polled.state === 'access_denied') throw new Failure('the sign-in was refused in the browser')
  if (polled.state !== 'approved') {
    throw new Failure('nobody agreed in time, or the code was used', { next: 'compartment login' })
  }
  const { user, token, expires_at, organization } = polled
  const chosen = context.organization ?? organization
  const session = { user, token, expires_at, ...(chosen !== undefined && { organization: chosen }) }
  await begun(context, target, session)
}

async function tell(context: Context, started: Started, open: boolean): Promise<void> {
  const { verification_url: url, verification_url_complete: complete, user_code: code } = escapeAll(started)
  context.say(
    `Open ${url}`,
    `and enter the code ${code}, or open it with the code filled in:`,
    `  ${complete}`,
    'Compare the code before you agree. Waiting …',
  )
  if (!open) return
  const page = started.verification_url_complete
  const isPage = URL.canParse(page) && isSafe(new URL(page))
  await (isPage ? context.terminal.browse(page) : Promise.reject(new Error('not a page'))).catch(() => {
    context.say('no browser could be opened here: open the page yourself')
  })
}

/** Polls as often as the server asks for, until somebody has decided or the time is over. */
async function decided({ terminal }: Context, connection: Connection, started: Started): Promise<Polled> {
  let seconds = bounded(started.interval)
  for (let waited = 0; waited <= PATIENCE; waited += seconds) {
    await terminal.wait(seconds * 1000)
    const polled = await connection.ask('pollDeviceLogin', { body: { device_code: started.device_code } })
    if (polled.state !== 'authorization_pending' && polled.state !== 'slow_down') return polled
    seconds = bounded(polled.interval)
  }
  return { state: 'expired_token' }
}

function bounded(seconds: number): number {
  return Math.min(LONGEST, Math.max(SHORTEST, seconds))
}
