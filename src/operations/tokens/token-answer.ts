/** Tokens as answers show them: by their first characters, never whole. */
import type { Unparsed } from '../../contract/table.ts'
import type { Token } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { scopeAnswer } from '../answers/scopes.ts'
import { emailOf } from '../answers/users.ts'
import type { Scene } from '../scene.ts'

export type TokenAnswer = Unparsed<'listTokens'>['items'][number]

export function tokenAnswer(scene: Scene, token: Token): TokenAnswer {
  const { snapshot, now } = scene
  return {
    id: token.id,
    kind: token.kind,
    name: token.name,
    prefix: token.prefix,
    user: { id: token.account, email: emailOf(scene, token.account) },
    created_by: token.createdBy,
    grants: token.grants.flatMap(({ role, scope }) => {
      const name = snapshot.roles.get(role)?.name
      const isThere = snapshot.scopes.find(scope) !== undefined
      return name === undefined || !isThere
        ? []
        : [{ role: { id: role, name }, scope: scopeAnswer(snapshot, scope) }]
    }),
    created_at: instant(token.createdAt),
    expires_at: instant(token.expiresAt),
    expired: token.expiresAt <= now,
    last_used_at: token.lastUsedAt === undefined ? null : instant(token.lastUsedAt),
  }
}
