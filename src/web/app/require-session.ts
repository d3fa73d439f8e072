/** Before a page for somebody: who that is. Whoever is nobody is sent to sign in first, and comes back. */
import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { isSignedOut } from '../api/fault.ts'
import { me } from '../api/queries.ts'
import { maybeSignedIn } from './signed-in.ts'

type Opening = {
  readonly context: { readonly queries: QueryClient }
  readonly location: { readonly href: string }
}

export async function requireSession({ context, location: { href } }: Opening): Promise<void> {
  if (!maybeSignedIn()) throw toSignIn(href)
  try {
    await context.queries.ensureQueryData(me)
  } catch (error) {
    throw isSignedOut(error) ? toSignIn(href) : error
  }
}

function toSignIn(from: string): unknown {
  return redirect({ to: '/sign-in', search: from === '/' ? {} : { to: from }, replace: true })
}
