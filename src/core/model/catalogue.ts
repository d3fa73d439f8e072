/** An application catalogue: an organization's own keys, the resources they are asked about, and features that gate keys. */

export type ApplicationPermission = {
  readonly key: string
  readonly description: string
  /** What it lets a person do, in words for people: "reassign conversations". */
  readonly capability: string
  readonly sensitive?: boolean
}

export type ApplicationFamily = {
  readonly name: string
  readonly permissions: readonly ApplicationPermission[]
}

/** `flag`: on for the organization · `beta`: on for the person · `tier`: on from a tier upwards. */
export type Feature = {
  readonly key: string
  readonly name: string
  readonly kind: 'flag' | 'beta' | 'tier'
  readonly minimumTier?: 'free' | 'team' | 'enterprise'
  /** Keys, built in or of any catalogue of the organization, that work only while the feature is on. */
  readonly gates: readonly string[]
}

/** What an application asks about in its own words: a kind of resource, and the key that each action on one means. */
export type ResourceType = {
  readonly type: string
  /** What its ids name, where its resources are this organization's projects or environments. */
  readonly scope?: 'project' | 'environment'
  /** Key by name of the action. */
  readonly actions: Readonly<Record<string, string>>
}

export type Catalogue = {
  readonly name: string
  readonly families: readonly ApplicationFamily[]
  readonly types?: readonly ResourceType[]
  readonly features: readonly Feature[]
}
