/** What pages of a tenant read. All of it hangs below the tenant's name: a change makes it stale at once. */
import { queryOptions } from '@tanstack/react-query'
import type { Arguments } from '../../contract/client.ts'
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

/** What stands in somebody's way. @param goal `SIGN_IN`, or a permission */
export const diagnosis = (organization: string, user: string, goal: string, scope: string) =>
  queryOptions({
    queryKey: [...within(organization), 'diagnosis', user, goal, goal === SIGN_IN ? '' : scope],
    queryFn: ({ signal }) => {
      const asked = goal === SIGN_IN ? { sign_in: true as const } : { permission: goal, scope }
      return api.diagnoseAccess({ organization, body: { principal: user, goal: asked } }, { signal })
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
