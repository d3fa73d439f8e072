/**
 * The token of a one-time link. It is taken out of the address as soon as the page runs, before anything else looks at
 * the address; from then on it lives in this page's memory and nowhere else, and only sending uses it up.
 */

let token: string | undefined

/** Once, first of all. */
export function takeLinkToken(): void {
  const url = new URL(location.href)
  const given = url.searchParams.getAll('token')
  if (given.length === 0) return
  url.searchParams.delete('token')
  history.replaceState(history.state, '', url)
  // Two of them: somebody put the address together; which one is meant cannot be told.
  token = given.length === 1 && given[0] !== '' ? given[0] : undefined
}

export function linkToken(): string | undefined {
  return token
}

/** After it was used: it is worth nothing any more. */
export function forgetLinkToken(): void {
  token = undefined
}
