/** Projects and their environments. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import { displayName, inOrganization, page, reason, writing } from '../shapes/request.ts'
import { environment, project } from '../shapes/things.ts'

const slug = z.string().min(1).max(63)
const oneProject = inOrganization.extend({ project: z.string().min(1).max(100) })
const base = '/v1/organizations/{organization}/projects'

export const listProjects = operation({
  name: 'listProjects',
  command: 'project list',
  summary: 'List the projects that you may see, with their environments.',
  method: 'GET',
  path: base,
  access: {
    self: 'whoever has an assignment at or below a project sees that it exists; the list holds no others',
  },
  tokens: 'any',
  params: inOrganization,
  query: page.extend({ archived: z.stringbool().optional() }),
  answer: listOf(project),
})

export const showProject = operation({
  name: 'showProject',
  command: 'project show',
  summary: 'Show a project.',
  method: 'GET',
  path: `${base}/{project}`,
  access: {
    self: 'whoever has an assignment at or below the project sees that it exists; for others it is missing',
  },
  tokens: 'any',
  params: oneProject,
  answer: project,
})

export const createProject = operation({
  name: 'createProject',
  command: 'project create',
  summary: 'Create a project.',
  method: 'POST',
  path: base,
  access: { permission: 'organization.project.create', at: 'organization' },
  params: inOrganization,
  query: writing,
  body: z.strictObject({ name: slug, display_name: displayName(100).min(1).optional(), reason }),
  answer: z.union([project, preview]),
  status: 201,
  writes: ['project.created'],
})

export const updateProject = operation({
  name: 'updateProject',
  command: 'project update',
  summary: 'Change a project’s display name; its name stays.',
  method: 'PUT',
  path: `${base}/{project}`,
  access: { permission: 'project.settings.write', at: 'project' },
  params: oneProject,
  query: writing,
  body: z.strictObject({ display_name: displayName(100).min(1), reason }),
  answer: z.union([project, preview]),
  writes: ['project.updated'],
})

export const archiveProject = operation({
  name: 'archiveProject',
  command: 'project archive',
  summary: 'Archive a project: grants stay, nothing in it answers.',
  method: 'POST',
  path: `${base}/{project}/archive`,
  access: { permission: 'project.archive', at: 'project' },
  params: oneProject,
  query: writing,
  body: z.strictObject({ reason }),
  answer: z.union([project, preview]),
  writes: ['project.archived'],
})

export const unarchiveProject = operation({
  name: 'unarchiveProject',
  command: 'project unarchive',
  summary: 'Bring an archived project back.',
  method: 'POST',
  path: `${base}/{project}/unarchive`,
  access: { permission: 'project.archive', at: 'project' },
  params: oneProject,
  query: writing,
  body: z.strictObject({ reason }),
  answer: z.union([project, preview]),
  writes: ['project.unarchived'],
})

export const deleteProject = operation({
  name: 'deleteProject',
  command: 'project delete',
  summary: 'Delete a project, its environments, and every assignment at them.',
  method: 'DELETE',
  path: `${base}/{project}`,
  access: { permission: 'project.delete', at: 'project' },
  params: oneProject,
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['project.deleted', 'environment.deleted', 'assignment.deleted'],
})

export const createEnvironment = operation({
  name: 'createEnvironment',
  command: 'environment create',
  summary: 'Create an environment in a project.',
  method: 'POST',
  path: `${base}/{project}/environments`,
  access: { permission: 'project.settings.write', at: 'project' },
  params: oneProject,
  query: writing,
  body: z.strictObject({ name: slug, reason }),
  answer: z.union([environment, preview]),
  status: 201,
  writes: ['environment.created'],
})

export const deleteEnvironment = operation({
  name: 'deleteEnvironment',
  command: 'environment delete',
  summary: 'Delete an environment and every assignment at it.',
  method: 'DELETE',
  path: `${base}/{project}/environments/{environment}`,
  access: { permission: 'project.settings.write', at: 'project' },
  params: oneProject.extend({ environment: z.string().min(1).max(100) }),
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['environment.deleted', 'assignment.deleted'],
})
