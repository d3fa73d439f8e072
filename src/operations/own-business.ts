/** Does a request ask about nobody but the caller? Their own access is their own business. */
import type { SelfSource } from '../contract/operation.ts'
import { type AuthzenSubject, evaluation } from '../contract/shapes/authzen.ts'
import { CheckList } from './access/check-list.ts'
import type { AnyInput } from './authorize.ts'
import { subjectId } from './authzen/subject.ts'
import { targetOf } from './ofrep/flag-answer.ts'
import { isSelf } from './resolve.ts'
import type { Scene } from './scene.ts'

/** Bodies as their operations declare them. */
type Checks = { readonly checks: readonly { readonly principal: string }[] }
type Principals = { readonly principals: readonly string[] }
type Evaluations = {
  readonly subject?: AuthzenSubject
  readonly evaluations?: readonly { readonly subject?: unknown }[]
}
type Target = { readonly context: { readonly targetingKey: string } }

/** @returns `false` where a request names nobody */
export function isOwnBusiness(
  scene: Scene,
  source: SelfSource | undefined,
  { params, query, body }: AnyInput,
): boolean {
  switch (source) {
    case undefined:
      return false
    case 'path.user':
      return isSelf(scene, String(params.user))
    case 'body.principal':
      return isSelf(scene, String(body?.principal))
    case 'body.checks':
      return areAboutSelf(scene, body as Checks | CheckList)
    case 'body.principals':
      return (body as Principals).principals.every((ref) => isSelf(scene, ref))
    case 'body.subject':
    case 'body.evaluations':
      return areSelf(scene, subjectsIn(body as Evaluations))
    case 'query.user':
      return typeof query.user === 'string' && isSelf(scene, query.user)
    case 'body.kind':
      return body?.kind === 'personal'
    case 'path.token':
      return scene.call.ownToken !== undefined && scene.call.ownToken === params.token
    case 'body.context':
      return targetOf(scene, (body as Target).context.targetingKey) === scene.caller.account
  }
}

function areAboutSelf(scene: Scene, body: Checks | CheckList): boolean {
  if (!(body instanceof CheckList)) return body.checks.every(({ principal }) => isSelf(scene, principal))
  const { principals } = body
  for (let index = 0; index < principals.length; index++)
    if (!isSelf(scene, principals.at(index))) return false
  return true
}

function areSelf(scene: Scene, subjects: readonly AuthzenSubject[]): boolean {
  return subjects.length > 0 && subjects.every((one) => subjectId(scene, one) === scene.caller.account)
}

/** Whom an evaluation without a readable subject is about, nobody is told. */
function subjectsIn({ subject, evaluations = [] }: Evaluations): AuthzenSubject[] {
  if (evaluations.length === 0) return subject === undefined ? [] : [subject]
  return evaluations.flatMap((one) => {
    const read = evaluation.shape.subject.safeParse(one.subject ?? subject)
    return read.success ? [read.data] : []
  })
}
