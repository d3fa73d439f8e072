/**
 * A certificate as the reader may see it. Without `organization.role.read` the roles behind it are left out, without
 * `organization.group.read` the groups; one's own access is shown whole.
 */
import type { Unparsed } from '../../contract/table.ts'
import { type Certificate, explainInWords, type Held } from '../../core/index.ts'
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
  const shown = cut(certificate, roles, groups)
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

/** The sentences are made of the same cut, so they say nothing that was left out. */
function cut(certificate: Certificate, roles: boolean, groups: boolean): Certificate {
  const held = (rows: readonly Held[]): Held[] =>
    roles ? rows.map(({ via, ...row }) => (groups && via !== undefined ? { ...row, via } : row)) : []
  return {
    ...certificate,
    gates: certificate.gates.map((gate) =>
      gate.gate === 'permission' && !roles ? { ...gate, evidence: [] } : gate,
    ),
    chain: certificate.chain.map((link) => ({
      ...link,
      assignments: held(link.assignments),
      permissions: roles ? link.permissions : [],
    })),
    shadowed: held(certificate.shadowed),
    elsewhere: held(certificate.elsewhere),
  }
}

function heldAnswer({ snapshot }: Scene, { assignment, role, scope, via, state }: Held): HeldAnswer {
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
    state,
  }
}

/** Names of what the certificate holds; the scope that was asked about is written as it was asked. */
function inWords(scene: Scene, certificate: Certificate, asked: string): string[] {
  const { snapshot } = scene
  const { scope } = certificate.question
  const path = (id: string): string | undefined => {
    const number = snapshot.scopes.find(id)
    return number === undefined ? undefined : snapshot.scopes.at(number).path
  }
  const provider = (id: string): string | undefined =>
    snapshot.providers.find((one) => one.id === id)?.displayName
  const feature = (key: string): string | undefined =>
    snapshot.vocabulary.features.find((one) => one.key === key)?.name
  const question = { ...certificate.question, scope: path(scope) ?? scope.trim() }
  return explainInWords(
    { ...certificate, question },
    {
      principal: emailOf(scene, certificate.question.principal) || asked,
      of: (id) =>
        snapshot.roles.get(id)?.name ??
        snapshot.groups.get(id)?.name ??
        path(id) ??
        provider(id) ??
        feature(id) ??
        id,
    },
  )
}
