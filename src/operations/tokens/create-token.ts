/**
 * `token create`. A personal token states how far it reaches, no further than its owner does; a service token is an
 * account of its own, with assignments that its creator may give (G1).
 */
import type { Input } from '../../contract/table.ts'
import { createAutomation } from '../../core/change/create-automation.ts'
import { issuePersonalToken } from '../../core/change/issue-personal-token.ts'
import type { TokenGrant } from '../../core/index.ts'
import { type Account, createAccount, createToken as insertToken, type Write } from '../../store/store.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireRole, requireScope } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { sessionsOnly } from '../which-callers.ts'
import { automationAccount } from './automation-account.ts'
import { type EitherPlan, planned } from './either-plan.ts'
import { expiryOf } from './lifetime.ts'
import { type NewToken, newToken } from './new-token.ts'
import { tokenAnswer } from './token-answer.ts'

type Body = Input<'createToken'>['body']

export function createToken(deps: Deps): UseCase<'createToken'> {
  return async (input, call) => {
    // A program's own token would last longer than the one that it was given.
    if (input.body.kind === 'personal' && call.caller?.token !== undefined) throw sessionsOnly()
    const expiresAt = expiryOf(input.body.expires_at, call.now)
    let made: NewToken | undefined
    const result = await perform(
      deps,
      'createToken',
      input,
      call,
      (scene) => {
        const planned = planOf(deps, scene, input.body, expiresAt)
        made = planned.made
        return planned.plan
      },
      (scene) => ({ ...tokenAnswer(scene, made!.token), secret: made!.secret }),
    )
    return { ...result, secret: true }
  }
}

type Planned = { readonly made: NewToken; readonly plan: EitherPlan }

function planOf(deps: Deps, scene: Scene, body: Body, expiresAt: number): Planned {
  const { caller, living, now } = scene
  const { name, kind } = body
  const grants = body.grants.map(
    (grant, at): TokenGrant => ({
      role: requireRole(scene, grant.role, `/grants/${at}/role`).id,
      scope: requireScope(scene, grant.scope, `/grants/${at}/scope`),
    }),
  )
  const account =
    kind === 'service' ? automationAccount(deps, { name, owner: deps.newId('tok'), now }) : undefined
  const made = newToken(deps, {
    kind,
    account: account?.id ?? caller.account,
    organization: living.id,
    name,
    grants,
    createdBy: caller.account,
    createdAt: now,
    expiresAt,
  })
  const extra = writes(deps, scene.call, made, account)
  const plan =
    account === undefined
      ? planned(issuePersonalToken, { input: { reach: grants }, extra })
      : planned(createAutomation, {
          input: { principal: account.id, assignments: grants },
          through: { type: 'token', id: made.token.id },
          extra,
          known: [directoryEntry(account)],
        })
  return { made, plan }
}

function writes(deps: Deps, call: Call, { token }: NewToken, account: Account | undefined) {
  const { build } = deps.store
  return (): Write[] => [
    ...(account === undefined ? [] : createAccount(build, account)),
    ...insertToken(build, token),
    ...activity(deps, {
      type: 'token.created',
      organization: token.organization,
      actor: actorOf(call),
      at: token.createdAt,
      data: {
        token: token.id,
        kind: token.kind,
        account: token.account,
        name: token.name,
        expires_at: token.expiresAt,
      },
    }),
  ]
}
