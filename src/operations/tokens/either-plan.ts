/** A plan of one of several commands: which, is known only to whoever made it. */
import type { Command } from '../../core/index.ts'
import type { Plan } from '../perform.ts'

export type EitherPlan = Plan<never>

/** The command and its input fit each other here; together they are handed on unread. */
export function planned<I>(command: Command<I>, rest: Omit<Plan<I>, 'command'>): EitherPlan {
  return { command, ...rest } as unknown as EitherPlan
}
