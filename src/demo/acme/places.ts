/** Acme's projects, each with three environments, and its groups. */
import { does } from '../deeds.ts'
import { type Line, linesOf } from '../line.ts'

const { line } = linesOf('acme', 'acme.example')

const PROJECTS: readonly (readonly [day: number, by: string, name: string, displayName: string])[] = [
  [120, 'kim', 'billing', 'Billing'],
  [120, 'kim', 'storefront', 'Storefront'],
  [120, 'kim', 'legacy-crm', 'CRM (old)'],
  [112, 'kim', 'identity', 'Identity'],
  [104, 'kim', 'data-platform', 'Data Platform'],
  [88, 'amara', 'mobile-api', 'Mobile API'],
  [73, 'priya', 'docs-site', 'Documentation'],
]

const ENVIRONMENTS = ['production', 'staging', 'development'] as const

const GROUPS: readonly (readonly [name: string, description: string])[] = [
  ['Billing Operators', 'Run billing day by day.'],
  ['Platform', 'Run what everything else runs on.'],
  ['Storefront', 'Build the shop.'],
  ['Data', 'Pipelines and the warehouse.'],
  ['Security', 'Look after access and incidents.'],
  ['Support', 'Talk to customers.'],
  ['On-call', 'Whoever carries the phone.'],
  ['Contractors', 'People from outside, for a while.'],
]

/** Whoever may create a project may not always change it: environments are an admin's work. */
function project(day: number, by: string, name: string, displayName: string): Line[] {
  const admin = by === 'kim' ? 'kim' : 'amara'
  const created = line(day, by, does('createProject', { body: { name, display_name: displayName } }))
  const environments = ENVIRONMENTS.map((environment) => {
    return line(
      day,
      admin,
      does('createEnvironment', { params: { project: name }, body: { name: environment } }),
    )
  })
  return [created, ...environments]
}

export const BUILDING: readonly Line[] = [
  ...PROJECTS.flatMap((row) => project(...row)),
  ...GROUPS.map(([name, description]) =>
    line(119, 'kim', does('createGroup', { body: { name, description } })),
  ),
]
