/**
 * The checker's own copy of the built-in roles, as the nested sets they are: each list is what a role has beyond the
 * next smaller one. Not shared with the reference model, so that a slip in one table does not excuse the other.
 */
const words = (text: string): string[] => text.trim().split(/\s+/)

const VIEWER = words('project.read app.route.access')
const READONLY = words(`
  environment.read deployment.read deployment.logs.read deployment.inspect
  variable.metadata.read domain.read`).concat(VIEWER)
const DEPLOYER = words(`
  organization.project.create source.read project.lifecycle.write
  deployment.create deployment.promote deployment.rollback
  variable.value.read variable.write variable.local_run domain.write`).concat(READONLY)
const ADMIN = words(`
  organization.user.read organization.user.invite organization.user.block organization.user.remove
  organization.user.credentials.reset organization.group.read organization.group.manage
  organization.role.read organization.role.manage organization.auth.manage
  organization.settings.manage organization.audit.read
  project.settings.write project.archive project.delete source.manage`).concat(DEPLOYER)

export const SYSTEM_ROLES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['rol_viewer', new Set(VIEWER)],
  ['rol_readonly', new Set(READONLY)],
  ['rol_deployer', new Set(DEPLOYER)],
  ['rol_admin', new Set(ADMIN)],
])

/** The version of the built-in catalogue that these tables are. */
export const CATALOGUE = '1'
