/**
 * Pages of a list: filtered, searched, sorted and cut in memory. A page begins behind the key of the last item of the
 * one before, so that what comes and goes in between neither repeats nor hides anything. Cursors are signed.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { OperationName } from '../contract/table.ts'
import { refuse } from '../core/index.ts'
import type { Deps } from './deps.ts'
import { Refused } from './refused.ts'

export type PageQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly sort?: string | undefined
  readonly q?: string | undefined
  /** Filters. */
  readonly [filter: string]: unknown
}

type SortValue = string | number

export type Listing<T> = {
  readonly operation: OperationName
  /** Id of the organization. */
  readonly organization: string
  readonly items: Iterable<T>
  /** Unique in the list. */
  readonly key: (item: T) => string
  readonly sorts: Readonly<Record<string, (item: T) => SortValue>>
  /** A name of `sorts`, `-` before it for descending. */
  readonly usually: string
  /** What `q` looks through. */
  readonly text: (item: T) => readonly string[]
}

export type Page<T> = { readonly items: readonly T[]; readonly next_cursor: string | null }

/** @throws Refused INVALID for a field that cannot be sorted by, and for a cursor that is not of this list */
export function pageOf<T>(deps: Deps, query: PageQuery, listing: Listing<T>): Page<T> {
  const { descending, value } = sorting(query.sort ?? listing.usually, listing.sorts)
  const seal = sealing(deps, query, listing)
  const after = query.cursor === undefined ? undefined : seal.open(query.cursor)
  const compare = (a: Place, b: Place): number => (descending ? -1 : 1) * comparePlaces(a, b)
  const isWanted = containing(query.q)
  const places: (Place & { item: T })[] = []
  for (const item of listing.items) {
    if (!isWanted(listing.text(item))) continue
    const place = { value: value(item), key: listing.key(item), item }
    if (after === undefined || compare(place, after) > 0) places.push(place)
  }
  places.sort(compare)
  const page = places.slice(0, query.limit)
  const last = places.length > query.limit ? page.at(-1) : undefined
  return { items: page.map(({ item }) => item), next_cursor: last === undefined ? null : seal.close(last) }
}

/** @returns whether one of the texts of an item contains what `q` asks for */
export function containing(q: string | undefined): (texts: readonly string[]) => boolean {
  const wanted = q?.normalize('NFKC').toLowerCase()
  return (texts) => wanted === undefined || texts.some((text) => text.toLowerCase().includes(wanted))
}

type Place = { readonly value: SortValue; readonly key: string }

function sorting<T>(
  sort: string,
  sorts: Listing<T>['sorts'],
): { descending: boolean; value: (item: T) => SortValue } {
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  if (Object.hasOwn(sorts, name)) return { descending, value: sorts[name]! }
  const fields = Object.keys(sorts).map((field) => `\`${field}\``)
  const detail = `cannot sort by \`${name}\`: use ${fields.join(', ')}`
  throw new Refused(refuse('INVALID', detail), { errors: [{ pointer: '/sort', detail }] })
}

/** By value, then by key; code units, the same on every machine. */
function comparePlaces(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

export type Seal = { readonly open: (cursor: string) => Place; readonly close: (place: Place) => string }

const MAC = 16

/** Bound to the operation, the organization, the filters and the order, so that a cursor continues that list alone. */
export function sealing(
  { secretKey }: Deps,
  query: PageQuery,
  { operation, organization }: Pick<Listing<never>, 'operation' | 'organization'>,
): Seal {
  const { limit: _, cursor: __, ...asked } = query
  const list = JSON.stringify([
    operation,
    organization,
    Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ])
  const sign = (payload: string): Buffer =>
    createHmac('sha256', secretKey)
      .update('compartment cursor 1\n')
      .update(list)
      .update('\n')
      .update(payload)
      .digest()
  return {
    close: ({ value, key }) => {
      const payload = Buffer.from(JSON.stringify([value, key])).toString('base64url')
      return `${payload}.${sign(payload).subarray(0, MAC).toString('base64url')}`
    },
    open: (cursor) => {
      const [payload = '', mac = ''] = cursor.split('.')
      const given = Buffer.from(mac, 'base64url')
      if (given.length !== MAC || !timingSafeEqual(given, sign(payload).subarray(0, MAC)))
        throw foreignCursor()
      const [value, key] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [SortValue, string]
      return { value, key }
    },
  }
}

function foreignCursor(): Refused {
  const detail = 'the cursor is not one of this list: begin again without it'
  return new Refused(refuse('INVALID', detail), { errors: [{ pointer: '/cursor', detail }] })
}

/**
 * Of a list that has one order.
 * @throws Refused INVALID for any other
 */
export function onlyNewestFirst(sort: string | undefined): void {
  if (sort === undefined || sort === '-created_at') return
  const detail = 'this list is newest first: use `-created_at`'
  throw new Refused(refuse('INVALID', detail), { errors: [{ pointer: '/sort', detail }] })
}
