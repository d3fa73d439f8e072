/** Why a command ends otherwise than well, and with which exit code. */

/** 0 done or allowed · 1 failed · 2 denied or findings · 3 cannot tell · 64 not how this command is used. */
export const EXIT = { done: 0, failed: 1, denied: 2, cannotTell: 3, usage: 64 } as const

export type Exit = (typeof EXIT)[keyof typeof EXIT]

export type Told = {
  readonly exit?: Exit
  readonly code?: string
  readonly reference?: string
  /** A command or sentence that leads on. */
  readonly next?: string
  /** Further lines below the error. */
  readonly details?: readonly string[]
}

/** Message grammar: lower case, no full stop, what the person typed in backticks, the next step apart. */
export class Failure extends Error {
  readonly told: Told
  constructor(message: string, told: Told = {}) {
    super(message)
    this.name = 'Failure'
    this.told = told
  }
}

export function usage(message: string, next?: string): Failure {
  return new Failure(message, next === undefined ? { exit: EXIT.usage } : { exit: EXIT.usage, next })
}
