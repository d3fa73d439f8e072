/** Where a journal begins, as it is told. */
import type { JournalCut } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'

/** @returns `null` where it is whole */
export function cutAnswer(cut: JournalCut | undefined) {
  if (cut === undefined) return null
  return { through: cut.through, at: instant(cut.at), known_from: instant(cut.knownFrom) }
}
