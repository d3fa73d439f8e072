/** Where people sign in: built from the configured address, never from a request. */
import type { Deps } from '../deps.ts'

export function signInUrl({ publicUrl }: Pick<Deps, 'publicUrl'>): string {
  return `${publicUrl}/sign-in`
}
