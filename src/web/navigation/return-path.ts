/** Where to go after signing in: back to where one came from, and never to another site (CWE-601). */

const HOME = '/'

/** Asking for these again would turn in a circle, or would want a token that is gone. */
const NOT_BACK_TO = /^\/(?:sign-in|forgot|reset|setup|activate|demo)(?:\/|$)/

/**
 * @param wanted what the address says; anybody can have written it
 * @param origin this site: `https://access.example.com`
 * @returns a path of this site, with query and fragment
 */
export function returnPath(wanted: string | undefined, origin: string): string {
  // Browsers read a backslash as a slash and leave out tabs and line ends; what has one was not written by us.
  if (wanted === undefined || !wanted.startsWith('/') || /[\\\p{Cc}]/u.test(wanted)) return HOME
  if (!URL.canParse(wanted, origin)) return HOME
  const url = new URL(wanted, origin)
  if (url.origin !== origin || url.pathname.startsWith('//') || NOT_BACK_TO.test(url.pathname)) return HOME
  return url.pathname + url.search + url.hash
}
