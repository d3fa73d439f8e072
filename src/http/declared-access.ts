/**
 * No route without declared access: one that does not say who may use it keeps the server from starting. Registered
 * before everything else, so that it sees every route, whoever adds it.
 */
import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Access } from '../contract/operation.ts'

export function requireDeclaredAccess(app: FastifyInstance): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    // HEAD routes that Fastify derives carry the declaration of their GET route.
    if (!isDeclared(route.config?.access)) {
      throw new Error(
        `refusing to start: the route ${String(route.method)} ${route.url} declares no access: ` +
          'mount it from the contract, or state in its config why it is `public`',
      )
    }
  })
}

function isDeclared(access: Access | undefined): boolean {
  if (access === undefined) return false
  if ('permission' in access) return access.permission.length > 0
  const reason = 'public' in access ? access.public : access.self
  return typeof reason === 'string' && reason.trim() !== ''
}
