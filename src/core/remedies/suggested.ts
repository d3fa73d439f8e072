/** Which remedy is suggested: the best that makes nobody an admin; of those that take nothing from anybody, if there is one. */
import type { Remedy } from './try-out.ts'

export function suggestedOf(remedies: readonly Remedy[]): Remedy | undefined {
  const modest = remedies.filter(({ admin }) => !admin)
  return modest.find((remedy) => takesNothing(remedy)) ?? modest[0]
}

/** Whether it could be suggested however many others there are. */
export function isSuggestible(remedy: Remedy): boolean {
  return !remedy.admin && takesNothing(remedy)
}

function takesNothing({ impact }: Remedy): boolean {
  return impact.totals.lost === 0
}
