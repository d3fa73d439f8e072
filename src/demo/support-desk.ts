/** The support desk, an application with permissions of its own, what it asks about, and the features that gate them. */
import { does } from './deeds.ts'
import type { Deed } from './line.ts'
import type { Said } from './stage.ts'

type Key = readonly [key: string, capability: string, description: string]

function family(name: string, ...keys: readonly Key[]) {
  return {
    name,
    permissions: keys.map(([key, capability, description]) => ({ key, capability, description })),
  }
}

const FAMILIES = [
  family(
    'Conversations',
    ['conversations.read', 'read conversations', 'See conversations with customers.'],
    ['conversations.assign', 'reassign conversations', 'Hand a conversation to somebody else.'],
    ['conversations.reply', 'reply to customers', 'Answer in a conversation.'],
    ['conversations.suggest', 'get suggested replies', 'Have a reply drafted.'],
  ),
  family(
    'Cases',
    ['cases.read', 'see cases', 'See what became a case.'],
    ['cases.write', 'work on cases', 'Open, change and close cases.'],
  ),
  family(
    'Analytics',
    ['analytics.view', 'see the dashboards', 'See the numbers of the support desk.'],
    ['warehouse.query', 'query the data warehouse', 'Ask the warehouse freely.'],
  ),
  family('Branding', [
    'domains.custom',
    'use your own domain',
    'Serve the help centre from your own domain.',
  ]),
]

/** A dataset is a project of the organization; the others are the application's own. */
const TYPES: NonNullable<Said<'applyCatalogue'>['body']>['types'] = [
  {
    type: 'conversation',
    actions: {
      read: 'conversations.read',
      reassign: 'conversations.assign',
      reply: 'conversations.reply',
      suggest: 'conversations.suggest',
    },
  },
  { type: 'case', actions: { read: 'cases.read', write: 'cases.write' } },
  { type: 'dataset', scope: 'project', actions: { view: 'analytics.view', query: 'warehouse.query' } },
  { type: 'domain', actions: { use: 'domains.custom' } },
]

const FEATURES: NonNullable<Said<'applyCatalogue'>['body']>['features'] = [
  { key: 'cases', name: 'Cases', kind: 'flag', gates: ['cases.read', 'cases.write'] },
  { key: 'smart-replies', name: 'Smart replies', kind: 'beta', gates: ['conversations.suggest'] },
  {
    key: 'data-warehouse',
    name: 'Data Warehouse',
    kind: 'tier',
    minimum_tier: 'enterprise',
    gates: ['warehouse.query'],
  },
  {
    key: 'advanced-analytics',
    name: 'Advanced analytics',
    kind: 'tier',
    minimum_tier: 'team',
    gates: ['analytics.view'],
  },
  {
    key: 'custom-domains',
    name: 'Custom domains',
    kind: 'tier',
    minimum_tier: 'enterprise',
    gates: ['domains.custom'],
  },
]

export function registersSupportDesk(): Deed {
  return does('applyCatalogue', {
    params: { catalogue: 'support-desk' },
    body: { families: FAMILIES, types: TYPES, features: FEATURES },
  })
}
