/**
 * R13: how long what was revoked on one replica still holds on another: while announcements are heard, while they are
 * not, and while the other cannot reach the database at all; and that an answer that demands a revision is never older.
 */
import { Agent, request } from 'node:http'
import type { Client } from '../../src/contract/client.ts'
import { checkAt, type Member, type TwoReplicas, until } from '../replicas/two-replicas.ts'

const organization = 'acme'
const CHECK = { permission: 'project.read', scope: 'organization' } as const

/** Gives a role, waits until the other replica allows, takes it away. */
type Given = { readonly revoke: () => Promise<void>; readonly ask: () => Promise<string> }

async function given({ admin, other }: TwoReplicas, { email, token }: Member): Promise<Given> {
  const made = await admin.createAssignment({
    organization,
    body: { user: email, role: 'viewer', scope: 'organization' },
  })
  if (!('id' in made)) throw new Error('a dry run')
  const ask = async () => (await checkAt(other, token, { principal: email, ...CHECK })).verdict
  await until((verdict) => verdict === 'allowed', ask)
  const revoke = async () => void (await admin.deleteAssignment({ organization, assignment: made.id }))
  return { revoke, ask }
}

/**
 * @returns milliseconds from the acknowledgement on one until the other does not allow any more
 * @throws where one itself still allows after it
 */
export async function revokeAndWait(towns: TwoReplicas, bo: Member): Promise<number> {
  const { revoke, ask } = await given(towns, bo)
  await revoke()
  const began = performance.now()
  const here = checkAt(towns.one, bo.token, { principal: bo.email, ...CHECK })
  await until((verdict) => verdict !== 'allowed', ask)
  const took = performance.now() - began
  if ((await here).verdict === 'allowed') throw new Error('the replica that revoked still allows')
  return took
}

/**
 * The same while the other cannot reach the database: it denies once its lease is over.
 * @returns milliseconds until the last answer that still allows
 * @throws where it allows again before it has come back
 */
export async function revokeWhileAway(towns: TwoReplicas, bo: Member, how: 'stall' | 'cut'): Promise<number> {
  const { revoke, ask } = await given(towns, bo)
  towns.gate[how]()
  await revoke()
  const began = performance.now()
  let took = 0
  while ((await ask()) === 'allowed') took = performance.now() - began
  for (let again = 0; again < 3; again++) {
    const verdict = await ask()
    if (verdict !== 'NOT_FRESH') throw new Error(`a replica without a database answers ${verdict}`)
  }
  towns.gate.open()
  await until((verdict) => verdict === 'denied', ask)
  return took
}

/**
 * Changes on one, and checks on the other that demand the revision of the change: as many as wanted, many at a time.
 * @returns how many were answered, refused as not fresh, and stale
 */
export async function demandRevisions(
  { admin, other }: TwoReplicas,
  bo: Member,
  wanted: number,
  perChange: number,
): Promise<{ answered: number; refused: number; stale: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const counts = { answered: 0, refused: 0, stale: 0 }
  const body = JSON.stringify({ principal: bo.email, ...CHECK })
  let assignment: string | undefined
  while (counts.answered < wanted) {
    const change = await toggle(admin, bo.email, assignment)
    ;({ assignment } = change)
    const ask = async (): Promise<void> => {
      const answer = await post(agent, other.url, bo.token, change.revision, body)
      if (answer.status === 503) return void counts.refused++
      counts.answered++
      const allowed = (JSON.parse(answer.text) as { allowed: boolean }).allowed
      if (allowed !== (assignment !== undefined)) counts.stale++
    }
    await Promise.all(Array.from({ length: perChange }, ask))
  }
  agent.destroy()
  return counts
}

async function toggle(
  admin: Client,
  user: string,
  assignment: string | undefined,
): Promise<{ assignment: string | undefined; revision: string }> {
  let revision = ''
  const seen = (answered: { revision: string | undefined }) => void (revision = answered.revision!)
  if (assignment !== undefined) {
    await admin.deleteAssignment({ organization, assignment }, { seen })
    return { assignment: undefined, revision }
  }
  const body = { user, role: 'viewer', scope: 'organization' }
  const made = await admin.createAssignment({ organization, body }, { seen })
  return { assignment: 'id' in made ? made.id : undefined, revision }
}

async function post(
  agent: Agent,
  url: string,
  token: string,
  atLeast: string,
  body: string,
): Promise<{ status: number; text: string }> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'compartment-at-least': atLeast,
  }
  return new Promise((resolve, reject) => {
    const path = `${url}/v1/organizations/${organization}/access/check`
    const asked = request(path, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode!, text }))
    })
    asked.on('error', reject).end(body)
  })
}
