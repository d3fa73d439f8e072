/** A certificate as a reader may see it: without the roles behind it, or without the groups. Gates and verdict stay. */
import type { Certificate, Held } from './certificate.ts'

/** The sentences that are made of the cut say nothing that was left out. */
export function certificateAsSeen(
  certificate: Certificate,
  { roles, groups }: { readonly roles: boolean; readonly groups: boolean },
): Certificate {
  if (roles && groups) return certificate
  const held = (rows: readonly Held[]): Held[] =>
    roles ? rows.map((row) => (groups ? row : withoutGroup(row))) : []
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

/** It is said that there is one, so that nothing passes for direct. */
function withoutGroup({ via, ...row }: Held): Held {
  return via === undefined ? row : { ...row, throughGroup: true }
}
