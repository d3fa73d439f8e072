/**
 * A page of a search. The token holds where the page before ended and how long it was, and is bound to the question:
 * with another one it is refused. An empty token begins.
 */
import type { OperationName } from '../../contract/table.ts'
import { refuse } from '../../core/index.ts'
import type { Deps } from '../deps.ts'
import { sealing } from '../lists.ts'
import { Refused } from '../refused.ts'

const USUAL = 50
const MOST = 500

export type Asked = {
  readonly operation: OperationName
  /** Id of the organization. */
  readonly organization: string
  readonly body: {
    readonly page?: { readonly token?: string | undefined; readonly limit?: number | undefined } | undefined
  }
}

export type SearchPage<T> = {
  readonly page: { readonly next_token: string; readonly count: number; readonly total: number }
  readonly results: T[]
}

/** @param found each under a name of its own; answered in the order of names */
export function searchPage<T>(
  deps: Deps,
  { operation, organization, body }: Asked,
  found: Map<string, T>,
): SearchPage<T> {
  const { page = {}, ...question } = body
  const seal = sealing(deps, { limit: 0, question: JSON.stringify(question) }, { operation, organization })
  const before = page.token === undefined || page.token === '' ? undefined : opened(seal.open, page.token)
  const limit = Math.min(page.limit ?? before?.limit ?? USUAL, MOST)
  const names = [...found.keys()].toSorted()
  const rest = before === undefined ? names : names.filter((name) => name > before.key)
  const shown = rest.slice(0, limit)
  const next =
    rest.length > shown.length ? seal.close({ value: limit, key: shown.at(-1) ?? before?.key ?? '' }) : ''
  return {
    page: { next_token: next, count: shown.length, total: names.length },
    results: shown.map((name) => found.get(name)!),
  }
}

function opened(
  open: ReturnType<typeof sealing>['open'],
  token: string,
): { readonly limit: number; readonly key: string } {
  try {
    const { value, key } = open(token)
    return { limit: Number(value), key }
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause
    const detail = 'the token is not one of this search: begin again without it'
    throw new Refused(refuse('INVALID', detail), { errors: [{ pointer: '/page/token', detail }] })
  }
}
