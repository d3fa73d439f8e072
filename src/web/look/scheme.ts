/**
 * Light or dark: the system's choice until a person makes their own. That lies in a cookie and not in web storage, so
 * the server can draw the page right from the first moment, and signing out does not undo it.
 */
import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'

const COOKIE = 'compartment-scheme'
const YEAR = 31_536_000

export function schemeInCookie(): MantineColorSchemeManager {
  return {
    get: (fallback) => chosen(document.cookie) ?? fallback,
    set: (scheme) => keep(scheme),
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => keep('auto'),
  }
}

function chosen(cookies: string): MantineColorScheme | undefined {
  const [, value] = /(?:^|; )compartment-scheme=(light|dark)(?:;|$)/.exec(cookies) ?? []
  return value as MantineColorScheme | undefined
}

function keep(scheme: MantineColorScheme): void {
  const life = scheme === 'auto' ? 0 : YEAR
  // The cookie store is asynchronous and not everywhere; this is two words for the next page.
  document.cookie = `${COOKIE}=${scheme}; Path=/; SameSite=Lax; Max-Age=${life}`
}
