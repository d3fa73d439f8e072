/**
 * `access diagnose --walk`: the runbook, check by check, with whoever has the person on the phone. What a check cannot tell
 * is asked, and recorded; the first that fails says what to do, and the walk goes on only if that is wanted.
 */
import type { Answer } from '../contract/client.ts'
import type { Context } from './command.ts'
import { escapeAll } from './escape.ts'
import { usage } from './failure.ts'
import { wrapped } from './width.ts'

type Diagnosis = Answer<'diagnoseAccess'>
type Check = Diagnosis['checks'][number]

/** Where the walk ended: at which check, or behind all of them. */
type Walked = { readonly checks: readonly Check[]; readonly stopped: boolean }

/** @returns the diagnosis with what was recorded on the way */
export async function walked(answer: Diagnosis, context: Context): Promise<Diagnosis> {
  if (!context.terminal.interactive)
    throw usage('--walk asks as it goes: it takes somebody at a terminal', 'leave --walk out')
  const diagnosis = escapeAll<Diagnosis>(answer)
  const { checks, stopped } = await through(diagnosis, context)
  if (!stopped && diagnosis.id !== undefined && diagnosis.verdict !== 'blocked') {
    const rest = checks.some(({ status }) => status === 'unknown')
    context.say('', ...(rest ? NOT_ALL : handOn(diagnosis.id)))
  }
  return { ...answer, checks: [...checks] }
}

const NOT_ALL = ['Not all six are recorded yet: a case is handed on when they are.'] as const

function handOn(id: string): string[] {
  return [
    'All six are recorded. If it still does not work, hand it on:',
    `  $ compartment access bundle ${id} --tried "WHAT" --error-message "THE EXACT MESSAGE"`,
  ]
}

async function through(diagnosis: Diagnosis, context: Context): Promise<Walked> {
  const checks = [...diagnosis.checks]
  for (const [at, check] of checks.entries()) {
    context.say('', ...rung(check, at + 1, context))
    if (check.status === 'unknown') checks[at] = await looked(diagnosis, check, context)
    else if (check.status === 'failed') {
      context.say(...whatToDo(diagnosis, check, context))
      if (at < checks.length - 1 && !(await goesOn(context))) return { checks, stopped: true }
    }
  }
  return { checks, stopped: false }
}

function rung(
  { title, status, code, evidence }: Check,
  number: number,
  { paint, terminal }: Context,
): string[] {
  const columns = Math.min(terminal.columns, 100)
  const found = code === undefined ? WORDS[status] : `${WORDS[status]} (${code})`
  return [
    paint('bold', `${number}. ${title}`),
    `   ${found}`,
    ...evidence.flatMap(({ text }) => wrapped(plain(text), columns, '   ')),
  ]
}

const WORDS: Readonly<Record<Check['status'], string>> = {
  passed: '✓ yes, passed',
  failed: '✗ no, failed',
  not_reached: '– not reached: an earlier failure leaves nothing to look at',
  not_applicable: '– not applicable',
  unknown: '? cannot tell: nothing recorded says',
}

/** Of the check in the way, and of the second one; what comes behind them waits its turn. */
function whatToDo(
  { code: blocker, next, second }: Diagnosis,
  { id, code }: Check,
  { terminal }: Context,
): string[] {
  const step = code !== undefined && code === blocker ? next : second?.check === id ? second.next : undefined
  if (step === undefined) return []
  const told = wrapped(plain(step.text), Math.min(terminal.columns, 100), '   → ')
  return step.command === undefined ? told : [...told, `   $ ${step.command}`]
}

async function goesOn({ terminal }: Context): Promise<boolean> {
  return !/^(s|stop|q|n|no)$/i.test((await terminal.ask('Enter to look on, s to stop here: ')).trim())
}

/** They look, or ask the person; nothing is recorded where they do not know either. */
async function looked(diagnosis: Diagnosis, check: Check, context: Context): Promise<Check> {
  const { terminal, say } = context
  const answer = (await terminal.ask('Have you looked? p passed, f failed, Enter not yet: ')).trim()
  const status = /^p/i.test(answer) ? 'passed' : /^f/i.test(answer) ? 'failed' : undefined
  if (status === undefined) return check
  const note = (await terminal.ask('What did you see? ')).trim()
  if (note === '' || diagnosis.id === undefined) {
    say(note === '' ? '   Not recorded: it takes what you saw.' : '   Not recorded: it is about yourself.')
    return check
  }
  const organization = await context.connection().organization()
  await context.connection().ask('recordCheck', {
    organization,
    diagnosis: diagnosis.id,
    body: { check: check.id, found: status, saw: note },
  })
  say('   Recorded.')
  return { ...check, status, evidence: [...check.evidence, { text: `Looked at by hand: ${note}`, ids: [] }] }
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
