/** The instant that worlds are built around, the dates near it, and the keys that are asked about most. */
export const NOW = 1_750_000_000_000
export const DATES: readonly number[] = [-86_400_000, -1000, -1, 0, 1, 1000, 86_400_000].map((d) => NOW + d)

export const WORLD_KEYS: readonly string[] = [
  'project.read',
  'project.archive',
  'project.delete',
  'deployment.logs.read',
  'variable.write',
  'source.read',
  'app.route.access',
  'organization.role.manage',
  'organization.project.create',
  'organization.audit.read',
]
