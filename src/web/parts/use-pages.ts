/**
 * From page to page of a list. Which page it is stands in the address; the pages that were come through are kept in the
 * browser's history alone, so whoever is sent the address of a later one goes back to the first.
 */
import { useLocation } from '@tanstack/react-router'

type Trail = { readonly trail?: readonly (string | null)[] }

type Pages = {
  readonly first: () => void
  readonly previous: (() => void) | undefined
  readonly next: (cursor: string) => void
}

/**
 * @param cursor of the page that is shown; absent for the first
 * @param go to the page behind a cursor, with what the history keeps beside it
 */
export function usePages(
  cursor: string | undefined,
  go: (cursor: string | undefined, state: Trail) => void,
): Pages {
  const { trail = [] } = useLocation().state as Trail
  const previous = trail.at(-1)
  return {
    first: () => go(undefined, { trail: [] }),
    previous:
      previous === undefined ? undefined : () => go(previous ?? undefined, { trail: trail.slice(0, -1) }),
    next: (to) => go(to, { trail: [...trail, cursor ?? null] }),
  }
}
