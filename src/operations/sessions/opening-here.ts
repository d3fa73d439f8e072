/** The sessions with which their owners can come into an organization, as things are now. */
import type { Snapshot } from '../../core/index.ts'
import { closuresOf, openSessionsOf, type Session, sessionsOpening } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'

/** @param only the id of the one that is asked about */
export async function openingHere(
  { store, sessions }: Deps,
  { snapshot, living, now }: Scene,
  only?: string,
): Promise<Session[]> {
  await sessions.flush()
  const open = await sessionsOpening(store, living.id, now, only)
  return open.filter((session) => lets(snapshot, session))
}

/** Those of one account alone, latest first. */
export async function openOf(
  { store, sessions }: Deps,
  { snapshot, living, now }: Pick<Scene, 'snapshot' | 'living' | 'now'>,
  account: string,
): Promise<Session[]> {
  await sessions.flush()
  const open: Session[] = []
  for (const session of await openSessionsOf(store, account, now)) {
    if (session.organization !== undefined && session.organization !== living.id) continue
    const closed = await closuresOf(store, session.id)
    if (lets(snapshot, session) && !closed.includes(living.id)) open.push(session)
  }
  return open
}

function lets({ members, organization }: Snapshot, { account, method }: Session): boolean {
  const member = members.get(account)
  if (member?.status !== 'active' || member.access !== 'allowed') return false
  return method !== 'password' || organization.passwords
}
