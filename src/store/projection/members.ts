/** Members: status, access, what this organization knows of their sign-in path. */
import type { EventType } from '../../core/catalogue/events.ts'
import type { Member, SignInPath } from '../../core/model/member.ts'
import type { Builder } from '../builder.ts'
import { canonicalJson } from '../canonical-json.ts'
import { one, type Write } from '../statement.ts'
import type { MemberRow } from '../tables.ts'
import { flag } from './flag.ts'
import { DRIFT, type Place, type Projection } from './projection.ts'

type PathRow = Pick<MemberRow, 'password' | 'providers'>

export const MEMBERS: Projection<Extract<EventType, `member.${string}`> | 'sign_in_path.changed'> = {
  'member.added': ({ member }, { organization }, build) => [
    build.insert('members', memberRow(member, organization)),
  ],
  'member.activated': ({ principal, after }, place, build) =>
    change(principal, place, build, { status: 'active', ...pathRow(after) }),
  'member.blocked': ({ principal }, place, build) => change(principal, place, build, { access: 'blocked' }),
  'member.unblocked': ({ principal }, place, build) => change(principal, place, build, { access: 'allowed' }),
  'member.removed': ({ member }, { organization, at }, build) => [
    one(build.remove('members', { organization, id: member.id }), DRIFT),
    build.put('departures', ['organization', 'account'], { organization, account: member.id, at }),
  ],
  'member.beta_access.changed': ({ principal, after }, place, build) =>
    change(principal, place, build, { beta_access: flag(after) }),
  'sign_in_path.changed': ({ principal, after }, place, build) =>
    change(principal, place, build, pathRow(after)),
}

function change(id: string, { organization }: Place, build: Builder, set: Partial<MemberRow>): Write[] {
  return [one(build.update('members', { organization, id }, set), DRIFT)]
}

function memberRow(member: Member, organization: string): MemberRow {
  return {
    organization,
    id: member.id,
    type: member.type,
    status: member.status,
    access: member.access,
    beta_access: flag(member.betaAccess),
    ...pathRow(member.signInPath),
    owner_type: member.owner?.type ?? null,
    owner_id: member.owner?.id ?? null,
    since: member.since,
  }
}

function pathRow({ password, providers }: SignInPath): PathRow {
  return { password: flag(password), providers: canonicalJson(providers) }
}
