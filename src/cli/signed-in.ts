/** What `login` and `activate` end with: a token, kept with the remote it is for. */
import type { Answer } from '../contract/client.ts'
import type { Context } from './command.ts'
import { Connection, DEFAULT_NAME, targetOf } from './connection.ts'
import { shortInstant } from './duration.ts'
import { Failure, usage } from './failure.ts'
import { scopePath } from './impact.ts'
import { readRemotes, saveRemote } from './remotes.ts'
import { facts, type View } from './view.ts'

export type NewRemote = { readonly name: string; readonly url: string }

/**
 * The remote that signing in writes: the one that is named or has this address, else a new one. It never takes the
 * place of another server.
 */
export function newTarget({ terminal, remote }: Context, url: string | undefined): NewRemote {
  const { remotes } = readRemotes(terminal.env)
  const known = remote !== undefined && remotes.has(remote)
  if (remote !== undefined && !known && url === undefined && !terminal.env['COMPARTMENT_API_URL']) {
    throw usage(`there is no remote \`${remote}\` yet`, 'add its address: --url https://access.example.com')
  }
  const target = targetOf(terminal, {
    ...(url !== undefined && { url }),
    ...(url === undefined && known && { remote }),
  })
  const fresh = remotes.has(DEFAULT_NAME) ? new URL(target.url).host : DEFAULT_NAME
  return { url: target.url, name: remote ?? target.name ?? fresh }
}

export async function begun(context: Context, target: NewRemote, session: Answer<'signIn'>): Promise<void> {
  if (session.token === undefined) throw new Failure('the server began a session without a token')
  await remember(context, target, session.token, session.organization)
}

/** Keeps the token once the server has said whose it is. */
export async function remember(
  context: Context,
  { name, url }: NewRemote,
  token: string,
  chosen = context.organization,
): Promise<void> {
  const me = await new Connection(context.terminal, { url, token }).ask('whoAmI')
  const [only, ...others] = me.organizations
  const organization = chosen ?? (others.length === 0 ? only?.name : undefined)
  saveRemote(context.terminal.env, name, { url, token, ...(organization !== undefined && { organization }) })
  context.print(me, who)
  context.say(`Signed in to ${url} (remote ${name}).`)
  if (context.terminal.env['COMPARTMENT_TOKEN'])
    context.say('COMPARTMENT_TOKEN is set, and wins over this: unset it')
  if (organization === undefined && only !== undefined)
    context.say(`next: choose where to work: compartment org use ${only.name}`)
}

export function who(me: Answer<'whoAmI'>): View {
  return facts(
    ['Email', me.email],
    ['Name', me.name],
    ['Id', me.id],
    ['Type', me.type],
    ['Signed in with', me.method],
    ['Token', me.token && `${me.token.name}, until ${shortInstant(me.token.expires_at)}`],
    ['Reaches', me.token && grantsOf(me.token)],
    ['Organizations', me.organizations.map(({ name }) => name).join(', ') || 'none'],
  )
}

type Grants = Pick<NonNullable<Answer<'whoAmI'>['token']>, 'grants'>

/** `deployer@billing/production, readonly@organization`. */
export function grantsOf({ grants }: Grants): string {
  return grants.map(({ role, scope }) => `${role.name}@${scopePath(scope)}`).join(', ') || 'none any more'
}
