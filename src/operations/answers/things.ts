/** Projects, invitations, settings, features and catalogues as answers show them. */
import type { Unparsed } from '../../contract/table.ts'
import {
  type Catalogue,
  type Feature,
  type Invitation,
  type Project,
  type Snapshot,
  TIERS,
} from '../../core/index.ts'
import type { Scene } from '../scene.ts'
import { sees } from '../visible.ts'

/** With those of its environments that the reader may know. */
export function projectAnswer(
  scene: Scene,
  { id, name, displayName, archived }: Project,
): Unparsed<'showProject'> {
  const { scopes } = scene.snapshot
  const environments = scopes.at(scopes.find(id)!).children.filter((number) => sees(scene, number))
  return {
    id,
    name,
    display_name: displayName,
    archived,
    environments: environments.map((number) => environmentAnswer(scene.snapshot, scopes.at(number).id)),
  }
}

export function environmentAnswer(
  snapshot: Snapshot,
  id: string,
): Unparsed<'showProject'>['environments'][number] {
  return {
    id,
    name: snapshot.environments.get(id)!.name,
    path: snapshot.scopes.at(snapshot.scopes.find(id)!).path,
  }
}

type InvitationAnswer = Unparsed<'listInvitations'>['items'][number]

/** A pending invitation past its time has expired. */
export function invitationState({ state, expiresAt }: Invitation, now: number): InvitationAnswer['state'] {
  return state === 'pending' && expiresAt <= now ? 'expired' : state
}

export function organizationAnswer({ organization }: Snapshot): Unparsed<'showOrganization'> {
  const { id, name, displayName, tier } = organization
  return { id, name, display_name: displayName, tier }
}

export function settingsAnswer({ organization: { tier, settings } }: Snapshot): Unparsed<'showSettings'> {
  return {
    tier,
    invitation_lifetime: settings.invitationLifetime,
    session_idle_lifetime: settings.sessionIdleLifetime,
    session_absolute_lifetime: settings.sessionAbsoluteLifetime,
  }
}

export function signInSettingsAnswer({ organization, providers }: Snapshot): Unparsed<'showSignInSettings'> {
  return {
    passwords: organization.passwords,
    providers: providers.map(({ id, key, displayName, enabled }) => ({
      id,
      key,
      display_name: displayName,
      enabled,
    })),
  }
}

const STATE_FROM = { flag: 'tenant', beta: 'person', tier: 'plan' } as const

export function featureAnswer(
  snapshot: Snapshot,
  feature: Feature,
): Unparsed<'listFeatures'>['items'][number] {
  const { key, name, kind, minimumTier, gates } = feature
  return {
    key,
    name,
    kind,
    enabled: isOn(snapshot, feature),
    state_from: STATE_FROM[kind],
    ...(minimumTier !== undefined && { minimum_tier: minimumTier }),
    gates: [...gates],
  }
}

/** For the organization as a whole: a beta never is, it is on for people. */
function isOn(
  { enabledFeatures, organization }: Snapshot,
  { key, kind, minimumTier = 'free' }: Feature,
): boolean {
  if (kind === 'tier') return TIERS.indexOf(organization.tier) >= TIERS.indexOf(minimumTier)
  return kind === 'flag' && enabledFeatures.has(key)
}

export function catalogueAnswer({
  name,
  families,
  types,
  features,
}: Catalogue): Unparsed<'listCatalogues'>['items'][number] {
  return {
    name,
    families: families.map((family) => ({ name: family.name, permissions: [...family.permissions] })),
    ...(types !== undefined && {
      types: types.map(({ actions, ...rest }) => ({ ...rest, actions: { ...actions } })),
    }),
    features: features.map(({ minimumTier, gates, ...feature }) => ({
      ...feature,
      ...(minimumTier !== undefined && { minimum_tier: minimumTier }),
      gates: [...gates],
    })),
  }
}
