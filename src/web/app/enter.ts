/** Coming in and going out: whoever was signed in before, nothing of theirs stays in this page's memory. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { nowSignedIn } from './signed-in.ts'

/** @returns called when a session has begun; the link that began it stays known, for the page that says so */
export function useEntered(): () => void {
  const queries = useQueryClient()
  return () => {
    queries.removeQueries({ predicate: ({ queryKey: [first] }) => first !== 'link' })
    nowSignedIn(true)
  }
}

/** @returns ends the session and stays on the page, whose link is then looked at again as nobody */
export function useStepAside(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await api.signOut({ body: {} })
    nowSignedIn(false)
    await queries.resetQueries()
  }
}

/** @returns goes to a path of the console, in place of the page that asked */
export function useGo(): (path: string) => Promise<void> {
  const router = useRouter()
  return (path) => router.navigate({ href: path, replace: true })
}

/**
 * Ends the session, and leaves by loading anew, so that nothing is left to come back to. Where the server says that
 * there was no session, that is as good.
 * @throws what kept the server from ending it
 */
export async function leave(): Promise<void> {
  await api.signOut({ body: {} })
  nowSignedIn(false)
  location.replace('/sign-in')
}
