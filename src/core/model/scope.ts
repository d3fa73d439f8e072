/** Where a permission applies: the organization, a project, or one of its environments. */

export type Project = {
  readonly id: string
  /** The slug; it never changes. */
  readonly name: string
  readonly displayName: string
  readonly archived: boolean
}

export type Environment = {
  readonly id: string
  readonly project: string
  readonly name: string
}

export type ScopeType = 'organization' | 'project' | 'environment'

/** The reserved word that names the organization where a scope is written as text. */
export const ORGANIZATION_SCOPE = 'organization'

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** Organizations, projects and environments are named by slugs of at most 63 characters. */
export function isSlug(text: string): boolean {
  return SLUG.test(text) && text !== ORGANIZATION_SCOPE
}
