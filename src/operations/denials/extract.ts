/**
 * What of a refused request is held on to: what was asked and by whom, in a few words. The request itself, which may be large
 * and hold secrets, is not.
 */
import { certify } from '../../core/index.ts'
import type { KeptDenial } from '../../store/store.ts'
import type { Caller } from '../call.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { sees } from '../visible.ts'
import type { Denied } from './denied.ts'
import { operationOf, type WasAsked, whatWasAsked } from './what-was-asked.ts'

export type Extract = Pick<Denied, 'reference' | 'status' | 'code' | 'at' | 'caller' | 'address'> & {
  readonly detail: string
  readonly operation?: string
  readonly asked?: WasAsked
  /** Name of the organization, as the request says it. */
  readonly place?: string
  /** Of an attempt to sign in. */
  readonly signIn?: { readonly email?: string; readonly organization?: string }
}

/** Characters. */
const LONGEST_DETAIL = 500
const LONGEST_WORD = 300
const LONGEST_CERTIFICATE = 8192

export function extractOf(denied: Denied): Extract {
  const { reference, status, code, at, caller, address, operation, params, body } = denied
  const place = word(params['organization']) ?? word(denied.organization) ?? caller?.organization
  const asked = whatWasAsked(denied)
  return {
    reference,
    status,
    code,
    at,
    caller,
    address,
    detail: denied.detail.slice(0, LONGEST_DETAIL),
    ...(operationOf(operation) !== undefined && { operation: operation! }),
    ...(asked !== undefined && { asked }),
    ...(place !== undefined && { place }),
    ...(operation === 'signIn' && {
      signIn: words({ email: body['email'], organization: body['organization'] }),
    }),
  }
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= LONGEST_WORD ? value : undefined
}

function words<K extends string>(values: Readonly<Record<K, unknown>>): { [key in K]?: string } {
  const kept = Object.entries(values).filter(([, value]) => word(value) !== undefined)
  return Object.fromEntries(kept) as { [key in K]?: string }
}

export function isMember({ snapshot }: LivingOrganization, { account }: Caller): boolean {
  const status = snapshot.members.get(account)?.status
  return status !== undefined && status !== 'invited'
}

/**
 * @param living of a member: the decision is kept, about what the caller may know
 * @param revision of the organization when it refused; of another one the decision would be another
 */
export function keptOf(
  extract: Extract,
  living: LivingOrganization | undefined,
  revision: number | undefined,
): KeptDenial {
  const { reference, status, code, detail, at, caller, operation, asked } = extract
  const common = {
    reference,
    at,
    status,
    code,
    detail,
    ...(operation !== undefined && { operation }),
    ...(asked !== undefined && { permission: asked.permission, scope: asked.scope }),
    ...(caller !== undefined && { account: caller.account }),
    ...(caller?.token !== undefined && { token: caller.token }),
  }
  if (living === undefined || caller === undefined) return common
  const inside = { ...common, organization: living.id, revision: revision ?? living.snapshot.revision }
  if (asked === undefined || revision !== living.snapshot.revision) return inside
  return { ...inside, ...decided(extract, asked, living, caller) }
}

/** Of a place that they may not know the decision is that of one that is not there, and it is kept as they spelt it. */
function decided(
  { at, address }: Extract,
  { permission, scope: text }: WasAsked,
  living: LivingOrganization,
  caller: Caller,
): Pick<KeptDenial, 'scope' | 'certificate'> {
  const { snapshot } = living
  const found = snapshot.scopes.find(text)
  const scene = { living, snapshot, caller, call: { caller, address, now: at }, now: at }
  const known = found !== undefined && sees(scene, found)
  const scope = known ? snapshot.scopes.at(found).id : text
  // The text with a blank behind it is no scope.
  const place = known || found === undefined ? scope : `${text} `
  const certificate = JSON.stringify(certify(snapshot, caller.account, permission, place, at))
  return { scope, ...(certificate.length <= LONGEST_CERTIFICATE && { certificate }) }
}
