/**
 * Whether anybody may be signed in here. The page learns from the server whether a session's cookie came along, so that
 * somebody without one is shown the sign-in page at once, and no request is made only to be refused.
 */

let possible = document.documentElement.hasAttribute('data-compartment-session')

export function maybeSignedIn(): boolean {
  return possible
}

export function nowSignedIn(is: boolean): void {
  possible = is
}
