/** Random edits of projects and environments. */

import { cleared, freshId, sorted } from './change-parts.ts'
import type { Edit } from './changes.ts'

const createProject: Edit = (state) => {
  const id = freshId('prj', state.projects)
  if (state.projects.some((p) => p.id === id)) return undefined
  const project = { id, name: `new-${state.projects.length}`, displayName: 'New', archived: false }
  return {
    state: { ...state, projects: sorted([...state.projects, project]) },
    events: [{ type: 'project.created', data: { project } }],
  }
}

const createEnvironment: Edit = (state, rng) => {
  const id = freshId('env', state.environments)
  if (state.projects.length === 0 || state.environments.some((e) => e.id === id)) return undefined
  const environment = { id, project: rng.pick(state.projects).id, name: `new-${state.environments.length}` }
  return {
    state: { ...state, environments: sorted([...state.environments, environment]) },
    events: [{ type: 'environment.created', data: { environment } }],
  }
}

const deleteEnvironment: Edit = (state, rng) => {
  if (state.environments.length === 0) return undefined
  const environment = rng.pick(state.environments)
  const step = cleared(state, (a) => a.scope === environment.id)
  return {
    state: { ...step.state, environments: state.environments.filter((e) => e !== environment) },
    events: [...step.events, { type: 'environment.deleted', data: { environment } }],
  }
}

const deleteProject: Edit = (state, rng) => {
  if (state.projects.length === 0) return undefined
  const project = rng.pick(state.projects)
  const inside = state.environments.filter((e) => e.project === project.id)
  const ending = new Set([project.id, ...inside.map((e) => e.id)])
  const step = cleared(state, (a) => ending.has(a.scope))
  return {
    state: {
      ...step.state,
      projects: state.projects.filter((p) => p !== project),
      environments: state.environments.filter((e) => !inside.includes(e)),
    },
    events: [
      ...step.events,
      ...inside.map((environment) => ({ type: 'environment.deleted', data: { environment } }) as const),
      { type: 'project.deleted', data: { project } },
    ],
  }
}

export const PLACE_EDITS: Readonly<Record<string, Edit>> = {
  'create project': createProject,
  'create environment': createEnvironment,
  'delete environment': deleteEnvironment,
  'delete project': deleteProject,
}
