/** The application catalogue of a scenario: its keys, the features that gate keys, and which flags are on. */
import { applyCatalogue } from '../../../src/core/change/apply-catalogue.ts'
import { setFeature } from '../../../src/core/change/set-feature.ts'
import type { Feature } from '../../../src/core/index.ts'
import type { House } from '../../core/support/house.ts'
import { featureGiven, type Given } from './given.ts'

export function applyFeatures(house: House, { catalogue, on }: Given): void {
  if (catalogue !== undefined) {
    const permissions = catalogue.keys.map((key) => ({ key, description: key, capability: key }))
    const features = Object.entries(catalogue.features).map(featureOf)
    house.must(applyCatalogue, {
      catalogue: { name: 'application', families: [{ name: 'application', permissions }], features },
    })
  }
  for (const feature of on) house.must(setFeature, { feature, enabled: true })
}

function featureOf([key, text]: [string, string]): Feature {
  const { kind, tier, gates } = featureGiven(text)
  return { key, name: key, kind, gates, ...(tier !== undefined && { minimumTier: tier }) }
}
