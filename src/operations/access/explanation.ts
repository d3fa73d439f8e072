/**
 * A certificate as the reader may see it. Without `organization.role.read` the roles behind it are left out, without
 * `organization.group.read` the groups; one's own access is shown whole.
 */
import type { Unparsed } from '../../contract/table.ts'
import {
  type Certificate,
  certificateAsSeen,
  explainInWords,
  type Held,
  type Names,
} from '../../core/index.ts'
import { instant } from '../answers/instants.ts'
import { scopeAnswer } from '../answers/scopes.ts'
import { emailOf } from '../answers/users.ts'
import type { Scene } from '../scene.ts'
import { isOwn, may } from '../visible.ts'

type ExplanationAnswer = NonNullable<Unparsed<'explainAccess'>['explanation']>
type HeldAnswer = ExplanationAnswer['shadowed'][number]

/** @param asked the principal as the reader named them */
export function explanationAnswer(scene: Scene, certificate: Certificate, asked: string): ExplanationAnswer {
  const own = isOwn(scene, certificate.question.principal)
  const roles = own || may(scene, 'organization.role.read')
  const groups = own || may(scene, 'organization.group.read')
  const shown = certificateAsSeen(certificate, { roles, groups })
  const held = (row: Held): HeldAnswer => heldAnswer(scene, row)
  return {
    at: instant(shown.question.now),
    catalogue: shown.catalogue,
    gates: shown.gates.map((gate) => ({ ...gate, evidence: [...gate.evidence] })),
    chain: shown.chain.map(({ scope, path, assignments, permissions, decided }) => ({
      scope: scopeAnswer(scene.snapshot, scope),
      path,
      assignments: assignments.map(held),
      permissions: [...permissions],
      decided,
    })),
    shadowed: shown.shadowed.map(held),
    elsewhere: shown.elsewhere.map(held),
    left_out: [...(roles ? [] : (['roles'] as const)), ...(groups ? [] : (['groups'] as const))],
    text: inWords(scene, shown, asked),
  }
}

function heldAnswer(
  { snapshot }: Scene,
  { assignment, role, scope, via, throughGroup, state }: Held,
): HeldAnswer {
  return {
    assignment,
    role,
    role_name: snapshot.roles.get(role)?.name ?? role,
    scope: scopeAnswer(snapshot, scope),
    ...(via !== undefined && {
      via: {
        group: via.group,
        group_name: snapshot.groups.get(via.group)?.name ?? via.group,
        source: via.source,
      },
    }),
    ...(throughGroup && { through_group: true }),
    state,
  }
}

/** The scope that was asked about is written as it was asked. */
function inWords(scene: Scene, certificate: Certificate, asked: string): string[] {
  const { principal, scope } = certificate.question
  const question = { ...certificate.question, scope: pathIn(scene, scope) ?? scope.trim() }
  return explainInWords({ ...certificate, question }, namesFor(scene, principal, asked))
}

/** Names of what certificates hold. @param asked the principal as the reader named them */
export function namesFor(scene: Scene, principal: string, asked: string): Names {
  const { snapshot } = scene
  const provider = (id: string): string | undefined =>
    snapshot.providers.find((one) => one.id === id)?.displayName
  const feature = (key: string): string | undefined =>
    snapshot.vocabulary.features.find((one) => one.key === key)?.name
  return {
    principal: emailOf(scene, principal) || asked,
    of: (id) =>
      snapshot.roles.get(id)?.name ??
      snapshot.groups.get(id)?.name ??
      pathIn(scene, id) ??
      provider(id) ??
      feature(id) ??
      id,
  }
}

function pathIn({ snapshot }: Scene, id: string): string | undefined {
  const number = snapshot.scopes.find(id)
  return number === undefined ? undefined : snapshot.scopes.at(number).path
}
