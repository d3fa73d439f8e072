/**
 * What only side tables know of somebody's way in. Of a member it is read; of anybody else nothing is looked up by their
 * name outside the organizations that the reader may ask about, so that the time tells nothing either (F13).
 */

import { RECENT } from '../../core/diagnosis/checks/can-sign-in.ts'
import type { DiagnosisFacts, InvitationFacts, LetterFact, Member, SignInFacts } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import {
  accountById,
  lettersById,
  type Mail,
  mailOfOrganization,
  newestInvitationLinks,
  refusedSignIns,
  resetInForce,
} from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import { signInUrl } from '../invitations/sign-in-url.ts'
import { mailIsConfigured } from '../mail/post.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { openOf } from '../sessions/opening-here.ts'
import { lastSignIns } from '../users/last-sign-ins.ts'
import { otherTenants } from './other-tenants.ts'

/** Attempts and letters that are read at most; an answer names the latest. */
const MOST = 200

/** @param past of a question about another time: how somebody signed in is known of now alone */
export async function diagnosisFacts(
  deps: Deps,
  scene: Scene,
  asked: string,
  past: boolean,
): Promise<DiagnosisFacts> {
  const { snapshot, living } = scene
  const id = idOf(scene, asked)
  const member = id === undefined ? undefined : snapshot.members.get(id)
  const email = (id === undefined ? undefined : living.person(id)?.email) ?? normalEmail(asked)
  const common = {
    ...(email !== undefined && { email }),
    mail: mailIsConfigured(deps),
    signInUrl: signInUrl(deps, snapshot),
  }
  // Where else somebody is, is known of now alone, as is how they signed in.
  if (past) return { ...common, tenants: [] }
  if (member === undefined) return { ...common, tenants: await otherTenants(deps, scene, asked) }
  if (member.status === 'invited') {
    const invitation = await invitationFacts(deps, scene, member)
    const refused = await attemptsOf(deps, scene, member.id)
    return {
      ...common,
      tenants: [],
      ...(invitation !== undefined && { invitation: { ...invitation, refused } }),
    }
  }
  const isPerson = member.type === 'user'
  return {
    ...common,
    tenants: [],
    ...(isPerson && { signIn: await signInFacts(deps, scene, member, email) }),
  }
}

async function signInFacts(
  deps: Deps,
  scene: Scene,
  { id }: Member,
  email: string | undefined,
): Promise<SignInFacts> {
  const { store, throttle } = deps
  const { living, now } = scene
  const attempts = await attemptsOf(deps, scene, id)
  const places = attempts.flatMap(({ address }) => address ?? [])
  const [account, lastSignIn, open, resetUntil, letters, waits] = await Promise.all([
    accountById(store, id),
    lastSignIns(store, living.id, [id]),
    openOf(deps, scene, id),
    resetInForce(store, id, now),
    mailOfOrganization(store, living.id, { account: id, limit: MOST }),
    email === undefined ? 0 : throttle.waitsUntil(email, places),
  ])
  const letter = letters.find(({ kind }) => RESETS.has(kind))
  const lastSignInAt = lastSignIn.get(id)
  const passwordSetAt = account?.passwordChangedAt
  return {
    sessions: open,
    refused: attempts,
    ...(passwordSetAt !== undefined && { passwordSetAt }),
    ...(lastSignInAt !== undefined && { lastSignInAt }),
    ...(waits > now && { throttledUntil: waits }),
    ...(resetUntil !== undefined && { resetUntil }),
    ...(letter !== undefined && { letter: letterFact(letter) }),
  }
}

/** What was noted a moment ago counts. */
async function attemptsOf({ store, activity }: Deps, { living, now }: Scene, account: string) {
  await activity.flush()
  const refused = await refusedSignIns(store, living.id, { account, since: now - RECENT, limit: MOST })
  return refused.map(({ at, actor, data }) => ({
    at,
    cause: String('cause' in data ? data.cause : ''),
    address: actor.address,
  }))
}

const RESETS: ReadonlySet<string> = new Set(['password_reset', 'operator_reset'])

async function invitationFacts(
  { store }: Deps,
  { snapshot, living }: Scene,
  { id }: Member,
): Promise<InvitationFacts | undefined> {
  const invitation = snapshot.invitationOf(id)
  if (invitation === undefined) return undefined
  const link = (await newestInvitationLinks(store, [invitation.id])).get(invitation.id)
  if (link === undefined) {
    // Where single sign-on accepts there is no link; the letter says where to sign in.
    const letters = await mailOfOrganization(store, living.id, { account: id, limit: MOST })
    const letter = letters.find(({ kind }) => kind === 'sso_invitation')
    return { delivery: 'sign_in', ...(letter !== undefined && { letter: letterFact(letter) }) }
  }
  if (link.letter === undefined) return { delivery: 'shown' }
  const letter = (await lettersById(store, [link.letter])).get(link.letter)
  const delivery = link.shown ? 'mail_and_shown' : 'mail'
  return { delivery, ...(letter !== undefined && { letter: letterFact(letter) }) }
}

function letterFact({ id, address, state, createdAt, settledAt, answer }: Mail): LetterFact {
  return { id, address, state, at: settledAt ?? createdAt, ...(answer !== undefined && { answer }) }
}
