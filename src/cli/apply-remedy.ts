/** `access diagnose … --apply`: does one of the remedies, after its impact, as every change is made. */
import type { Answer } from '../contract/client.ts'
import type { Shown } from './api-command.ts'
import type { Context } from './command.ts'
import { escapeAll } from './escape.ts'
import { EXIT, type Exit, Failure } from './failure.ts'
import { chosen } from './remedies.ts'
import { lines } from './view.ts'
import { type Values, write } from './write.ts'

type Diagnosis = Shown<'diagnoseAccess'>

/** @param args as the diagnosis was asked for. @returns `undefined` where nothing is to be applied */
export function applying(
  diagnosis: Diagnosis,
  args: Values,
  context: Context,
  options: Values,
): Promise<Exit | undefined> | undefined {
  const { apply } = options
  // Nothing stands in the way: that is the answer.
  if (apply === undefined || diagnosis.verdict === 'allowed') return undefined
  return applyOne(diagnosis, apply as string | true, args, context, options)
}

async function applyOne(
  diagnosis: Diagnosis,
  asked: string | true,
  args: Values,
  context: Context,
  options: Values,
): Promise<Exit | undefined> {
  const remedy = chosen(diagnosis, asked)
  if (remedy === undefined) throw nothing(diagnosis, asked)
  const text = escapeAll(remedy.text).replaceAll('`', '')
  const { principal } = diagnosis
  // As it was asked, or what the reference stands for.
  const { goal = diagnosis.goal } = args['body'] as { readonly goal?: object }
  context.say(text)
  return write<Answer<'applyRemedy'>>(context, {
    call: (request) => context.connection().ask('applyRemedy', request),
    args: {
      organization: args['organization'],
      ...consentOf(options),
      body: {
        principal,
        goal,
        remedy: remedy.id,
        ...(options['reason'] !== undefined && { reason: options['reason'] }),
      },
    },
    question: 'Apply this?',
    yes: options['yes'] === true,
    view: ({ events }) => lines(`${context.paint('green', '✓ Applied:')} ${events.join(', ')}`),
  })
}

function consentOf({ dryRun, acceptImpact, overrideExpectations }: Values): Values {
  return {
    ...(dryRun === true && { dry_run: true }),
    ...(acceptImpact !== undefined && { accept_impact: acceptImpact }),
    ...(overrideExpectations !== undefined && { override_expectations: overrideExpectations }),
  }
}

function nothing({ remedies = [], without_remedy: why, code }: Diagnosis, asked: string | true): Failure {
  const told = { exit: EXIT.denied, code }
  if (remedies.length === 0) {
    const because = why === undefined ? '' : `: ${why.replaceAll('`', '').replace(/[.]$/, '')}`
    return new Failure(`there is no remedy to apply${because}`, told)
  }
  if (asked === true) {
    const next = 'choose one by its number: --apply 1'
    return new Failure('none of the remedies is suggested: each makes them an admin', { ...told, next })
  }
  const next = `there are ${remedies.length}: --apply 1 is the best`
  return new Failure(`no remedy \`${asked}\`, or not any more: something may have changed`, { ...told, next })
}
