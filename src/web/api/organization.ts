/** What pages of a tenant read. All of it hangs below the tenant's name: a change makes it stale at once. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Answered, Arguments } from '../../contract/client.ts'
import { api } from './client.ts'
import { every } from './every.ts'

export const within = (organization: string) => ['organization', organization] as const

/** The permissions that one has at the organization: what is shown follows them, and the server judges all the same. */
export const ownAbilities = (organization: string, user: string) =>
  queryOptions({
    queryKey: [...within(organization), 'abilities', user],
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const body = { principal: user, scope: 'organization' }
      const { items } = await api.whatAccess({ organization, body }, { signal })
      return items.flatMap(({ permissions }) => permissions)
    },
  })

export type UsersAsked = Omit<Arguments<'listUsers'>, 'organization'>

export const users = (organization: string, asked: UsersAsked) =>
  queryOptions({
    queryKey: [...within(organization), 'users', asked],
    queryFn: ({ signal }) => api.listUsers({ ...asked, organization }, { signal }),
  })

export const oneUser = (organization: string, user: string) =>
  queryOptions({
    queryKey: [...within(organization), 'user', user],
    queryFn: ({ signal }) => api.showUser({ organization, user }, { signal }),
  })

export const roles = (organization: string) =>
  queryOptions({
    queryKey: [...within(organization), 'roles'],
    queryFn: ({ signal }) => every((page) => api.listRoles({ ...page, organization }, { signal })),
  })

export type RolesAsked = Omit<Arguments<'listRoles'>, 'organization'>

export const rolesPage = (organization: string, asked: RolesAsked) =>
  queryOptions({
    queryKey: [...within(organization), 'roles', asked],
    queryFn: ({ signal }) => api.listRoles({ ...asked, organization }, { signal }),
  })

/** With the tag by which an edit says what it was made of. */
export const oneRole = (organization: string, role: string) =>
  queryOptions({
    queryKey: [...within(organization), 'role', role],
    queryFn: async ({ signal }) => {
      let tag: string | undefined
      const seen = ({ headers }: Answered): void => void (tag = headers.get('etag') ?? undefined)
      const found = await api.showRole({ organization, role }, { signal, seen })
      return { role: found, ...(tag !== undefined && { tag }) }
    },
  })

export const features = (organization: string) =>
  queryOptions({
    queryKey: [...within(organization), 'features'],
    queryFn: ({ signal }) => every((page) => api.listFeatures({ ...page, organization }, { signal })),
  })

/** The plan among them. */
export const settings = (organization: string) =>
  queryOptions({
    queryKey: [...within(organization), 'settings'],
    queryFn: ({ signal }) => api.showSettings({ organization }, { signal }),
  })

/** What somebody should look at. */
export const findings = (organization: string) =>
  queryOptions({
    queryKey: [...within(organization), 'lint'],
    queryFn: ({ signal }) => api.lintAccess({ organization }, { signal }),
  })

/** A role's assignments at one place: who holds it there, people and groups. */
export const assignmentsAt = (organization: string, role: string, scope: string) =>
  queryOptions({
    queryKey: [...within(organization), 'assignments', role, scope],
    queryFn: ({ signal }) =>
      every((page) => api.listAssignments({ ...page, organization, role, scope }, { signal })),
  })

/** Who holds a role, a page at a time. */
export const holders = (organization: string, role: string) =>
  infiniteQueryOptions({
    queryKey: [...within(organization), 'holders', role],
    queryFn: ({ signal, pageParam: cursor }) =>
      api.listAssignments({ organization, role, limit: 50, ...(cursor && { cursor }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })

/** Those of the organization's applications among them. */
export const permissions = (organization: string) =>
  queryOptions({
    queryKey: [...within(organization), 'permissions'],
    queryFn: ({ signal }) => every((page) => api.listPermissions({ ...page, organization }, { signal })),
  })

export const groups = (organization: string) =>
  queryOptions({
    queryKey: [...within(organization), 'groups'],
    queryFn: ({ signal }) => every((page) => api.listGroups({ ...page, organization }, { signal })),
  })

export type GroupsAsked = Omit<Arguments<'listGroups'>, 'organization'>

export const groupsPage = (organization: string, asked: GroupsAsked) =>
  queryOptions({
    queryKey: [...within(organization), 'groups', asked],
    queryFn: ({ signal }) => api.listGroups({ ...asked, organization }, { signal }),
  })

/** With the tag by which an edit says what it was made of. */
export const oneGroup = (organization: string, group: string) =>
  queryOptions({
    queryKey: [...within(organization), 'group', group],
    queryFn: async ({ signal }) => {
      let tag: string | undefined
      const seen = ({ headers }: Answered): void => void (tag = headers.get('etag') ?? undefined)
      const found = await api.showGroup({ organization, group }, { signal, seen })
      return { group: found, ...(tag !== undefined && { tag }) }
    },
  })

/** Who is in a group, a page at a time; only who contains `q`, where it says something. */
export const groupMembers = (organization: string, group: string, q = '') =>
  infiniteQueryOptions({
    queryKey: [...within(organization), 'group', group, 'members', q],
    queryFn: ({ signal, pageParam: cursor }) =>
      api.listGroupMembers(
        { organization, group, limit: 50, ...(q && { q }), ...(cursor && { cursor }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })

export const projects = (organization: string) =>
  queryOptions({
    queryKey: [...within(organization), 'projects'],
    queryFn: ({ signal }) => every((page) => api.listProjects({ ...page, organization }, { signal })),
  })

/** Given to the person directly. */
export const assignmentsOf = (organization: string, user: string) =>
  queryOptions({
    queryKey: [...within(organization), 'assignments', user],
    queryFn: ({ signal }) =>
      every((page) => api.listAssignments({ ...page, organization, user }, { signal })),
  })

/** Given to the group. */
export const assignmentsOfGroup = (organization: string, group: string) =>
  queryOptions({
    queryKey: [...within(organization), 'assignments', 'of', group],
    queryFn: ({ signal }) =>
      every((page) => api.listAssignments({ ...page, organization, group }, { signal })),
  })

export const sessionsOf = (organization: string, user: string) =>
  queryOptions({
    queryKey: [...within(organization), 'sessions', user],
    queryFn: ({ signal }) => every((page) => api.listSessions({ ...page, organization, user }, { signal })),
  })

/** About a person, newest first. */
const RECENT = 8

export const recentChanges = (organization: string, user: string) =>
  queryOptions({
    queryKey: [...within(organization), 'changes', user],
    queryFn: ({ signal }) =>
      api.listAuditEvents({ organization, target: user, log: 'journal', limit: RECENT }, { signal }),
  })

/** What somebody means to do: `sign_in`, or a permission at a place. */
export const SIGN_IN = 'sign_in'

/** The same as requests have it. */
export function goalOf(goal: string, scope: string) {
  return goal === SIGN_IN ? { sign_in: true as const } : { permission: goal, scope }
}

/** What stands in somebody's way. @param goal `SIGN_IN`, or a permission */
export const diagnosis = (organization: string, user: string, goal: string, scope: string) =>
  queryOptions({
    queryKey: [...within(organization), 'diagnosis', user, goal, goal === SIGN_IN ? '' : scope],
    queryFn: ({ signal }) => {
      const body = { principal: user, goal: goalOf(goal, scope) }
      return api.diagnoseAccess({ organization, body }, { signal })
    },
  })

/** A permission that everybody's catalogue has: an explanation of it shows everything that is given on the way there. */
const ANY_PERMISSION = 'project.read'

/** What a person can do at a place, and what on the way there gives it. */
export const effectiveAccess = (organization: string, user: string, scope: string) =>
  queryOptions({
    queryKey: [...within(organization), 'effective', user, scope],
    queryFn: async ({ signal }) => {
      const [what, why] = await Promise.all([
        api.whatAccess({ organization, body: { principal: user, scope } }, { signal }),
        api.explainAccess(
          { organization, body: { principal: user, scope, permission: ANY_PERMISSION } },
          { signal },
        ),
      ])
      return { allowed: what.items.flatMap(({ permissions }) => permissions), explanation: why.explanation }
    },
  })
