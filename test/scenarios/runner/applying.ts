/** `access diagnose alex@example.com --do KEY --at SCOPE --apply 2`, as a scenario types it. */
import { wordsOf } from './command-line.ts'
import type { Review } from './review.ts'

export type Applying = {
  readonly asked: Extract<Review, { kind: 'remedies' }>
  /** Absent: the one that is suggested. */
  readonly nth?: number
}

/** @returns `undefined` for any other line */
export function applyingOf(line: string): Applying | undefined {
  const [noun, verb, email, ...options] = wordsOf(line)
  if (noun !== 'access' || verb !== 'diagnose' || email === undefined) return undefined
  const valueOf = (option: string): string | undefined => {
    const at = options.indexOf(option)
    const value = at < 0 ? undefined : options[at + 1]
    return value?.startsWith('--') === true ? undefined : value
  }
  if (!options.includes('--apply')) throw new Error(`\`${line}\` changes nothing: it is a question`)
  const [permission, scope, feature, nth] = ['--do', '--at', '--feature', '--apply'].map(valueOf)
  return {
    asked: {
      kind: 'remedies',
      who: email.split('@')[0]!,
      ...(permission !== undefined && { permission, scope: scope ?? 'organization' }),
      ...(feature !== undefined && { feature }),
    },
    ...(nth !== undefined && { nth: Number(nth) }),
  }
}
