/**
 * From a reference back to what was refused. Only what concerns this organization and the one who asks about it is found;
 * anything else, and what has expired, is answered as a reference that was never given.
 */
import { OPERATIONS } from '../../contract/table.ts'
import { refuse } from '../../core/index.ts'
import { denialOf, type KeptDenial } from '../../store/store.ts'
import { authorize, demand } from '../authorize.ts'
import type { Input } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { keptSince } from './kept-since.ts'

type Asked = Input<'diagnoseAccess'>

/** Who is asked about is known, and the goal too, as far as the denial says it. */
export type Recalled = {
  readonly input: Asked & { readonly body: { readonly principal: string } }
  readonly denial?: KeptDenial
}

/** @param scene as things are when it is called; it is asked again after waiting */
export async function recalled(deps: Deps, scene: () => Scene, input: Asked): Promise<Recalled> {
  const { reference, principal, goal } = input.body
  if (reference === undefined) return { input: naming(input, principal!) }
  const first = scene()
  // What was refused a moment ago counts.
  await deps.denials.flush()
  const denial = await denialOf(deps.store, reference, keptSince(deps, first.now))
  const now = scene()
  const found = denial !== undefined && concerns(now, denial) ? denial : undefined
  const who = found?.account === undefined ? undefined : idOf(now, found.account)
  const about = principal ?? who
  authorize(now, OPERATIONS.diagnoseAccess, about === undefined ? input : naming(input, about))
  // Of somebody else, or of nobody who is known: that takes what looking after people takes.
  if (who !== now.caller.account) demand(now, 'organization.user.read', [now.snapshot.organization.id])
  const isAnother = who !== undefined && principal !== undefined && idOf(now, principal) !== who
  if (found === undefined || isAnother) throw unknownReference(reference)
  if (about === undefined) throw nobodyKnown(reference)
  return { input: naming(input, about, goal ?? goalOf(found)), denial: found }
}

function naming({ params, query, body }: Asked, principal: string, goal = body.goal): Recalled['input'] {
  return { params, query, body: { ...body, principal, ...(goal !== undefined && { goal }) } }
}

/**
 * Where no organization was named, signing in concerns those that the person is in; what they did with their account is their
 * own, for it may be about another one.
 */
function concerns(
  { living, snapshot, caller }: Scene,
  { organization, account, operation }: KeptDenial,
): boolean {
  if (organization !== undefined) return organization === living.id
  if (account === undefined || snapshot.members.get(account) === undefined) return false
  return operation === 'signIn' || account === caller.account
}

function goalOf({ permission, scope }: KeptDenial): Asked['body']['goal'] {
  return permission === undefined || scope === undefined ? { sign_in: true } : { permission, scope }
}

function unknownReference(reference: string): Refused {
  const detail = `no denial \`${reference}\` is known here: it has expired, was never given, or is about somebody else`
  return new Refused(refuse('NOT_FOUND', detail, { field: '/reference' }))
}

function nobodyKnown(reference: string): Refused {
  const detail = `nobody was signed in when \`${reference}\` was given: say who it was`
  const next = `compartment access diagnose EMAIL --reference ${reference}`
  return new Refused(refuse('INVALID', detail, { field: '/principal', next }))
}
