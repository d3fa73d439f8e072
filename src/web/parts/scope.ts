/** Places of a tenant, as answers name them, and how they are written. */

export type Scope = {
  readonly type: 'organization' | 'project' | 'environment'
  readonly project?: string | undefined
  readonly environment?: string | undefined
}

/** From the organization inwards. */
export function scopeParts(organization: string, { project, environment }: Scope): string[] {
  return [organization, project, environment].filter((part) => part !== undefined)
}

/** As it is typed: `organization`, `billing`, `billing/production`. */
export function scopeText({ project, environment }: Scope): string {
  return [project, environment].filter((part) => part !== undefined).join('/') || 'organization'
}
