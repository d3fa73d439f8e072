/** What the address of the Feature Flags page says: which feature is open beside the list, and whether it is about to be switched. */
import type { Answer } from '../../../contract/client.ts'
import { textsIn } from '../../navigation/search-text.ts'

export type Feature = Answer<'listFeatures'>['items'][number]

export type FeaturesView = {
  /** Whose drawer is open: its key. */
  readonly feature?: string
  /** What is about to be done: it is shown, and done by its button alone. */
  readonly do?: 'switch'
}

type Given = Readonly<Record<string, unknown>>

/** Anybody can have written an address: what makes no sense is left out. */
export function readFeaturesView(given: Given): FeaturesView {
  return { ...textsIn(given, ['feature']), ...(given['do'] === 'switch' && { do: 'switch' }) }
}
