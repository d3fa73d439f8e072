/**
 * The fixture of the AuthZEN certification scenario, made of what the product has: records are projects, actions on them
 * are keys of an application catalogue, and what alice and bob may do are roles.
 */
import { type Client, createClient } from '../../src/contract/client.ts'
import { newPasswordHash } from '../../src/operations/account/new-password.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { type House, openHouse, PASSWORD } from '../http/house.ts'

export const RECORDS = { organization: 'records' }
const CATALOGUE: Parameters<Client['applyCatalogue']>[0]['body'] = {
  families: [
    {
      name: 'Records',
      permissions: ['read', 'write', 'delete'].map((action) => ({
        key: `records.${action}`,
        capability: `${action} records`,
        description: `${action} a record`,
      })),
    },
  ],
  types: [
    {
      type: 'record',
      scope: 'project',
      actions: { read: 'records.read', write: 'records.write', delete: 'records.delete' },
    },
    { type: 'note', actions: { read: 'records.read' } },
  ],
  features: [],
}

export type Fixture = {
  readonly house: House
  /** Signed in as the admin, who is in this organization alone. */
  readonly token: string
  readonly admin: Client
}

export async function certificationFixture(): Promise<Fixture> {
  const house = await openHouse()
  const { deps } = house.server
  const people = ['root', 'alice', 'bob'].map(async (username) => {
    const email = `${username}@records.example`
    const passwordHash = await newPasswordHash(deps, PASSWORD, [email])
    const id = deps.newId('usr')
    const [epoch, createdAt, type] = [0, deps.clock(), 'user' as const]
    return {
      account: {
        id,
        email,
        emailDisplay: email,
        name: username,
        type,
        username,
        passwordHash,
        epoch,
        createdAt,
      },
      isNew: true,
    }
  })
  await createOrganization(deps, { name: 'records', admins: await Promise.all(people) })
  const token = await signIn(house, 'root')
  const admin = createClient({ url: house.url, token })
  await admin.applyCatalogue({ ...RECORDS, catalogue: 'records', body: CATALOGUE })
  for (const name of ['record-1', 'record-2']) await admin.createProject({ ...RECORDS, body: { name } })
  await giveOnly(admin, 'alice', ['records.read', 'records.write'])
  await giveOnly(admin, 'bob', ['records.read'])
  await admin.archiveProject({ ...RECORDS, project: 'record-2', body: {} })
  return { house, token, admin }
}

export async function signIn({ url }: House, username: string): Promise<string> {
  const body = { email: `${username}@records.example`, password: PASSWORD, answer_as: 'token' }
  return (await createClient({ url }).signIn({ body } as never)).token!
}

/** They were founders, and are now what their role says. */
async function giveOnly(admin: Client, username: string, permissions: string[]): Promise<void> {
  const user = `${username}@records.example`
  const { items } = await admin.listAssignments({ ...RECORDS, user })
  const name = `What ${username} may do`
  await admin.createRole({ ...RECORDS, body: { name, permissions } })
  await admin.createAssignment({ ...RECORDS, body: { user, role: name, scope: 'organization' } })
  for (const { id } of items) await admin.deleteAssignment({ ...RECORDS, assignment: id })
}
