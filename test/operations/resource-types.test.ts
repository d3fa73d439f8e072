/** Resource types and action names of an application catalogue. */
import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

const FAMILIES = [
  {
    name: 'Conversations',
    permissions: [
      { key: 'conversations.read', capability: 'read conversations', description: 'See them.' },
      { key: 'conversations.assign', capability: 'reassign conversations', description: 'Hand them over.' },
    ],
  },
]
const CONVERSATION = {
  type: 'conversation',
  actions: { read: 'conversations.read', reassign: 'conversations.assign' },
}
const WORKSPACE = { type: 'workspace', scope: 'project', actions: { open: 'project.read' } }

const apply = (town: Town & { ada: Parameters<Town['call']>[0] }, types: unknown, catalogue = 'desk') =>
  town.ask(town.ada, 'applyCatalogue', {
    params: { catalogue },
    body: { families: catalogue === 'desk' ? FAMILIES : [], features: [], types },
  })

describe('resource types', () => {
  it('are registered with a catalogue, replaced with it and listed as they were given', async () => {
    await using town = await Town.withAcme()
    const types = [CONVERSATION, WORKSPACE]
    expect(await apply(town, types)).toMatchObject({ name: 'desk', types })
    const list = async () => (await town.ask(town.ada, 'listCatalogues')).items.map((one) => one.types)
    expect(await list()).toEqual([types])
    await apply(town, undefined)
    expect(await list()).toEqual([undefined])
  })

  it.each([
    ['a scope of the organization', { ...CONVERSATION, type: 'project' }, 'INVALID'],
    ['a name with spaces', { ...CONVERSATION, type: 'a conversation' }, 'INVALID'],
    ['an action with spaces', { type: 'x', actions: { 'do it': 'conversations.read' } }, 'INVALID'],
    ['no actions', { type: 'x', actions: {} }, 'INVALID'],
    [
      'a key that nobody declared',
      { type: 'x', actions: { read: 'conversations.raed' } },
      'UNKNOWN_PERMISSION',
    ],
  ])('are refused for %s', async (_, type, code) => {
    await using town = await Town.withAcme()
    expect(await town.code(apply(town, [type]))).toBe(code)
  })

  it('have names of their own in the whole organization', async () => {
    await using town = await Town.withAcme()
    expect(await town.code(apply(town, [CONVERSATION, CONVERSATION]))).toBe('NAME_TAKEN')
    await apply(town, [WORKSPACE])
    expect(await town.code(apply(town, [WORKSPACE], 'other'))).toBe('NAME_TAKEN')
    expect(
      await apply(town, [{ type: 'run', actions: { read: 'conversations.read' } }], 'other'),
    ).toBeTruthy()
  })
})
