/** An application catalogue: an organization's own families of keys, and the features that gate keys. */

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

export type Catalogue = {
  readonly name: string
  readonly families: readonly ApplicationFamily[]
  readonly features: readonly Feature[]
}
