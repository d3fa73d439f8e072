/**
 * Lies about what was asked. Only changes that make the certificate untrue are made: a certificate that is moved to
 * another question, and answers that one truly, is no lie but an answer to something else, and is refused by the
 * comparison with what was asked.
 */
import type { Certificate } from '../../src/core/decision/certificate.ts'
import type { Mutation } from './mutate.ts'

function asking(c: Certificate, question: Partial<Certificate['question']>): Certificate {
  return { ...c, question: { ...c.question, ...question } }
}

const isUnknown = (c: Certificate): boolean => c.code === 'UNKNOWN_PERMISSION'

/** Someone else who is a member: the account gate names the person. */
const anotherPerson: Mutation = (c, rng, state) => {
  const others = state.members.filter((m) => m.id !== c.question.principal)
  return others.length === 0 || isUnknown(c) ? undefined : asking(c, { principal: rng.pick(others).id })
}

const anotherKey: Mutation = (c) => asking(c, { permission: isUnknown(c) ? 'project.read' : 'no.such.key' })

/** A scope that exists for one that does not, and the other way round. */
const anotherScope: Mutation = (c) => {
  if (isUnknown(c)) return undefined
  const unknown = c.gates.some((g) => g.code === 'UNKNOWN_SCOPE')
  return asking(c, { scope: unknown ? 'organization' : 'no-such-place' })
}

/** An instant at which something listed on the chain is no longer, or not yet, what it is said to be. */
const anotherInstant: Mutation = (c, rng, state) => {
  const { now } = c.question
  const listed = new Set(c.chain.flatMap((l) => l.assignments).map((h) => h.assignment))
  const edges = state.assignments
    .flatMap((a) => (listed.has(a.id) ? [a.notBefore, a.expiresAt] : []))
    .filter((edge) => edge !== undefined)
  if (edges.length === 0) return undefined
  const edge = rng.pick(edges)
  return asking(c, { now: now >= edge ? edge - 1 : edge })
}

export const MUTATE_QUESTION: Readonly<Record<string, Mutation>> = {
  'question about another person': anotherPerson,
  'question about another permission': anotherKey,
  'question about another scope': anotherScope,
  'question at another instant': anotherInstant,
}
