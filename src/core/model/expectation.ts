/** An expectation: a statement about who can or cannot do what where, pinned so that no change breaks it unseen (G6). */
import type { Subject } from './assignment.ts'

export type Expectation = {
  readonly id: string
  /** A group means every one of its members; an empty one holds. */
  readonly subject: Subject
  readonly can: boolean
  readonly permission: string
  // Id of a scope, `*/production` for every environment of that name, or `anywhere`.
  readonly scope: string
  readonly note?: string
}

/** Every scope of the organization: whoever can, can at all of them; whoever cannot, at none. */
export const ANYWHERE = 'anywhere'

const EVERY_ENVIRONMENT = /^\*\/(.+)$/

/** `production` of what is said of every environment of that name. */
export function everyEnvironment(scope: string): string | undefined {
  return EVERY_ENVIRONMENT.exec(scope)?.[1]
}

/** As it is written: who, whether, what and where. */
export type ExpectationText = {
  readonly subject: { readonly type: 'user' | 'group'; readonly ref: string }
  readonly can: boolean
  readonly permission: string
  readonly scope: string
}

// Keys and scopes have no spaces, so the last three words are theirs, whatever a group is called.
const TEXT = /^(group:)?\s*(.*\S)\s+(can|cannot)\s+(\S+)\s+at\s+(\S+)$/s

// Of the form `<user|group:name> can|cannot <key> at <scope | */environment | anywhere>`, or `undefined`.
export function readExpectation(text: string): ExpectationText | undefined {
  const [, group, ref, verb, permission, scope] = TEXT.exec(text.trim()) ?? []
  if (ref === undefined || permission === undefined || scope === undefined) return undefined
  const type = group === undefined ? 'user' : 'group'
  return { subject: { type, ref }, can: verb === 'can', permission, scope }
}

export function expectationText({ subject, can, permission, scope }: ExpectationText): string {
  const who = subject.type === 'group' ? `group:${subject.ref}` : subject.ref
  return `${who} ${can ? 'can' : 'cannot'} ${permission} at ${scope}`
}
