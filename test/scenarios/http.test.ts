/** Every scenario, asked of a real server over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Refused } from '../../src/contract/client.ts'
import { SCENARIOS } from './runner/files.ts'
import { givenShape } from './runner/given.ts'
import { openHttp } from './runner/http-door.ts'
import { clientOf, Install } from './runner/install.ts'
import { runScenario } from './runner/run.ts'

let install: Install

beforeAll(async () => {
  install = await Install.open()
})
afterAll(() => install.close())

describe('over HTTP', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.file, scenario.name, scenario] as const))(
    '%s: %s',
    async (_, __, scenario) => {
      await runScenario(scenario, openHttp(install))
    },
  )

  it('a refused impact names people by e-mail to whoever may see people', async () => {
    const given = givenShape.parse({ assignments: ['alex deployer @organization'] })
    const place = await install.place(given)
    const { organization } = place
    const user = `alex@${organization}.example.com`
    const body = { role: 'viewer', user, scope: 'billing' }
    const refused = await clientOf(place, 'ada')
      .createAssignment({ organization, body })
      .catch((error: unknown) => error)
    expect((refused as Refused).problem.impact!.entries.map(({ email }) => email)).toEqual([user])
  })
})
