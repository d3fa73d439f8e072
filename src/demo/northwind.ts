/** Northwind: an organization that moved from passwords to single sign-on, and who was left behind. */
import { activates, does, invites } from './deeds.ts'
import { type Line, linesOf } from './line.ts'
import { founds } from './set-up-deeds.ts'
import { addsProvider, signsInThroughProvider, unlinksIdentity } from './sign-in-deeds.ts'

const { line, bySystem } = linesOf('northwind', 'northwind.example')

export const NORTHWIND_STORY: readonly Line[] = [
  bySystem(
    64,
    founds({ displayName: 'Northwind', tier: 'enterprise', admin: 'ingrid', name: 'Ingrid Solberg' }),
  ),
  line(64, 'ingrid', does('createProject', { body: { name: 'portal', display_name: 'Customer portal' } })),
  ...['production', 'staging', 'development'].map((name) =>
    line(64, 'ingrid', does('createEnvironment', { params: { project: 'portal' }, body: { name } })),
  ),
  line(63, 'ingrid', invites('oskar', 'Oskar Dahl', { role: 'admin' })),
  line(63, 'ingrid', invites('maria', 'Maria Lindgren', { role: 'readonly' })),
  line(62, 'oskar', activates),
  line(62, 'maria', activates),
  line(50, 'ingrid', addsProvider('northwind-id', 'Northwind ID')),
  line(49, 'ingrid', signsInThroughProvider),
  line(49, 'oskar', signsInThroughProvider),
  line(47, 'ingrid', does('changeSignInSettings', { body: { passwords: false } }), {
    because: 'single sign-on only, from today',
  }),
  line(45, 'ingrid', invites('erik', 'Erik Strand', { role: 'deployer' })),
  line(45, 'ingrid', invites('nils', 'Nils Haugen', { role: 'deployer' })),
  line(44, 'erik', signsInThroughProvider),
  line(44, 'nils', signsInThroughProvider),
  line(40, 'oskar', invites('malik@acme.example', 'Malik Johnson', { role: 'viewer' }), {
    because: 'access review by Acme’s security team',
  }),
  line(20, 'oskar', unlinksIdentity('erik'), { because: 'directory migration: his old entry was deleted' }),
  line(3, 'oskar', invites('sofie', 'Sofie Berg', { role: 'viewer' })),
]
