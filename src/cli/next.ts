/** Which command leads on after a refusal, where the server did not say. */
import type { Problem } from '../contract/shapes/answer.ts'
import type { Code } from '../core/catalogue/codes.ts'
import { shellWord } from './shell-words.ts'

const NEXT: Partial<Record<Code, string>> = {
  UNAUTHENTICATED: 'compartment login',
  SESSION_EXPIRED: 'compartment login',
  SESSION_STALE: 'compartment login',
  TOKEN_EXPIRED: 'compartment login',
  BAD_CREDENTIAL: 'try again, or ask an admin: compartment access diagnose <your e-mail>',
  LINK_NOT_VALID: 'ask an admin for a new link: compartment invitation resend <your e-mail>',
  THROTTLED: 'wait a little, then try again',
  NOT_ALLOWED: 'compartment whoami',
  NOT_FRESH: 'try again in a moment',
  OVERLOADED: 'try again in a moment',
  LAST_ADMIN: 'make someone else an admin first: compartment role grant <email> admin',
  SYSTEM_ROLE: 'compartment role duplicate <role> <name>',
  UNKNOWN_ROLE: 'compartment role list',
  UNKNOWN_PERMISSION: 'compartment permission list',
  UNKNOWN_SCOPE: 'compartment project list',
  NAME_TAKEN: 'choose another name',
  ALREADY_INVITED: 'compartment invitation resend <email>',
  ALREADY_MEMBER: 'compartment user show <email>',
  MANAGED_IDENTITY: 'change it through what owns it',
  EXPECTATION_BROKEN: 'compartment expectation list',
  REASON_REQUIRED: 'add --reason <text>',
  INTERNAL: 'tell whoever runs the server, with the reference',
}

/** @param problem escaped */
export function nextAfter(problem: Problem): string | undefined {
  if (problem.next !== undefined) return problem.next
  const [lacking] = problem.missing ?? []
  if (problem.code === 'ESCALATION' && lacking !== undefined) {
    return `find who can: compartment access grantors ${lacking.permission} --at ${shellWord(lacking.scope)}`
  }
  return NEXT[problem.code]
}
