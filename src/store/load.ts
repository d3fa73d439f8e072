/** Reads an organization whole, as it is at one revision. */
import type { Assignment } from '../core/model/assignment.ts'
import type { Catalogue } from '../core/model/catalogue.ts'
import type { Expectation } from '../core/model/expectation.ts'
import type { Group, Seat } from '../core/model/group.ts'
import type { Invitation } from '../core/model/invitation.ts'
import type { Member } from '../core/model/member.ts'
import type { SignInProvider } from '../core/model/organization.ts'
import type { Role } from '../core/model/role.ts'
import type { Environment, Project } from '../core/model/scope.ts'
import type { Source } from '../core/model/source.ts'
import type { OrganizationState } from '../core/model/state.ts'
import type { Builder } from './builder.ts'
import * as read from './load-rows.ts'
import type { Store } from './open.ts'
import type { Reads, Statement, Value } from './statement.ts'

/** Rows per page: whole pages are faster than row by row, and let the event loop turn in between. */
const PAGE = 1000

/**
 * Lists come sorted by id (catalogues and features by name, seats by group, then principal), byte by byte.
 * @returns `undefined` where there is no such organization
 */
export async function loadState(store: Store, organization: string): Promise<OrganizationState | undefined> {
  return store.consistent(() => stateReads(store.build, organization))
}

function* stateReads(build: Builder, organization: string): Reads<OrganizationState | undefined> {
  const { from } = build
  const [row] = yield from
    .selectFrom('organizations')
    .select(['id', 'name', 'display_name', 'tier', 'settings', 'passwords', 'sequence'])
    .where('id', '=', organization)
    .compile()
  if (row === undefined) return undefined
  const list = <T>(table: ListTable, columns: readonly string[], of: (row: Value[]) => T): Reads<T[]> =>
    all((after) => page(build, table, columns, organization, after), of)
  return {
    organization: read.organizationOf(row),
    revision: row[6] as number,
    providers: yield* list<SignInProvider>('providers', read.PROVIDER, read.providerOf),
    members: yield* list<Member>('members', read.MEMBER, read.memberOf),
    invitations: yield* list<Invitation>('invitations', read.INVITATION, read.invitationOf),
    groups: yield* list<Group>('groups', read.GROUP, read.groupOf),
    seats: yield* all<Seat>((after) => seatPage(build, organization, after), read.seatOf),
    roles: yield* list<Role>('roles', read.ROLE, read.roleOf),
    assignments: yield* list<Assignment>('assignments', read.ASSIGNMENT, read.assignmentOf),
    projects: yield* list<Project>('projects', read.PROJECT, read.projectOf),
    environments: yield* list<Environment>('environments', read.ENVIRONMENT, read.environmentOf),
    catalogues: yield* list<Catalogue>('catalogues', read.CATALOGUE, read.catalogueOf),
    enabledFeatures: yield* list<string>('features', read.FEATURE, read.featureOf),
    expectations: yield* list<Expectation>('expectations', read.EXPECTATION, read.expectationOf),
    sources: yield* list<Source>('sources', read.SOURCE, read.sourceOf),
  }
}

type ListTable =
  | 'providers'
  | 'members'
  | 'invitations'
  | 'groups'
  | 'roles'
  | 'assignments'
  | 'projects'
  | 'environments'
  | 'catalogues'
  | 'features'
  | 'expectations'
  | 'sources'

/** Reads page after page; each begins behind the last row of the one before. */
function* all<T>(pageAfter: (last: Value[] | undefined) => Statement, of: (row: Value[]) => T): Reads<T[]> {
  const found: T[] = []
  for (let last: Value[] | undefined; ; ) {
    const rows = yield pageAfter(last)
    for (const row of rows) found.push(of(row))
    if (rows.length < PAGE) return found
    last = rows.at(-1)
  }
}

/** A page sorted by the first column. */
function page(
  build: Builder,
  table: ListTable,
  columns: readonly string[],
  organization: string,
  last: Value[] | undefined,
): Statement {
  const { dynamic } = build.from
  const key = dynamic.ref<string>(columns[0]!)
  return build.from
    .selectFrom(table)
    .select(columns.map((column) => dynamic.ref<string>(column)))
    .where('organization', '=', organization)
    .where(key, '>', last?.[0] ?? '')
    .orderBy(key)
    .limit(PAGE)
    .compile()
}

function seatPage({ from }: Builder, organization: string, last: Value[] | undefined): Statement {
  return from
    .selectFrom('seats')
    .select(['group_id', 'principal', 'source'])
    .where('organization', '=', organization)
    .where((eb) =>
      eb(
        eb.refTuple('group_id', 'principal'),
        '>',
        eb.tuple(String(last?.[0] ?? ''), String(last?.[1] ?? '')),
      ),
    )
    .orderBy('group_id')
    .orderBy('principal')
    .limit(PAGE)
    .compile()
}
