/**
 * What a sign-in provider sent the browser back with. It is taken out of the address as soon as the page runs, like a
 * link's token, and lives in this page's memory until it is sent, once.
 */
import { CONSOLE_PAGES } from '../../contract/console-pages.ts'

let response: string | undefined

/** Once, before anything else looks at the address. */
export function takeProviderResponse(): void {
  const { pathname, search } = location
  if (pathname !== CONSOLE_PAGES.signInCallback.path || search === '') return
  history.replaceState(history.state, '', pathname)
  response = search
}

export function providerResponse(): string | undefined {
  return response
}
