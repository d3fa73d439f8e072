/** What people of the demo do, each a request to the product. */
import { randomBytes } from 'node:crypto'
import type { OperationName } from '../contract/table.ts'
import { assignmentAt } from '../core/snapshot/state.ts'
import { addressOf, type Deed, type Moment } from './line.ts'
import type { Said, Stage } from './stage.ts'
import { DAY, midnight } from './timeline.ts'

/** One request, whose answer does not matter. */
export function does<N extends OperationName>(name: N, said: Said<N>): Deed {
  return async (stage, moment) => void (await stage.ask(moment, name, said))
}

/** A request about a person. */
function toPerson(who: string, say: (stage: Stage, moment: Moment, user: string) => Promise<unknown>): Deed {
  return async (stage, moment) => void (await say(stage, moment, addressOf(who, moment.domain)))
}

type Welcome = { readonly role?: string; readonly groups?: readonly string[] }

export function invites(who: string, name: string, { role, groups = [] }: Welcome = {}): Deed {
  return toPerson(who, async (stage, moment, email) => {
    const given = { ...(role !== undefined && { role }), ...(groups.length > 0 && { groups: [...groups] }) }
    const answer = await stage.ask(moment, 'inviteUser', { body: { email, name, ...given } })
    keepLink(stage, moment, email, 'invitation' in answer ? answer.invitation : undefined)
  })
}

export function resendsInvitation(to: string): Deed {
  return toPerson(to, async (stage, moment, invitation) => {
    const answer = await stage.ask(moment, 'resendInvitation', { params: { invitation }, body: {} })
    keepLink(stage, moment, invitation, answer)
  })
}

export function cancelsInvitation(of: string): Deed {
  return toPerson(of, (stage, moment, invitation) =>
    stage.ask(moment, 'cancelInvitation', { params: { invitation } }),
  )
}

function keepLink(
  { links }: Stage,
  { organization }: Moment,
  email: string,
  issued: object | undefined,
): void {
  if (issued === undefined || !('activation_url' in issued)) return
  links.set(`${organization} ${email}`, String(issued.activation_url))
}

/**
 * Follows the link and sets a password: 256 random bits that nobody sees, and what is kept of them fits no password at
 * all. People of the demo do not sign in with one.
 */
export const activates: Deed = async (stage, { by = '', ...moment }) => {
  const link = stage.links.get(`${moment.organization} ${by}`)
  if (link === undefined) throw new Error(`no link was sent to \`${by}\``)
  const token = new URL(link).searchParams.get('token') ?? ''
  const body = { token, password: unknownPassword(), answer_as: 'cookie' } as const
  await stage.ask(moment, 'activate', { body })
}

export function unknownPassword(): string {
  return randomBytes(32).toString('base64url')
}

export function joinsGroup(group: string, who: string): Deed {
  return toPerson(who, (stage, moment, user) =>
    stage.ask(moment, 'addGroupMember', { params: { group }, body: { user } }),
  )
}

export function leavesGroup(group: string, who: string): Deed {
  return toPerson(who, (stage, moment, user) =>
    stage.ask(moment, 'removeGroupMember', { params: { group, user } }),
  )
}

export function block(who: string): Deed {
  return toPerson(who, (stage, moment, user) =>
    stage.ask(moment, 'blockUser', { params: { user }, body: {} }),
  )
}

export function unblock(who: string): Deed {
  return toPerson(who, (stage, moment, user) =>
    stage.ask(moment, 'unblockUser', { params: { user }, body: {} }),
  )
}

export function removes(who: string): Deed {
  return toPerson(who, (stage, moment, user) => stage.ask(moment, 'removeUser', { params: { user } }))
}

export function grantsBuiltIn(role: string, who: string): Deed {
  return toPerson(who, (stage, moment, user) =>
    stage.ask(moment, 'grantRole', { params: { user }, body: { role } }),
  )
}

export function letsIntoBeta(who: string): Deed {
  return toPerson(who, (stage, moment, user) =>
    stage.ask(moment, 'setBetaAccess', { params: { user }, body: { enabled: true } }),
  )
}

/** In days from today, behind it where negative. */
type Dates = { readonly begins?: number; readonly ends?: number }

/** @param to `kim`, or `group:Platform` */
export function gives(role: string, to: string, scope: string, { begins, ends }: Dates = {}): Deed {
  return async (stage, moment) => {
    const group = /^group:(.+)$/.exec(to)?.[1]
    const subject = group === undefined ? { user: addressOf(to, moment.domain) } : { group }
    const dates = {
      ...(begins !== undefined && { not_before: evening(stage, begins) }),
      ...(ends !== undefined && { expires_at: evening(stage, ends) }),
    }
    await stage.ask(moment, 'createAssignment', { body: { role, scope, ...subject, ...dates } })
  }
}

function evening({ today }: Stage, days: number): string {
  return new Date(midnight(today) + days * DAY + DAY * 0.75).toISOString()
}

/** Takes back what a person has of a role, wherever it is. */
export function takesBack(role: string, who: string): Deed {
  return toPerson(who, async (stage, moment, email) => {
    const living = await stage.living(moment)
    const { members, index, roles } = living.snapshot
    const { direct } = index.entry(members.numberOf(living.idOf(email) ?? '')!)
    const held = direct.map((number) => assignmentAt(living.snapshot, number))
    for (const { id } of held.filter((one) => roles.get(one.role)?.name === role)) {
      await stage.ask(moment, 'deleteAssignment', { params: { assignment: id } })
    }
  })
}
