/** Asking the core for a diagnosis, with what side tables would know passed in. */
import {
  type Diagnosis,
  type DiagnosisFacts,
  diagnose,
  type Goal,
  type Reader,
  type SignInFacts,
  type Snapshot,
} from '../../../src/core/index.ts'
import { sha256 } from '../support/house.ts'

/** Nobody has tried anything. */
export const QUIET: SignInFacts = { sessions: [], refused: [] }

export const EVERYTHING: Reader = {
  roles: true,
  groups: true,
  attempts: true,
  may: () => true,
  holds: () => true,
}

export type Asked = {
  readonly goal?: Goal
  readonly facts?: Partial<DiagnosisFacts>
  readonly reader?: Partial<Reader>
  readonly now: number
}

/** @param who the id of the person; their address is `<id>@example.com` */
export function diagnosed(snapshot: Snapshot, who: string, asked: Asked): Diagnosis {
  const email = `${who}@example.com`
  return diagnose({
    snapshot,
    principal: who,
    goal: asked.goal ?? { kind: 'sign_in' },
    facts: {
      email,
      tenants: [],
      mail: true,
      signInUrl: 'https://access.test/sign-in',
      signIn: QUIET,
      ...asked.facts,
    },
    reader: { ...EVERYTHING, ...asked.reader },
    names: { principal: email, of: (id) => nameIn(snapshot, id) },
    now: asked.now,
    sha256,
  })
}

function nameIn(snapshot: Snapshot, id: string): string {
  const place = snapshot.scopes.find(id)
  const named = snapshot.roles.get(id) ?? snapshot.groups.get(id)
  const provider = snapshot.providers.find((one) => one.id === id)
  return (
    named?.name ??
    (place === undefined ? undefined : snapshot.scopes.at(place).path) ??
    provider?.displayName ??
    id
  )
}

export function toDo(permission: string, scope: string): Goal {
  return { kind: 'permission', permission, scope, shown: scope }
}

/** The states of the six checks, in order. */
export function statuses({ checks }: Diagnosis): string[] {
  return checks.map(({ status }) => status)
}

/** What a check rests on, in one text. */
export function evidenceOf({ checks }: Diagnosis, id: string): string {
  return checks
    .find((check) => check.id === id)!
    .evidence.map(({ text }) => text)
    .join('\n')
}
