/** Gives a draft another set of application catalogues: new bits, and every role's set anew. */
import type { Catalogue } from '../model/catalogue.ts'
import { PermissionSets } from './permission-sets.ts'
import type { Snapshot } from './snapshot.ts'
import { Vocabulary } from './vocabulary.ts'

export function useCatalogues(draft: Snapshot, catalogues: readonly Catalogue[]): void {
  draft.catalogues = catalogues.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  draft.vocabulary = new Vocabulary(draft.catalogues)
  draft.sets = new PermissionSets(draft.vocabulary.keys.length)
  for (const role of draft.roles.values()) {
    draft.index.setRole(draft.roles.numberOf(role.id)!, draft.sets.of(draft.vocabulary.bitsOf(role)))
  }
}
