import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

async function cluttered() {
  const town = await Town.withAcme()
  await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
  for (const name of ['alex', 'bo', 'cleo']) {
    await town.person(town.ada, `${name}@acme.test`, { assignments: [{ role: 'viewer', scope: 'billing' }] })
  }
  await town.ask(town.ada, 'createRole', {
    body: { name: 'Boss', permissions: ['organization.role.manage', 'deployment.create'] },
  })
  await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
  await town.ask(town.ada, 'createAssignment', { body: { role: 'viewer', group: 'Ops', scope: 'billing' } })
  return town
}

describe('lint', () => {
  it('names what somebody should look at, in names (S2-8)', async () => {
    await using town = await cluttered()
    const { items, total, left_out: hidden } = await town.ask(town.ada, 'lintAccess')
    expect(hidden).toEqual([])
    expect(total).toBe(items.length)
    const told = items.map(({ rule, detail }) => `${rule}: ${detail}`)
    expect(told).toContain(
      'same_role_for_several: 3 people have `viewer` directly at `billing`: a group would say it once',
    )
    expect(told).toContain('management_with_deploy: `Boss` combines managing access with deploying')
    expect(told).toContain('management_with_deploy: `ada@acme.test` combines managing access with deploying')
    expect(told).toContain('dead_assignment: `viewer for Ops` gives nothing: its group has no members')
    const same = items.find(({ rule }) => rule === 'same_role_for_several')!
    expect(same.scope).toEqual({ type: 'project', project: 'billing' })
    expect(same.about.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'role viewer',
      'user alex@acme.test',
      'user bo@acme.test',
      'user cleo@acme.test',
    ])
  })

  it('leaves out groups for readers who may not see them, and takes `organization.role.read`', async () => {
    await using town = await cluttered()
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Reader', permissions: ['organization.role.read'] },
    })
    const dee = await town.person(town.ada, 'dee@acme.test', { role: 'Reader' })
    const { items, left_out: hidden } = await town.ask(dee, 'lintAccess')
    expect(hidden).toEqual(['groups'])
    expect(JSON.stringify(items)).not.toMatch(/Ops|grp_/)
    const eli = await town.person(town.ada, 'eli@acme.test', { role: 'viewer' })
    expect(await town.code(town.ask(eli, 'lintAccess'))).toBe('NOT_ALLOWED')
  })
})
