/** Does a request ask about nobody but the caller? Their own access is their own business. */
import type { SelfSource } from '../contract/operation.ts'
import type { AnyInput } from './authorize.ts'
import { isSelf } from './resolve.ts'
import type { Scene } from './scene.ts'

/** @returns `false` where a request names nobody */
export function isOwnBusiness(scene: Scene, source: SelfSource | undefined, input: AnyInput): boolean {
  if (source === undefined) return false
  const named = namedIn(source, input)
  return named.length > 0 && named.every((ref) => typeof ref === 'string' && isSelf(scene, ref))
}

function namedIn(source: SelfSource, { params, body }: AnyInput): readonly unknown[] {
  switch (source) {
    case 'path.user':
      return [params.user]
    case 'body.principal':
      return [body?.principal]
    case 'body.checks':
      return (body?.checks as readonly { readonly principal: unknown }[]).map(({ principal }) => principal)
    case 'body.principals':
      return body?.principals as readonly unknown[]
  }
}
