/** Acme Labs: a second organization, which shares people with Acme and no roles. */
import { does, gives, invites } from './deeds.ts'
import { type Line, linesOf } from './line.ts'
import { founds } from './set-up-deeds.ts'
import { registersSupportDesk } from './support-desk.ts'

const { line, bySystem } = linesOf('acme-labs', 'acme.example')

export const LABS_STORY: readonly Line[] = [
  bySystem(69, founds({ displayName: 'Acme Labs', tier: 'free', admin: 'kim', name: 'Kim Novak' })),
  line(69, 'kim', does('createProject', { body: { name: 'playground', display_name: 'Playground' } })),
  line(
    69,
    'kim',
    does('createEnvironment', { params: { project: 'playground' }, body: { name: 'production' } }),
  ),
  line(69, 'kim', registersSupportDesk()),
  // Their accounts were activated at Acme, the same customer: members at once, without a link.
  line(67, 'kim', invites('priya', 'Priya Raman', { role: 'deployer' })),
  line(67, 'kim', invites('wei', 'Chen Wei')),
  line(66, 'kim', gives('readonly', 'wei', 'playground')),
  line(40, 'kim', invites('lucia', 'Lucía Fernández')),
]
