/** A whole list, page after page: for choices, where what is missing could not be chosen. */

type Page<T> = { readonly items: readonly T[]; readonly next_cursor: string | null }

export const LARGEST_PAGE = 500

/** @param ask for the page behind a cursor; for the first without one */
export async function every<T>(
  ask: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await ask({ limit: LARGEST_PAGE, ...(cursor !== null && { cursor }) })
    items.push(...page.items)
    cursor = page.next_cursor
  } while (cursor !== null)
  return items
}
