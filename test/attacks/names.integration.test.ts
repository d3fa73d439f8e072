/** AZ-17: names that a database could take for equal: the same answers on both, whatever its collation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { POSTGRES } from '../store/support/postgres-store.ts'
import { FILE } from '../store/support/stores.ts'
import { Siege } from './siege.ts'

describe.each([FILE, POSTGRES])('on $name', (kind) => {
  let place: Awaited<ReturnType<typeof kind.fresh>>
  let siege: Siege
  beforeAll(async () => {
    place = await kind.fresh()
    siege = await Siege.lay({ store: place.options })
  }, 60_000)
  afterAll(async () => {
    await siege[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('AZ-17 no name that only looks like another is it, in roles, groups, people and places', async () => {
    const { admin, viewer } = siege.a
    const make = async (path: string, body: object) => (await siege.ask(admin, 'POST', path, body)).status
    expect(await make('/groups', { name: 'Café' })).toBe(201)
    const taken = ['café', 'CAFÉ', 'Cafe\u0301', ' Café ', 'Cafe', 'Kafé', 'Cafë', 'Ｃafé', 'Café\u00A0']
    const groups: number[] = []
    for (const name of taken) groups.push(await make('/groups', { name }))
    expect(await make('/roles', { name: 'Straße', permissions: ['project.read'] })).toBe(201)
    const spelt = ['straße', 'STRASSE', 'Strasse', 'Straſſe', 'Straße ']
    const roles: number[] = []
    for (const name of spelt) roles.push(await make('/roles', { name, permissions: [] }))
    expect({ groups, roles }).toEqual({
      groups: [409, 409, 409, 409, 201, 201, 201, 409, 409],
      roles: [409, 201, 409, 409, 409],
    })
    const found = async (path: string): Promise<number> => (await siege.ask(admin, 'GET', path)).status
    expect(await found(`/groups/${encodeURIComponent('Cafè')}`)).toBe(404)
    expect(await found(`/users/${encodeURIComponent('ｖiewer@acme.test')}`)).toBe(
      await found('/users/viewer@acme.test'),
    )
    expect(await found('/users/vıewer@acme.test')).toBe(404)
    for (const scope of ['BILLING', 'billing ', 'bıllıng', 'billing/', 'billing/PRODUCTION']) {
      const body = { principal: viewer.email, permission: 'project.read', scope }
      const { status, body: said } = await siege.ask(admin, 'POST', '/access/check', body)
      expect([scope, status === 200 ? said.allowed : false]).toEqual([scope, false])
    }
  })
})
