/** A house in which a check may have every kind of answer: people who may ask everything, little, or nothing. */
import { admit, type House, openHouse, stranger } from './house.ts'

/** Of Ana, the admin; Bea, who only reads; Cy, who reads at `billing/production`; Sam of another organization; and nobody. */
export type Tokens = Readonly<Record<'ana' | 'bea' | 'cy' | 'sam' | 'nobody', string>>

/** With the projects `billing`, which has an environment `production`, and `old`, which is archived. */
export async function openPeopledHouse(): Promise<{ house: House; tokens: Tokens }> {
  const house = await openHouse()
  const { admin } = house
  for (const name of ['billing', 'old']) await admin.createProject({ organization: 'acme', body: { name } })
  await admin.createEnvironment({ organization: 'acme', project: 'billing', body: { name: 'production' } })
  await admin.archiveProject({ organization: 'acme', project: 'old', body: {} })
  const bea = await admit(house, 'bea@acme.example', 'readonly')
  const cy = await admit(house, 'cy@acme.example')
  await admin.createAssignment({
    organization: 'acme',
    body: { user: 'cy@acme.example', role: 'viewer', scope: 'billing/production' },
  })
  const sam = await stranger(house)
  const nobody = `cps_${'x'.repeat(43)}`
  return { house, tokens: { ana: house.token, bea: bea.token, cy: cy.token, sam, nobody } }
}
