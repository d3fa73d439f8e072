/** `/healthz`: the process lives. `/readyz`: it can serve; a balancer sends requests elsewhere while it cannot. */
import type { FastifyInstance } from 'fastify'
import type { Answers } from './answer.ts'
import type { Needs } from './door.ts'

const TYPE = { 'content-type': 'application/json; charset=utf-8' } as const

/** @param closing whether the server has begun to stop */
export function mountHealth(
  app: FastifyInstance,
  needs: Needs,
  answers: Answers,
  closing: () => boolean,
): void {
  const config = {
    access: { public: 'balancers ask without an account; the answer says whether, never why' },
  }
  app.get('/healthz', { config }, (_request, reply) => {
    answers.send(reply, { status: 200, body: '{"status":"alive"}', headers: TYPE })
  })
  app.get('/readyz', { config }, async (_request, reply) => {
    const { ready, checks } = await needs.ready().catch(() => ({ ready: false, checks: { store: false } }))
    const serving = ready && !closing()
    const body = JSON.stringify({
      status: serving ? 'ready' : 'not_ready',
      checks: { ...checks, serving: !closing() },
    })
    answers.send(reply, { status: serving ? 200 : 503, body, headers: TYPE })
    return reply
  })
}
