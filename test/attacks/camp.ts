/** An organization and its people. */
import { beginSession } from '../../src/operations/account/begin-session.ts'
import { verifiedByActivation } from '../../src/operations/account/path-here.ts'
import type { RunningServer } from '../../src/server.ts'
import { type Account, createAccount, customers } from '../../src/store/store.ts'
import { type Answer, PASSWORD, type Sent, tokenIn } from './message.ts'

export type Person = { readonly id: string; readonly email: string; readonly token: string }

export type Camp = {
  readonly name: string
  readonly admin: Person
  readonly second: Person
  readonly deployer: Person
  readonly viewer: Person
  /** Manages roles, groups, invitations and blocks, and has nothing else. */
  readonly steward: Person
  /** Manages settings, and has nothing else. */
  readonly caretaker: Person
  /** Manages roles in the project `billing` alone. */
  readonly lead: Person
  /** A member without any role. */
  readonly nobody: Person
  readonly blocked: Person
  readonly removed: Person
  /** Somebody who has not accepted yet, with the token of their link. */
  readonly invited: Person
}

/** What a camp is made on. */
type Ground = {
  readonly server: RunningServer
  readonly a: Camp
  readonly at: (organization: string, method: string, path: string, sent?: Sent) => Promise<Answer>
}

const hashes = new WeakMap<RunningServer, Promise<string>>()

/** One with a password, verified for the customer of every organization here. */
export async function newAccount(siege: Ground, email: string): Promise<Account> {
  const { deps } = siege.server
  const hash = hashes.get(siege.server) ?? deps.passwords.hash(PASSWORD)
  hashes.set(siege.server, hash)
  const [customer] = await customers(deps.store)
  const now = deps.clock()
  return {
    id: deps.newId('usr'),
    email,
    emailDisplay: email,
    name: '',
    type: 'user',
    passwordHash: await hash,
    passwordChangedAt: now,
    emailVerifiedAt: now,
    emailVerifiedBy: verifiedByActivation(customer!.id),
    epoch: 0,
    createdAt: now,
  }
}

/** Signed in. */
export async function personOf(
  { server: { deps } }: Pick<Ground, 'server'>,
  account: Account,
): Promise<Person> {
  const { id, email, epoch } = account
  const now = deps.clock()
  const { token, writes } = beginSession(deps, {
    account,
    epoch,
    method: 'password',
    settings: [],
    address: '127.0.0.1',
    now,
  })
  await deps.store.write(writes)
  return { id, email, token }
}

/** An active member, signed in. */
export async function person(
  siege: Ground,
  email: string,
  given: object = {},
  organization = 'acme',
  by = siege.a.admin.token,
): Promise<Person> {
  const account = await newAccount(siege, email)
  const { store } = siege.server.deps
  await store.write(createAccount(store.build, account))
  const { status, text } = await siege.at(organization, 'POST', '/users', {
    as: by,
    body: { email, ...given },
  })
  if (status !== 201) throw new Error(text)
  return personOf(siege, account)
}

const STEWARD = ['user.read', 'user.invite', 'user.block', 'user.remove', 'role.read', 'role.manage']
const ROLES = {
  Steward: [...STEWARD, 'group.read', 'group.manage'].map((key) => `organization.${key}`),
  Caretaker: ['organization.settings.manage'],
  Lead: ['organization.role.manage', 'project.read', 'environment.read'],
}

export async function camp(siege: Ground, name: string, admin: Person): Promise<Camp> {
  const must = async (method: string, path: string, body?: object) => {
    const sent = { as: admin.token, ...(body !== undefined && { body }) }
    const answer = await siege.at(name, method, path, sent)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer
  }
  for (const project of ['billing', `${name}-secret`]) await must('POST', '/projects', { name: project })
  for (const environment of ['production', 'staging'])
    await must('POST', '/projects/billing/environments', { name: environment })
  for (const [role, permissions] of Object.entries(ROLES))
    await must('POST', '/roles', { name: role, permissions })
  const one = (who: string, given: object = {}): Promise<Person> =>
    person(siege, `${who}@${name}.test`, given, name, admin.token)
  const people = {
    second: await one('second', { role: 'admin' }),
    deployer: await one('deployer', { role: 'deployer' }),
    viewer: await one('viewer', { role: 'viewer' }),
    steward: await one('steward', { role: 'Steward' }),
    caretaker: await one('caretaker', { role: 'Caretaker' }),
    lead: await one('lead', { assignments: [{ role: 'Lead', scope: 'billing' }] }),
    nobody: await one('nobody'),
    blocked: await one('blocked', { role: 'viewer' }),
    removed: await one('removed', { role: 'viewer' }),
  }
  await must('POST', `/users/${people.blocked.id}/block`, {})
  await must('DELETE', `/users/${people.removed.id}`)
  const email = `invited@${name}.test`
  const { body } = await must('POST', '/users', { email, role: 'viewer' })
  const invited = { id: body.invitation!.id, email, token: tokenIn(body.invitation!.activation_url) }
  return { name, admin, ...people, invited }
}
