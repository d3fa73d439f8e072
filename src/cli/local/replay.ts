/**
 * `access replay`: the diagnosis of a bundle anew, on this machine and without a server. It says whether the file is what
 * the server said: the same verdict, the same code, the same six checks.
 */
import { readFileSync } from 'node:fs'
import { bundle, bundleContent } from '../../contract/shapes/bundle.ts'
import { differences, type Replayable, replay, STATE_FORMAT } from '../../core/index.ts'
import { sha256 } from '../../operations/sha256.ts'
import type { Context } from '../command.ts'
import { EXIT, type Exit, Failure } from '../failure.ts'
import { lines, type View } from '../view.ts'

type Content = (typeof bundleContent)['_output']
type Moment = Content['now']

export function replayed(context: Context, file: string): Exit {
  const content = read(file)
  const now = again(content.now)
  const refused = content.refused && again(content.refused)
  const differing = [
    ...now.differing,
    ...(refused?.differing ?? []).map((one) => `when it was refused: ${one}`),
  ]
  if (differing.length > 0)
    throw new Failure(
      `\`${file}\` does not come out as it says: it was changed, or made by another version`,
      {
        details: differing,
      },
    )
  const answer = {
    reference: content.id,
    person: content.person,
    goal: content.goal,
    ...now.outcome,
    ...(refused !== undefined && { refused: refused.outcome }),
    reproduced: true,
  }
  context.print(answer, (): View => shown(content, now.outcome))
  return { allowed: EXIT.done, blocked: EXIT.denied, cannot_tell: EXIT.cannotTell }[now.outcome.verdict]
}

function shown({ person, now }: Content, { verdict, code }: ReturnType<typeof again>['outcome']): View {
  return lines(
    `Reproduced: ${person}, ${verdict}, ${code}, at ${now.revision}.`,
    ...now.checks.map(
      ({ title, status, code: found }, at) =>
        `  ${at + 1}. ${title} ${status.replace('_', ' ')}${found === undefined ? '' : ` (${found})`}`,
    ),
  )
}

/** @param moment as the bundle has it */
function again(moment: Moment) {
  try {
    const outcome = replay(moment.replay as unknown as Replayable, sha256)
    return { outcome, differing: differences(moment, outcome) }
  } catch (error) {
    throw unreadable(`what it rests on cannot be used: ${(error as Error).message}`)
  }
}

function read(file: string): Content {
  const parsed = parse(file)
  const whole = bundle.safeParse(parsed)
  const content = bundleContent.safeParse(whole.success ? whole.data.content : parsed)
  if (!content.success) throw unreadable(`\`${file}\` is not a bundle of this version`)
  if (content.data.state_format !== STATE_FORMAT)
    throw unreadable('a version with another format of states wrote it')
  return content.data
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw unreadable(`cannot read \`${file}\`: ${(error as Error).message}`)
  }
}

function unreadable(message: string): Failure {
  return new Failure(message, { next: 'a bundle is written by: compartment access bundle … --save FILE' })
}
