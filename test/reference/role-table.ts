/**
 * The 34 built-in keys and the four built-in roles, copied by hand from the table of the specification. It is a
 * second copy on purpose: were it imported, a wrong row would be wrong on both sides and no proof would see it.
 */

/** Columns: viewer, readonly, deployer, admin. */
const TABLE = `
  organization.project.create          - - x x
  organization.user.read               - - - x
  organization.user.invite             - - - x
  organization.user.block              - - - x
  organization.user.remove             - - - x
  organization.user.credentials.reset  - - - x
  organization.group.read              - - - x
  organization.group.manage            - - - x
  organization.role.read               - - - x
  organization.role.manage             - - - x
  organization.auth.manage             - - - x
  organization.settings.manage         - - - x
  organization.audit.read              - - - x
  project.read                         x x x x
  source.read                          - - x x
  project.settings.write               - - - x
  project.archive                      - - - x
  project.delete                       - - - x
  source.manage                        - - - x
  environment.read                     - x x x
  deployment.read                      - x x x
  deployment.logs.read                 - x x x
  deployment.inspect                   - x x x
  project.lifecycle.write              - - x x
  deployment.create                    - - x x
  deployment.promote                   - - x x
  deployment.rollback                  - - x x
  variable.metadata.read               - x x x
  variable.value.read                  - - x x
  variable.write                       - - x x
  variable.local_run                   - - x x
  app.route.access                     x x x x
  domain.read                          - x x x
  domain.write                         - - x x
`

const ROWS = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))

function column(index: number): readonly string[] {
  return ROWS.filter((row) => row[index] === 'x').map((row) => row[0] ?? '')
}

export const BUILT_IN_KEYS: readonly string[] = column(4)

/** The first family: 13 keys, all of which a change of sign-in providers asks for. */
export const ACCESS_MANAGEMENT_KEYS: readonly string[] = BUILT_IN_KEYS.filter((key) =>
  key.startsWith('organization.'),
)

/** Role id to keys. The admin's application keys depend on the organization and are added where they are asked for. */
export const BUILT_IN_ROLE_KEYS: Readonly<Record<string, readonly string[]>> = {
  rol_viewer: column(1),
  rol_readonly: column(2),
  rol_deployer: column(3),
  rol_admin: column(4),
}
