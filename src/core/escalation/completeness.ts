/**
 * Whether a case may go to somebody else: all six checks are recorded (F80), and it is said what was tried, with which
 * message, in which role and tenant (F81). What a check could not tell is recorded once a person has looked.
 */

/** The four things without which nobody elsewhere can begin. */
export const PARTS = ['tried', 'error_message', 'role', 'tenant'] as const
export type Part = (typeof PARTS)[number]

/** As they are called in sentences. */
export const PART_NAMES: Readonly<Record<Part, string>> = {
  tried: 'what they tried',
  error_message: 'the exact error message',
  role: 'their role',
  tenant: 'the tenant',
}

/** Those that are missing; blanks are nothing. */
export function missingParts(given: Readonly<Partial<Record<Part, string>>>): Part[] {
  return PARTS.filter((part) => (given[part] ?? '').trim() === '')
}

/** Ids of the checks that nothing is recorded of. */
export function unrecorded<Id extends string>(
  all: readonly Id[],
  checks: readonly { readonly id: string; readonly status: string }[],
): Id[] {
  return all.filter((id) => {
    const status = checks.find((check) => check.id === id)?.status
    return status === undefined || status === 'unknown'
  })
}
