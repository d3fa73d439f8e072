import { describe, expect, it } from 'vitest'
import { openDoor } from './door-stub.ts'

describe('a route without declared access', () => {
  it('keeps the server from starting', async () => {
    const fault = openDoor({}, {}, (app) => app.get('/v1/forgotten', () => 'open to all'))
    await expect(fault).rejects.toThrow(/refusing to start: the route GET \/v1\/forgotten declares no access/)
  })

  it('keeps it from starting when its reason for being public is empty', async () => {
    const fault = openDoor({}, {}, (app) =>
      app.get('/v1/vague', { config: { access: { public: ' ' } } }, () => 'open'),
    )
    await expect(fault).rejects.toThrow(/declares no access/)
  })

  it('is seen when a plugin adds it', async () => {
    const fault = openDoor({}, {}, (app) => {
      void app.register(async (inner) => {
        inner.post('/plugin', () => 'open to all')
      })
    })
    await expect(fault).rejects.toThrow(/POST \/plugin declares no access/)
  })

  it('is fine when it says why it is public, HEAD included', async () => {
    const config = { access: { public: 'for a test' } }
    await using door = await openDoor({}, {}, (app) => app.get('/open', { config }, () => 'open'))
    expect((await door.ask('/open', { method: 'HEAD', anonymous: true })).status).toBe(200)
  })
})

describe('an operation that nothing performs', () => {
  it('keeps the server from starting', async () => {
    await expect(openDoor({ createRole: undefined as never })).rejects.toThrow(
      /nothing performs the operation createRole/,
    )
  })
})
