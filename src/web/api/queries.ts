/** What pages read, each under one name. */
import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query'
import { Refused, Unreachable } from '../../contract/client.ts'
import { nowSignedIn } from '../app/signed-in.ts'
import { api } from './client.ts'
import { isSignedOut } from './fault.ts'

/** Who is signed in, and where they are a member. */
export const me = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.whoAmI({}, { signal }),
})

/** How the session that asks is seen, with its claims and memberships. */
export const accountAccess = queryOptions({
  queryKey: ['me', 'access'],
  queryFn: ({ signal }) => api.showAccountAccess({}, { signal }),
})

export const ownSessions = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => api.listAccountSessions({}, { signal }),
})

export const ownInvitations = queryOptions({
  queryKey: ['me', 'invitations'],
  queryFn: ({ signal }) => api.listAccountInvitations({}, { signal }),
})

export const ownMembership = (organization: string, user: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'user', user],
    queryFn: ({ signal }) => api.showUser({ organization, user }, { signal }),
  })

export const ownAccess = (organization: string, user: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'what', user],
    queryFn: ({ signal }) => api.whatAccess({ organization, body: { principal: user } }, { signal }),
  })

const TRIES = 2

/** A refusal is an answer; only what is busy or out of reach is asked again. */
function isPassing(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && error.problem.status === 503)
}

/** @param signedOut told when an answer says that nobody is signed in any more */
export function createQueries(signedOut: () => void): QueryClient {
  const queries = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!isSignedOut(error)) return
        nowSignedIn(false)
        queries.clear()
        signedOut()
      },
    }),
    defaultOptions: {
      queries: {
        retry: (tries, error) => tries < TRIES && isPassing(error),
        retryDelay: (tries) => 400 * 2 ** tries,
        // The browser's idea of "offline" says nothing about this server.
        networkMode: 'always',
        staleTime: 15_000,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return queries
}
