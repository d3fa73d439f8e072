import { describe, expect, it } from 'vitest'
import { addGroupMember } from '../../src/core/change/add-group-member.ts'
import { createGroup } from '../../src/core/change/create-group.ts'
import { lint } from '../../src/core/index.ts'
import { acme, HOUR, type House } from './support/house.ts'

function found(house: House, rule: string) {
  return lint(house.snapshot, house.now).filter((finding) => finding.rule === rule)
}

describe('lint', () => {
  it('finds nothing in a plain organization but its admin, who manages and deploys (S2-8)', () => {
    const house = acme()
    expect(lint(house.snapshot, house.now).map(({ rule, about }) => [rule, about])).toEqual([
      ['management_with_deploy', ['ada']],
    ])
  })

  it('names what a narrower grant hides (S0-9)', () => {
    const house = acme()
    house.person('alex', 'readonly')
    house.role('Log Reader', 'deployment.logs.read')
    house.assign('alex', 'Log Reader', 'billing/production')
    const [finding] = found(house, 'shadowing')
    expect(finding!.about).toEqual(['alex'])
    expect(finding!.permissions).toContain('project.read')
    expect(finding!.permissions).toHaveLength(7)
  })

  it('names a group that narrows some of its members and widens others', () => {
    const house = acme()
    house.person('alex', 'deployer')
    house.person('bo')
    house.must(createGroup, { name: 'Watch' })
    house.assignGroup('Watch', 'viewer', 'billing')
    for (const principal of ['alex', 'bo']) house.must(addGroupMember, { group: 'Watch', principal })
    expect(found(house, 'mixed_group').map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/narrows 1 and widens 1 of its members at `billing`$/),
    ])
  })

  it('names assignments that give nothing, each with its cause', () => {
    const house = acme()
    house.person('bo')
    house.role('Empty')
    house.must(createGroup, { name: 'Nobody' })
    const dead = [
      house.assign('bo', 'Empty', 'billing'),
      house.assignGroup('Nobody', 'viewer', 'billing'),
      house.assign('bo', 'viewer', 'billing', { expiresAt: house.now + HOUR }),
    ]
    const alive = house.assign('bo', 'deployer', 'billing')
    dead.push(house.assign('bo', 'deployer', 'billing'))
    const lasting = found(house, 'dead_assignment').flatMap(({ about }) => about)
    expect(lasting.toSorted()).toEqual(dead.toSorted())
    expect(lasting).not.toContain(alive)
    house.now += HOUR
    expect(found(house, 'dead_assignment').find(({ about }) => about[0] === dead[2])?.detail).toContain(
      'it is over',
    )
  })

  it('suggests a group where one role is given directly to several people at one scope', () => {
    const house = acme()
    for (const id of ['bo', 'cy', 'di']) {
      house.person(id)
      house.assign(id, 'viewer', 'billing')
      expect(found(house, 'same_role_for_several')).toHaveLength(id === 'di' ? 1 : 0)
    }
  })

  it('names roles and people that combine managing access with deploying (S2-8)', () => {
    const house = acme()
    house.role('Both', 'organization.role.manage', 'deployment.create')
    house.role('One', 'organization.role.manage', 'organization.project.create')
    house.person('bo')
    house.assign('bo', 'One', 'billing')
    house.role('Other', 'deployment.rollback')
    expect(found(house, 'management_with_deploy').flatMap(({ about }) => about)).toHaveLength(2)
    house.assign('bo', 'Other', 'billing')
    expect(found(house, 'management_with_deploy').flatMap(({ about }) => about)).toContain('bo')
  })
})
